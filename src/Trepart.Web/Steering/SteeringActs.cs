using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Steering;

/// <summary>What the steering group puts on record of itself, and what is done with its items. Everyone around the table may do all of it (SG-09, SG-10).</summary>
public static class SteeringActs
{
    public static readonly Act Rename = OfGroup("rename_arena", "navnet", typeof(RenameArena));
    public static readonly Act NoteFounding = OfGroup("note_founding", "grunnlaget", typeof(NoteFounding));
    public static readonly Act NoteAnchoring = OfGroup("note_anchoring", "forankring", typeof(NoteAnchoring));
    public static readonly Act Constitute = OfGroup("constitute_steering_group", "konstituer", typeof(ConstituteSteeringGroup));
    public static readonly Act MarkSetUp = OfGroup("mark_set_up", "formen", typeof(MarkSetUp));
    public static readonly Act AdoptCharter = OfGroup("adopt_charter", "nytt-mandat", typeof(AdoptCharter));
    public static readonly Act RenewCharter = OfGroup("renew_charter", "videre-mandat", typeof(RenewCharter));
    public static readonly Act AssessStatus = OfGroup("assess_legal_status", "rettslig-status", typeof(AssessLegalStatus));
    public static readonly Act ChooseComposition = OfGroup("choose_composition", "sammensetningen", typeof(ChooseComposition));
    public static readonly Act NoteDeviation = OfGroup("note_steering_deviation", "annen-sammensetning", typeof(NoteSteeringDeviation));
    public static readonly Act AddTheme = OfGroup("add_steering_theme", "nytt-tema", typeof(AddSteeringTheme));
    public static readonly Act DropTheme = OfGroup("drop_steering_theme", "ta-bort-tema", typeof(DropSteeringTheme));

    /// <summary>The election, and the last day in each of the seats that are the elected's: one append.</summary>
    public static readonly Act NoteElection = OfGroup("note_election", "valget", typeof(NoteElection)) with
    {
        Also = (command, _) => command is NoteElection c ? [.. c.Seats.Distinct().Select(s => (Kind.Seat, s, (object)new EndTerms(c.LastDay)))] : [],
    };

    public static readonly Act PutUp = new("put_up_item", "ny-styringssak", Kind.Item, typeof(PutUpItem), Right.WorkInGroup, Creates: true)
    {
        Welcome = command => new WelcomeItem(((PutUpItem)command).Theme),
        With = (command, table) => ((PutUpItem)command) with { By = table.By },
    };

    public static readonly Act Ask = OfItem("ask_about_item", "spor-om-saken", typeof(AskAboutItem));
    public static readonly Act Answer = OfItem("answer_about_item", "svar-pa-sporsmal", typeof(AnswerAboutItem));
    public static readonly Act Say = OfItem("say_about_item", "skriv-til-saken", typeof(SayAboutItem));
    public static readonly Act AnswerSignal = OfItem("answer_signal", "svar-pa-signalet", typeof(AnswerSignal)) with { With = (command, table) => ((AnswerSignal)command) with { By = table.By } };
    public static readonly Act LinkPaper = OfItem("link_paper", "legg-ved-papir", typeof(LinkPaper));
    public static readonly Act Route = OfItem("route_item", "dit-saken-horer-hjemme", typeof(RouteItem));
    public static readonly Act NoteOutcome = OfItem("note_item_outcome", "det-som-kom-ut-av-det", typeof(NoteOutcome));
    public static readonly Act Close = OfItem("close_item", "avslutt-styringssak", typeof(CloseItem));
    public static readonly Act Reopen = OfItem("reopen_item", "apne-styringssak", typeof(ReopenItem));

    public static readonly Act EraseText = OfItem("erase_item_text", "slett-styringstekst", typeof(EraseItemText)) with
    {
        Right = Right.EraseText,
        Erases = command => command is EraseItemText erase ? (erase.Text, erase.Reason) : throw new ArgumentException(null, nameof(command)),
    };

    public static IReadOnlyList<Act> OnGroup { get; } =
        [Rename, NoteFounding, NoteAnchoring, Constitute, MarkSetUp, AdoptCharter, RenewCharter, AssessStatus, ChooseComposition, NoteDeviation, NoteElection, AddTheme, DropTheme];

    public static IReadOnlyList<Act> OnItem { get; } = [Say, Ask, Answer, AnswerSignal, LinkPaper, Route, NoteOutcome, Close, Reopen, EraseText];

    private static Act OfGroup(string name, string slug, Type command) => new(name, slug, Kind.Arena, command, Right.WorkInGroup);

    private static Act OfItem(string name, string slug, Type command) => new(name, slug, Kind.Item, command, Right.WorkInGroup);
}
