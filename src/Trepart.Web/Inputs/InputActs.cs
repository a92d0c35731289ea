using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Inputs;

/// <summary>What can be done with an input.</summary>
public static class InputActs
{
    public static readonly Act Give = new("give_input", "gi-innspill", Kind.Input, typeof(GiveInput), Right.GiveInput, Creates: true) { Welcome = _ => new WelcomeWork() };

    public static readonly Act Answer = Of("answer_input", "svar", typeof(AnswerInput), Right.WorkInGroup);
    public static readonly Act RouteElsewhere = Of("route_input", "send-videre", typeof(RouteInput), Right.WorkInGroup);
    public static readonly Act Withdraw = Of("withdraw_input", "trekk", typeof(WithdrawInput), Right.OwnInput);
    public static readonly Act NoteAnswerRead = Of("note_answer_read", "lest", typeof(NoteAnswerRead), Right.OwnInput);

    public static readonly Act AskGiver = Of("ask_giver", "spor-giveren", typeof(AskGiver), Right.WorkInGroup);
    public static readonly Act Reply = Of("reply_to_group", "skriv-tilbake", typeof(ReplyToGroup), Right.OwnInput);

    public static readonly Act Link = Of("link_input", "knytt-til-sak", typeof(LinkInput), Right.WorkInGroup) with
    {
        PointsAt = command => [(Kind.Matter, ((LinkInput)command).Matter)],
    };

    public static readonly Act Relink = Of("relink_input", "flytt-til-annen-sak", typeof(RelinkInput), Right.WorkInGroup) with
    {
        PointsAt = command => [(Kind.Matter, ((RelinkInput)command).Matter)],
    };

    public static readonly Act EraseText = Of("erase_input_text", "slett-innspillstekst", typeof(EraseInputText), Right.EraseText) with
    {
        Erases = command => command is EraseInputText erase ? (erase.Text, erase.Reason) : throw new ArgumentException(null, nameof(command)),
    };

    public static IReadOnlyList<Act> OnInput { get; } = [Answer, AskGiver, Link, Relink, RouteElsewhere, Reply, Withdraw, NoteAnswerRead, EraseText];

    private static Act Of(string name, string slug, Type command, Right right) => new(name, slug, Kind.Input, command, right);
}
