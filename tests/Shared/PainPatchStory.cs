using System.Text.Json.Nodes;
using Trepart.Web;
using Trepart.Web.Import;

namespace Trepart.Tests;

/// <summary>A page where something of the story is to be seen.</summary>
public enum StoryPlace
{
    Matter,
    Input,
    Board,
    Learning,
    MatterTrail,
    InputTrail,
}

/// <summary>Something that whoever reads the page is to see.</summary>
/// <param name="Line">Which of the story's lines it tells; the first is 1.</param>
/// <param name="InOrder">What stands in the page's text, one after the other; what begins with "!" does not stand between its neighbours.</param>
public sealed record StoryAssertion(int Line, string Name, StoryPlace Place, params IReadOnlyList<string> InOrder)
{
    public bool Holds(IReadOnlyDictionary<StoryPlace, string> pages)
    {
        if (!pages.TryGetValue(Place, out var text))
            return false;
        var (from, not) = (0, (string?)null);
        foreach (var part in InOrder)
        {
            if (part is ['!', .. var absent])
            {
                not = absent;
                continue;
            }

            var at = text.IndexOf(part, from, StringComparison.Ordinal);
            if (at < 0 || (not is not null && text[from..at].Contains(not, StringComparison.Ordinal)))
                return false;
            (from, not) = (at + part.Length, null);
        }

        return not is null || !text[from..].Contains(not, StringComparison.Ordinal);
    }
}

/// <summary>
/// The pain patches at Bjørkelia: from an employee's wish, by way of disagreement, deferral and a trial, to a lasting practice. What is set up first,
/// each line after that, and what the pages must show for it.
/// </summary>
public static class PainPatchStory
{
    public const string Tenant = "steinkjer";
    public const string Matter = "smerteplaster";
    public const string Input = "mer-ansvar";
    public const string Arena = "hms-gruppa";

    // First, since what follows is read from it.
    private static readonly Lazy<IReadOnlyList<(string Do, JsonObject Fields, string Text)>> File = new(() =>
        [.. System.IO.File.ReadLines(Where()).Where(l => l.Length > 0)
            .Select(l => (JsonNode.Parse(l)!.AsObject(), l)).Select(l => (TextIn(l.Item1, "do")!, l.Item1, l.l))]);

    private static readonly string[] Setup = ["create_municipality", "establish_arena", "establish_seat", "take_seat", "grant_mandate"];

