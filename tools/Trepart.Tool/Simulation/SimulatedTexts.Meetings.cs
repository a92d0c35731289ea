using System.Text.Json.Nodes;

namespace Trepart.Tool.Simulation;

/// <content>What is written of the group itself and of its meetings.</content>
public static partial class SimulatedTexts
{
    public static IReadOnlyList<string> StaffQuestions { get; } = ["Hva vil du at vi skal gjøre mer av?", "Hva tar tid fra det viktigste?"];

    private static readonly string[] Purposes =
    [
        "Vi skal gjøre hverdagen bedre for dem vi er til for og for oss som jobber her, og ta ett steg om gangen.",
        "Her møtes leder, tillitsvalgte og verneombud og finner ut av ting sammen før de vokser seg store.",
    ];

    private static readonly string[] Points =
    [
        "Vi begynner og slutter når vi har sagt.", "Alle blir spurt før vi går videre.", "Vi snakker om saken og aldri om enkeltpersoner.",
        "Er vi uenige, sier vi det her.", "Det vi blir enige om, forteller vi alle de andre.", "Telefonen ligger i lomma.",
    ];

    private static readonly string[] Refusals = ["De har ingen som kan være med nå, men vil gjerne ha referatene.", "De vil heller tas med når det gjelder deres område."];
    private static readonly string[] Cancellations = ["For mange er syke denne uka. Vi tar det samme på neste møte.", "Vi trengs alle sammen ute i tjenesten i dag."];
    private static readonly string[] Items = ["Kurs i høst", "Nytt om flyttingen", "Dato for personalmøtet", "Budsjettet for neste år", "Oppslaget på tavla", "Vernerunden"];
    private static readonly string[] Workdays = ["Det har vært travelt, men planen holdt.", "To uker med mange vikarer. Fadderordningen hjalp.", "Folk er slitne etter ombyggingen.", "Rolig måned, og god tid til opplæring."];
    private static readonly string[] ServiceDays = ["De vi er til for, har merket mindre av vaktskiftene.", "Noen har måttet vente lenger enn de skal.", "Det kom ros fra pårørende."];
    private static readonly string[] Togethers = ["Vi hører på hverandre, men sakene blir for mange.", "Det går bedre når alle har lest sakene på forhånd.", "Vi er flinkere til å si det når vi er uenige."];
    private static readonly string[] Roles = ["Verneombudet blir spurt tidligere enn før.", "De tillitsvalgte har fått mer tid til å spørre rundt."];
    private static readonly string[] Actions = ["Spør de på natt hva de mener", "Lag et forslag til plan", "Heng opp oppslag på pauserommet", "Hent tallene for de siste tre månedene", "Si fra til alle på morgenmøtet", "Finn ut hva naboavdelingen gjør"];
    private static readonly string[] Dones = ["Gjort, og alle har fått vite det.", "Det tok kortere tid enn vi trodde."];
    private static readonly string[] Carries = ["Vi rakk det ikke før helga.", "Tallene er ikke klare ennå."];
    private static readonly string[] Drops = ["Det trengs ikke lenger.", "Det løste seg av seg selv."];
    private static readonly string[] Recommendations = ["Vi er enige om at overlappen bør bli lengre, men det koster mer enn lederen rår over.", "Vi anbefaler å kjøpe inn til alle avdelingene samtidig."];
    private static readonly string[] Outcomes = ["Det ble som vi anbefalte, fra nyttår.", "Det ble sagt nei i år, og vi kan ta det opp igjen neste høst."];
    private static readonly string[] GiverQuestions = ["Kan du si litt om når på dagen det skjer?", "Gjelder det alle vaktene?"];
    private static readonly string[] Replies = ["Det er verst mellom sju og åtte.", "Mest i helgene."];
    private static readonly string[] StaffThemes = ["En god dag på jobb", "Slik vil vi ha det til våren", "Det vi har prøvd i år"];
    private static readonly string[] AllWishes = ["Mer tid til å snakke sammen ved vaktskiftet.", "Flere felles kurs.", "At planen kommer tidligere.", "Flere turer ut.", "Å få lære av naboavdelingen."];
    private static readonly string[] AllWorries = ["Å lete etter utstyr.", "Å skrive det samme to steder.", "Telefoner midt i stellet.", "Møter uten saksliste."];

    private static readonly Dictionary<string, string[]> Summaries = new()
    {
        ["agreed"] = ["Vi er enige om hva vi gjør, og begynner neste uke.", "Alle kan leve med dette, og lederen lager planen."],
        ["tryOut"] = ["Vi prøver det i noen uker og ser på det igjen.", "Vi prøver i det små først, på én vakt."],
        ["defer"] = ["Vi ser ulikt på det og snakker mer sammen før neste møte.", "Vi venter til vi vet mer."],
        ["handOver"] = ["Dette rår vi ikke over. Vi sender det videre med det vi anbefaler."],
        ["closed"] = ["Alle er orientert, og vi er ferdige med det.", "Vi er ferdige med denne og sier fra til de andre."],
    };

    public static string Purpose(Random random) => One(random, Purposes);

    public static JsonArray Rules(Random random) => new([.. Some(random, Points, 4).Select(p => (JsonNode)p)]);

    public static string Declined(Random random) => One(random, Refusals);

    public static string Cancelled(Random random) => One(random, Cancellations);

    public static string Item(Random random) => One(random, Items);

    public static string Workday(Random random) => One(random, Workdays);

    public static string Services(Random random) => One(random, ServiceDays);

    public static string Together(Random random) => One(random, Togethers);

    public static string RolesUsed(Random random) => One(random, Roles);

    /// <param name="way">As a file writes it.</param>
    public static string Summary(Random random, string way) => One(random, Summaries[way]);

    public static string Action(Random random) => One(random, Actions);

    public static string Done(Random random) => One(random, Dones);

    public static string Carried(Random random) => One(random, Carries);

    public static string Dropped(Random random) => One(random, Drops);

    public static string Recommendation(Random random) => One(random, Recommendations);

    public static string Outcome(Random random) => One(random, Outcomes);

    public static string Question(Random random) => One(random, GiverQuestions);

    public static string Reply(Random random) => One(random, Replies);

    public static string StaffTheme(Random random) => One(random, StaffThemes);

    /// <summary>What is written on paper at a staff meeting: each only once.</summary>
    public static IReadOnlyList<string> Wishes(Random random) => Some(random, AllWishes, random.Next(3, 6));

    public static IReadOnlyList<string> Worries(Random random) => Some(random, AllWorries, random.Next(2, 5));

    private static string[] Some(Random random, string[] texts, int count)
    {
        var shuffled = texts.ToArray();
        random.Shuffle(shuffled);
        return shuffled[..count];
    }
}
