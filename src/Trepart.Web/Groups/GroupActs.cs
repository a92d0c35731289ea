using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Groups;

/// <summary>What a group does with itself: its meeting, purpose, rules and the unions around it; and what is said about each seat.</summary>
public static class GroupActs
{
    public static readonly Act ChooseMeeting = OfGroup("choose_meeting", "vart-mote", typeof(ChooseMeeting));
    public static readonly Act StatePurpose = OfGroup("state_purpose", "formal", typeof(StatePurpose));
    public static readonly Act StateInvolvement = OfGroup("state_involvement", "slik-spor-vi", typeof(StateInvolvement));
    public static readonly Act SetMaturity = OfGroup("set_maturity", "hvor-langt", typeof(SetMaturity));
    public static readonly Act NoteDeviation = OfGroup("note_deviation", "avvik", typeof(NoteDeviation));

    public static readonly Act Attach = new("attach_arena", "knytt-til-arbeidsplass", Kind.Arena, typeof(AttachArena), Right.KeepSeats)
    {
        PointsAt = command => [(Kind.Workplace, ((AttachArena)command).Node)],
    };

    public static readonly Act AdoptRules = new("adopt_rules", "nye-kjoreregler", Kind.Rules, typeof(AdoptRules), Right.WorkInGroup, Creates: true);
    public static readonly Act NoteUnion = new("note_union", "ny-forening", Kind.Union, typeof(NoteUnion), Right.WorkInGroup, Creates: true) { Welcome = _ => new WelcomeWork() };

    public static readonly Act InviteUnion = OfUnion("invite_union", "inviter", typeof(InviteUnion));
    public static readonly Act UnionAccepts = OfUnion("note_union_accepts", "takker-ja", typeof(NoteUnionAccepts));
    public static readonly Act UnionDeclines = OfUnion("note_union_declines", "takker-nei", typeof(NoteUnionDeclines));
    public static readonly Act UnionRepresented = OfUnion("note_union_represented", "representert", typeof(NoteUnionRepresented));
    public static readonly Act UnionGone = OfUnion("note_union_gone", "ikke-her-lenger", typeof(NoteUnionGone));

    public static readonly Act StateExpectations = new("state_expectations", "forventninger", Kind.Seat, typeof(StateExpectations), Right.WorkInGroup);

    public static readonly Act AcknowledgeRules = new("acknowledge_rules", "sta-bak-kjoreregler", Kind.Seat, typeof(AcknowledgeRules), Right.WorkInGroup)
    {
        IsOfOwnSeat = true,
        PointsAt = command => [(Kind.Rules, ((AcknowledgeRules)command).Rules)],
    };

    /// <summary>By the group itself.</summary>
    public static IReadOnlyList<Act> OnGroup { get; } = [ChooseMeeting, StatePurpose, StateInvolvement, SetMaturity, NoteDeviation];

    public static IReadOnlyList<Act> OnUnion { get; } = [InviteUnion, UnionAccepts, UnionDeclines, UnionRepresented, UnionGone];

    public static IReadOnlyList<Act> OnSeat { get; } = [StateExpectations, AcknowledgeRules];

    private static Act OfGroup(string name, string slug, Type command) => new(name, slug, Kind.Arena, command, Right.WorkInGroup);

    private static Act OfUnion(string name, string slug, Type command) => new(name, slug, Kind.Union, command, Right.WorkInGroup);
}
