using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Help;

/// <summary>What can be done when a group stops, and asks for help.</summary>
public static class HelpActs
{
    public static readonly Act CallStop = new("call_stop", "stopp-opp", Kind.Help, typeof(CallStop), Right.WorkInGroup, Creates: true);

    public static readonly Act Answer = Of("answer_stuck", "svar-pa-stoppsporsmal", typeof(AnswerStuck));
    public static readonly Act StateCause = Of("state_cause", "skriv-arsaken", typeof(StateCause));
    public static readonly Act ConfirmCause = Of("confirm_cause", "bekreft-arsaken", typeof(ConfirmCause)) with { FromSeat = c => ((ConfirmCause)c).Seat };

    public static readonly Act Ask = Of("ask_for_help", "be-om-hjelp", typeof(AskForHelp)) with { With = (c, table) => ((AskForHelp)c) with { Parties = table.Parties } };

    public static readonly Act ProposeAccess = Of("propose_access", "foresla-innsyn", typeof(ProposeAccess)) with
    {
        With = (c, table) => ((ProposeAccess)c) with { Parties = table.Parties },
        Names = SeatRole.Helper,
        PointsAt = c => [.. ((ProposeAccess)c).Matters.Select(m => (Kind.Matter, m))],
    };

    public static readonly Act AgreeAccess = Of("agree_access", "si-ja-til-innsyn", typeof(AgreeAccess)) with
    {
        With = (c, table) => ((AgreeAccess)c) with { Parties = table.Parties },
        FromSeat = c => ((AgreeAccess)c).Seat,
    };

    public static readonly Act TakeBackAccess = Of("take_back_access", "ta-tilbake-innsyn", typeof(TakeBackAccess));

    public static readonly Act PlanSession = Of("plan_help_session", "avtal-hjelpemote", typeof(PlanHelpSession));

    public static readonly Act NoteSession = Of("note_help_session", "hjelpemote-holdt", typeof(NoteHelpSession)) with
    {
        With = (c, table) => ((NoteHelpSession)c) with { Parties = table.Parties },
    };

    public static readonly Act AgreeToShow = Of("agree_to_show", "vis-for-styringsgruppa", typeof(AgreeToShow)) with
    {
        With = (c, table) => ((AgreeToShow)c) with { Parties = table.Parties },
        FromSeat = c => ((AgreeToShow)c).Seat,
    };

    public static readonly Act TakeBackShowing = Of("take_back_showing", "ikke-vis-lenger", typeof(TakeBackShowing));
    public static readonly Act End = Of("end_stop", "ga-videre", typeof(EndStop));

    public static readonly Act EraseText = Of("erase_help_text", "slett-stopptekst", typeof(EraseHelpText)) with
    {
        Right = Right.EraseText,
        Erases = command => command is EraseHelpText erase ? (erase.Text, erase.Reason) : throw new ArgumentException(null, nameof(command)),
    };

    public static IReadOnlyList<Act> OnHelp { get; } =
    [
        Answer, StateCause, ConfirmCause, Ask, ProposeAccess, AgreeAccess, TakeBackAccess, PlanSession, NoteSession, AgreeToShow, TakeBackShowing, End, EraseText,
    ];

    private static Act Of(string name, string slug, Type command) => new(name, slug, Kind.Help, command, Right.WorkInGroup);
}