    // In the words of the one who says it, so that a line is known again by what it alone says.
    public static IReadOnlyList<StoryAssertion> Assertions { get; } =
    [
        new(1, "The employee's wish stands as it was written", StoryPlace.Input, "Mange av oss helsefagarbeidere svarte i arbeidsmiljøundersøkelsen"),
        new(2, "The shop steward raised the matter from the input", StoryPlace.Matter,
            "Plasstillitsvalgt for Fagforbundet tok opp saken «Kan helsefagarbeidere skifte smerteplaster?».", "Den kommer av et innspill.", "Fagforbundet ber gruppa drøfte"),
        new(2, "The giver can follow the input to the matter", StoryPlace.Input, "Innspillet er en del av saken Kan helsefagarbeidere skifte smerteplaster?"),
        new(3, "The group found words for the problem together", StoryPlace.Matter, "Gruppa satte ord på problemet.", "Vi er enige om at dette er større enn selve plastrene"),
        new(4, "The giver was answered with a reason before anything was decided", StoryPlace.InputTrail, "Takk for at du skrev. Vi tok det opp på møtet i går"),
        new(5, "The giver read the first answer before the second came", StoryPlace.Input, "svarte på vegne av gruppa", "har lest svaret", "svarte på vegne av gruppa"),
        new(6, "The shop steward of Fagforbundet was heard", StoryPlace.Matter, "Plasstillitsvalgt for Fagforbundet sa hva de ser. Medlemmene våre har kurs"),
        new(7, "The nurses were heard", StoryPlace.Matter, "Plasstillitsvalgt for Norsk Sykepleierforbund sa hva de ser. Noen av plastrene inneholder sterke legemidler"),
        new(8, "The leader was heard", StoryPlace.Matter, "Enhetsleder sa hva de ser. Om kvelden går sykepleieren fram og tilbake"),
        new(9, "The safety representative was heard", StoryPlace.Matter, "Verneombud sa hva de ser. Alle avbruddene sliter"),
        new(10, "The disagreement is told with its difference", StoryPlace.Matter,
            "Gruppa er uenig. Fagforbundet mener at kurs og godkjenning er nok", "Sykepleierforbundet mener at vi ikke kan skille"),
        new(11, "The deferral names the next meeting and who talks together before it", StoryPlace.Matter,
            "Gruppa utsatte saken til møtet torsdag 3. april 2025. Plasstillitsvalgt for Fagforbundet og plasstillitsvalgt for Norsk Sykepleierforbund snakker sammen før det."),
        new(12, "What became clearer in the talk is told", StoryPlace.Matter, "har snakket sammen. Dette ble klarere Vi tok en kopp kaffe"),
        new(13, "The matter was taken up again after the talk", StoryPlace.Matter, "kopp kaffe", "Gruppa tok opp saken igjen."),
        new(14, "The agreement to try is told with the safety representative among those who agree", StoryPlace.Matter,
            "Gruppa tok opp saken igjen.", "erneombud", "er enige. Vi prøver ut at helsefagarbeidere med kurs"),
        new(15, "The first proposal lacks how they will know and the second has it", StoryPlace.Matter,
            "foreslo å prøve ut", "!Slik vet vi om det virker", "foreslo å prøve ut", "Slik vet vi om det virker Vi fører liste"),
        new(16, "The safety representative was asked before the risk was assessed", StoryPlace.Matter,
            "verneombudet er spurt og har ikke svart ennå.", "Verneombud svarte på spørsmålet om HMS-risiko: risikoen er vurdert."),
        new(17, "The second proposal says how one goes back from the very next shift", StoryPlace.Matter, "Slik går vi tilbake Sykepleierne tar oppgaven tilbake", "Haster det, kan sykepleieren"),
        new(17, "The residents are counted among those it concerns", StoryPlace.Matter, "Dette gjelder Helsefagarbeidere, Sykepleiere og Beboere"),
        new(18, "The risk is assessed by the safety representative", StoryPlace.Matter, "risikoen er vurdert. Jeg har gått gjennom dette med to helsefagarbeidere og to sykepleiere"),
        new(19, "Fagforbundet is among those who agree to the trial", StoryPlace.Matter,
            "risikoen er vurdert.", "!Utprøvingen startet.", "lasstillitsvalgt for Fagforbundet", "!Utprøvingen startet.", "er enige om å prøve ut."),
        new(19, "The nurses are among those who agree to the trial", StoryPlace.Matter,
            "risikoen er vurdert.", "!Utprøvingen startet.", "lasstillitsvalgt for Norsk Sykepleierforbund", "!Utprøvingen startet.", "er enige om å prøve ut."),
        new(20, "The trial was started", StoryPlace.Matter, "er enige om å prøve ut.", "Utprøvingen startet."),
        new(21, "The first observation stands, also after it was corrected", StoryPlace.Matter, "noterte en observasjon. Seks av ni helsefagarbeidere er ferdige", "Rettet torsdag 5. juni 2025"),
        new(22, "The correction stands beside what was written", StoryPlace.Matter, "rettet opp punkt 18 i historien.", "Seks av åtte helsefagarbeidere", "Jeg hadde telt med en som sluttet"),
        new(23, "The nurses' observation is told", StoryPlace.Matter, "Plasstillitsvalgt for Norsk Sykepleierforbund noterte en observasjon. Sykepleierne på kveld blir avbrutt sjeldnere"),
        new(24, "Every affected group is heard in the evaluation", StoryPlace.Matter,
            "Gruppa evaluerte utprøvingen. Helsefagarbeidere: bedre", "Sykepleiere: bedre", "Beboere: bedre", "Om beboerne selv merker forskjell, vet vi ikke"),
        new(24, "The steering group can read what the group learned", StoryPlace.Learning, "Hva gruppa lærte Uenigheten handlet mer om hva som skjer etter skiftet"),
        new(25, "The lasting practice is written down", StoryPlace.Matter, "Utprøvingen ble varig praksis. Den nye praksisen Helsefagarbeidere med kurs og opplæring her på huset"),
        new(25, "The steering group sees that the change has lasted", StoryPlace.Learning, "Helsefagarbeidere med kurs skifter smerteplaster på Nord og Sør Varig"),
        new(26, "The giver is told what came of the wish", StoryPlace.Input, "Nå har vi prøvd det du foreslo"),
        new(27, "The giver read what came of it", StoryPlace.Input, "svarte på vegne av gruppa", "svarte på vegne av gruppa", "har lest svaret"),
        new(28, "The closing says that everyone is told", StoryPlace.Matter, "Gruppa avsluttet saken. Ordningen er fast, og alle er orientert på avdelingsmøtene"),
        new(28, "Everyone at work sees on the board what it came to", StoryPlace.Board,
            "Kan helsefagarbeidere skifte smerteplaster? Avsluttet. Utprøvingen er blitt varig praksis."),
        new(29, "Months later it was seen that the practice is in use", StoryPlace.Matter, "Praksisen er fortsatt i bruk. Jeg spurte på begge avdelingene"),
        new(29, "The steering group sees that the practice is still in use", StoryPlace.Learning, "Varig siden, og fortsatt i bruk"),
        new(29, "The auditor finds every record of the matter, and each of them holds", StoryPlace.MatterTrail, [.. Enumerable.Repeat("Avtrykket stemmer", 24)]),
        new(29, "No record of the matter has been changed", StoryPlace.MatterTrail, "Avtrykket stemmer", "!Avtrykket stemmer ikke"),
    ];

