using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Gatherings;

/// <summary>What can be done with gatherings, and with what groups show there.</summary>
public static class GatheringActs
{
    public static readonly Act Plan = Of("plan_gathering", "ny-samling", typeof(PlanGathering)) with { Creates = true };
    public static readonly Act Move = Of("move_gathering", "flytt-samling", typeof(MoveGathering));
    public static readonly Act Invite = Of("invite_groups", "inviter-grupper", typeof(InviteGroups));
    public static readonly Act Cancel = Of("cancel_gathering", "avlys-samling", typeof(CancelGathering));

    public static readonly Act EraseText = Of("erase_gathering_text", "slett-samlingstekst", typeof(EraseGatheringText)) with
    {
        Erases = command => command is EraseGatheringText erase ? (erase.Text, erase.Reason) : throw new ArgumentException(null, nameof(command)),
    };

    public static readonly Act Draft = Shows("draft_presentation", "ny-framvisning", typeof(DraftPresentation)) with
    {
        Creates = true,
        Welcome = _ => new WelcomeWork(),
        In = (command, arena) => ((DraftPresentation)command) with { Arena = arena },
        PointsAt = command => [(Kind.Gathering, ((DraftPresentation)command).Gathering)],
        Consents = command => command is DraftPresentation c ? (Kind.Gathering, c.Gathering, _ => new HearPresentation(c.Arena)) : null,
    };

    public static readonly Act Edit = Shows("edit_presentation", "endre-framvisning", typeof(EditPresentation));

    public static readonly Act Agree = Shows("agree_presentation", "si-ja-til-framvisning", typeof(AgreePresentation)) with
    {
        With = (command, table) => ((AgreePresentation)command) with { Parties = table.Parties },
    };

    public static readonly Act TakeBack = Shows("take_back_presentation", "trekk-framvisning", typeof(TakeBackPresentation));

    public static readonly Act ErasePresentation = Shows("erase_presentation_text", "slett-framvisningstekst", typeof(ErasePresentationText)) with
    {
        Right = Right.EraseText,
        Erases = command => command is ErasePresentationText erase ? (erase.Text, erase.Reason) : throw new ArgumentException(null, nameof(command)),
    };

    public static IReadOnlyList<Act> OnGathering { get; } = [Move, Invite, Cancel, EraseText];

    public static IReadOnlyList<Act> OnPresentation { get; } = [Edit, Agree, TakeBack, ErasePresentation];

    private static Act Of(string name, string slug, Type command) => new(name, slug, Kind.Gathering, command, Right.KeepTraining);

    private static Act Shows(string name, string slug, Type command) => new(name, slug, Kind.Presentation, command, Right.WorkInGroup);
}
