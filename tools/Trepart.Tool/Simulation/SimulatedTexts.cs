namespace Trepart.Tool.Simulation;

/// <summary>What the simulated write: made up, of ordinary length, and about nobody.</summary>
public static partial class SimulatedTexts
{
    /// <summary>A group of six with the employees beside it: seat, role, and the union of a representative's.</summary>
    public static IReadOnlyList<(string Seat, string Role, string? Union)> Seats { get; } =
    [
        ("ansatte", "employee", null),
        ("leder", "unitLeader", null),
        ("avdeling", "departmentLeader", null),
        ("tv1", "shopSteward", "Fagforbundet"),
        ("tv2", "shopSteward", "Norsk Sykepleierforbund"),
        ("tv3", "shopSteward", "Utdanningsforbundet"),
        ("vo", "safetyRepresentative", null),
    ];

    public static IReadOnlyList<string> Members { get; } = ["leder", "avdeling", "tv1", "tv2", "tv3", "vo"];

    private static readonly string[] GroupNames = ["Arbeidsmiljøgruppa", "HMS-gruppa", "Partsgruppa", "Utviklingsgruppa", "Samarbeidsgruppa"];
    private static readonly Sector Care = new("sektor-helse", "Helse og omsorg");
    private static readonly Sector Growing = new("sektor-oppvekst", "Oppvekst");
    private static readonly Sector Technical = new("sektor-teknisk", "Teknisk, kultur og miljø");

    private static readonly (string Kind, Sector Sector)[] Kinds =
    [
        ("sykehjem", Care), ("barnehage", Growing), ("skole", Growing), ("hjemmetjeneste", Care), ("bofellesskap", Care), ("bibliotek", Technical), ("uteseksjon", Technical),
    ];

    private static readonly string[] Places = ["Solbakken", "Furumo", "Lillevik", "Storhaugen", "Elvebredden", "Nordre", "Bekkedalen", "Granlia"];
    private static readonly string[] First = ["Kari", "Ola", "Anne", "Per", "Ingrid", "Lars", "Marit", "Knut", "Astrid", "Amina", "Jonas", "Fatima", "Silje", "Tor", "Piotr", "Solveig"];
    private static readonly string[] Last = ["Hansen", "Berg", "Haugen", "Moen", "Lunde", "Solberg", "Ali", "Nguyen", "Bakke", "Kowalski", "Dahl", "Strand", "Myhre", "Eide"];

    private static readonly string[] Inputs =
    [
        "Det er for få hender når frokosten skal serveres og noen må hentes samtidig.",
        "Kan vi flytte rapporten en halv time fram, slik at de som går hjem, rekker bussen?",
        "Lyset i korridoren ved lageret går hele tida av, og det er lett å snuble.",
        "Fint at vi fikk prøve stille halvtime etter lunsj. Det merkes.",
        "Hvem bestemmer hvilke kurs vi får gå på i høst?",
        "Vi trenger et sted å skrive ned det som skjer om natta, som dagvakta faktisk leser.",
        "Telefonen ringer midt i det vi holder på med. Kan den gå på omgang?",
        "Det hadde vært fint om planen hang oppe før helga.",
    ];

    private static readonly string[] TakenUpAnswers =
    [
        "Vi tar det opp på neste møte og prøver å finne noe som passer for både natt og dag.",
        "Takk for at du sa fra. Vi har snakket om det og tar det med i saken om rutinene.",
    ];

    private static readonly string[] LaterAnswers =
    [
        "Vi er enige i at det er et problem, men må se på bemanningen til høsten først.",
        "Vi tar det opp når den nye planen har virket en stund.",
    ];

    private static readonly string[] NotTakenUpAnswers =
    [
        "Dette gjør vi ikke nå, fordi vi holder på med vaktskiftene. Si gjerne fra igjen hvis det blir verre.",
        "Vi har snakket om det og blir ikke enige om at det er noe vi bør endre. Rutinen er ny og skal få virke.",
        "Det har vi prøvd før, og det ga mer venting. Derfor lar vi det ligge.",
    ];

    private static readonly string[] RoutedAnswers =
    [
        "Dette må lederen ta direkte. Vi har sagt fra, og du får svar derfra.",
        "Det hører hjemme et annet sted enn i gruppa, og vi har sendt det dit det blir tatt hånd om.",
    ];