    public static IReadOnlyList<string> AllLines { get; } = [.. Read().Select(l => l.Text)];

    /// <summary>The seats of the group that works with the matter, in the order in which they were made.</summary>
    public static IReadOnlyList<string> SeatsAround { get; } =
        [.. Read().Where(l => l.Do == "establish_seat" && TextIn(l.Fields, "arena") == Arena && TextIn(l.Fields, "role") != "employee").Select(l => TextIn(l.Fields, "seat")!)];

    /// <summary>The file's lines that set up the municipality.</summary>
    public static IReadOnlyList<string> SetupLines { get; } = [.. Read().Where(l => Setup.Contains(l.Do)).Select(l => l.Text)];

    /// <summary>The story's own lines, in the file's order.</summary>
    public static IReadOnlyList<StoryStep> Steps { get; } =
        [.. Read().Where(l => !Setup.Contains(l.Do) && (TextIn(l.Fields, "matter") == Matter || TextIn(l.Fields, "input") == Input)).Index()
            .Select(l => new StoryStep(l.Index + 1, l.Item.Do, l.Item.Fields, l.Item.Text))];

    /// <summary>What an alias of the file became in a municipality that was imported under <paramref name="tenant"/>.</summary>
    public static Guid IdOf(string tenant, string kind, string alias)
    {
        var named = kind == "person" ? "person" : kind;
        var line = Read().First(l => TextIn(l.Fields, named) == alias);
        return StableId.Of(DateOnly.Parse(TextIn(line.Fields, "at")!, System.Globalization.CultureInfo.InvariantCulture), kind, tenant, alias);
    }

    /// <summary>A seat as a form names it.</summary>
    public static string SeatLabel(string alias)
    {
        var seat = Read().First(l => l.Do == "establish_seat" && TextIn(l.Fields, "seat") == alias).Fields;
        var role = TextIn(seat, "role")!;
        return Telling.Upper(new Language(Written.Bokmål).Say($"seat.{char.ToUpperInvariant(role[0])}{role[1..]}", ("organisation", TextIn(seat, "organisation"))));
    }

    /// <summary>Who acts in a line, and what they are called.</summary>
    public static (string Person, string Name) PersonOf(string holding)
    {
        var person = TextIn(Read().First(l => l.Do is "take_seat" or "grant_mandate" && TextIn(l.Fields, "holding") == holding).Fields, "person")!;
        return (person, Read().Where(l => TextIn(l.Fields, "person") == person).Select(l => TextIn(l.Fields, "name")).First(n => n is not null)!);
    }

    /// <summary>Where each page is, and the holding that reads it: each page is read by someone it is made for.</summary>
    public static IReadOnlyList<(StoryPlace Place, string Reader, string Address)> Pages(string tenant, Guid arena, Guid matter, Guid input) =>
    [
        (StoryPlace.Matter, "kari", $"/{tenant}/saker/{matter}"),
        (StoryPlace.Input, "tone", $"/{tenant}/innspill/{input}"),
        (StoryPlace.Board, "tone", $"/{tenant}/grupper/{arena}"),
        (StoryPlace.Learning, "ragnhild", $"/{tenant}/laering?fra=2025-01-01"),
        (StoryPlace.MatterTrail, "harald", $"/{tenant}/historikk?sak={matter}"),
        (StoryPlace.InputTrail, "harald", $"/{tenant}/historikk?sak={input}"),
    ];

    public static string? TextIn(JsonObject fields, string name) => fields[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static IReadOnlyList<(string Do, JsonObject Fields, string Text)> Read() => File.Value;

    private static string Where([System.Runtime.CompilerServices.CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../tools/stories/steinkjer.jsonl"));
}

/// <param name="Number">The first is 1.</param>
/// <param name="Text">The line as it stands in the file.</param>
public sealed record StoryStep(int Number, string Do, JsonObject Fields, string Text)
{
    public string By => PainPatchStory.TextIn(Fields, "by")!;

    public DateOnly On => DateOnly.Parse(PainPatchStory.TextIn(Fields, "at")!, System.Globalization.CultureInfo.InvariantCulture);
}