    private static readonly Theme[] Themes =
    [
        new("Vaktskiftet om morgenen", "De som går og de som kommer, får ikke snakket sammen.", "Overlappen er for kort når noe har skjedd om natta.", "Et kvarter lengre overlapp tre dager i uka", "rosters"),
        new("Hvem gjør hva når det haster", "Vi løper etter hverandre når to ting skjer samtidig.", "Det er uklart hvem som leder vakta.", "Én på hver vakt har rollen som vaktleder", "taskShifting"),
        new("Det nye systemet for meldinger", "Vi skriver det samme to steder.", "Ingen vet hvilket sted som gjelder.", "Vi skriver bare ett sted i åtte uker", "technology"),
        new("Ro i hvilepausen", "Pausen blir avbrutt.", "Pauserommet er også møterom.", "Døra er lukket og skiltet i pausen", "workingEnvironment"),
        new("Rutinen for nye vikarer", "Vikarer får ulik beskjed fra ulike folk.", "Det finnes ingen felles liste.", "En fast fadder og en liste på én side", "routines"),
        new("Bytte mellom avdelingene", "Noen står alltid i det tyngste.", "Vi kjenner bare vår egen avdeling.", "De som vil, bytter avdeling én dag i uka", "rotation"),
    ];

    private static readonly string[] Views =
    [
        "Jeg ser at det tærer på folk, særlig på slutten av vakta.",
        "For oss er det viktigste at brukerne merker minst mulig til det.",
        "Vi må være sikre på at det ikke går ut over hvilen.",
        "Jeg er for å prøve, hvis vi er enige om når vi ser på det igjen.",
        "Det koster lite å prøve, og vi kan gå tilbake.",
    ];

    private static readonly string[] Deferrals = ["Vi ser ulikt på det og vil snakke mer sammen før neste møte.", "Vi mangler tall fra de siste ukene."];
    private static readonly string[] Clearings = ["Vi mener det samme om hvilen og er bare uenige om rekkefølgen.", "Det viste seg at bekymringen gjaldt helgene og ikke ukedagene."];
    private static readonly string[] Agreements = ["Vi gjør det slik fra neste måned og forteller det på personalmøtet.", "Lederen lager en plan, og tillitsvalgt og verneombud ser på den."];
    private static readonly string[] Results = ["Det er gjort, og folk har fått vite det.", "Planen henger oppe, og vi ser på den igjen til våren."];
    private static readonly string[] Signs = ["Vi spør alle på vakt hver fredag og skriver ned svarene.", "Vi teller hvor ofte noen må bli igjen etter vakta."];
    private static readonly string[] WaysBack = ["Vi gjør som før fra dagen etter. Ingenting må bestilles eller sies opp.", "Den gamle planen ligger klar."];
    private static readonly string[] Observations = ["Det er roligere, men det gikk litt i surr den første uka.", "De fleste liker det. Noen savner det gamle.", "Vi merker liten forskjell ennå.", "Det virker best når alle vet om det."];
    private static readonly string[] Lessons = ["Det hjalp å si fra til alle før vi begynte.", "Det var ikke tida det sto på, men at ingen hadde ansvaret.", "Små endringer er lettere å holde fast på."];
    private static readonly string[] FollowUps = ["Vi spurte rundt. De fleste gjør det slik.", "Det har glidd litt ut etter ferien."];

    public static string Group(Random random) => GroupNames[random.Next(GroupNames.Length)];

    public static (string Name, Sector Sector) Workplace(Random random, int number)
    {
        var (kind, sector) = Kinds[random.Next(Kinds.Length)];
        return ($"{One(random, Places)} {kind} {number}", sector);
    }

    public static string Person(Random random) => $"{First[random.Next(First.Length)]} {Last[random.Next(Last.Length)]}";

    public static Theme Matter(Random random) => Themes[random.Next(Themes.Length)];

    public static string Input(Random random) => One(random, Inputs);

    /// <param name="disposition">As a file writes it.</param>
    public static string Answer(Random random, string disposition) =>
        One(random, disposition switch { "takenUp" => TakenUpAnswers, "later" => LaterAnswers, _ => NotTakenUpAnswers });

    public static string Routed(Random random) => One(random, RoutedAnswers);

    public static string View(Random random) => One(random, Views);

    public static string Deferred(Random random) => One(random, Deferrals);

    public static string Clearer(Random random) => One(random, Clearings);

    public static string Agreement(Random random) => One(random, Agreements);

    public static string Result(Random random) => One(random, Results);

    public static string HowWeKnow(Random random) => One(random, Signs);

    public static string WayBack(Random random) => One(random, WaysBack);

    public static string Observation(Random random) => One(random, Observations);

    public static string Learned(Random random) => One(random, Lessons);

    public static string FollowUp(Random random) => One(random, FollowUps);

    private static string One(Random random, string[] texts) => texts[random.Next(texts.Length)];

    /// <summary>The top of the municipality's tree.</summary>
    public sealed record Sector(string Alias, string Name);

    /// <summary>A matter and what might be tried out in it.</summary>
    /// <param name="Kind">A theme of the domain, as a file writes it.</param>
    public sealed record Theme(string Title, string Concern, string Problem, string Change, string Kind);
}
