using Trepart.Domain;
using Trepart.Web.Boards;
using Trepart.Web.Inputs;
using Trepart.Web.Learning;

namespace Trepart.Web.Tests.Learning;

/// <summary>What the learning overview says, from rows that are given: no database and no page.</summary>
public sealed class LearningOverviewTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly DateOnly March = new(2026, 3, 1);
    private static readonly Language Bokmål = new(Written.Bokmål);
    private static readonly Language Nynorsk = new(Written.Nynorsk);

    private static readonly ArenaInfo Ås = Group(1, "Åsen skole", "Samarbeidsgruppa");
    private static readonly ArenaInfo Bjørkelia = Group(2, "Bjørkelia sykehjem", "HMS-gruppa");
    private static readonly ArenaInfo Ørneredet = Group(3, "Ørneredet barnehage", "Vi-gruppa");

    private static readonly LearningRows Nothing =
        new([Quiet(Ås), Quiet(Bjørkelia), Quiet(Ørneredet)], false, 0, new Dictionary<TrialStage, int>(), [], [], [], [], [], new Deferrals(0, 0, 0, 0), [], [], new PassedOn(0, 0, 0, 0, 0), []);

    [Fact]
    public void Nothing_yet_is_said_in_words() =>
        Says(Nothing, "Siden mars er ingen endringer prøvd ut. Det er gitt for få innspill i denne tida til at de kan telles.", "Sidan mars er ingen endringar prøvde ut. Det er gitt for få innspel i denne tida til at dei kan teljast.");

    [Fact]
    public void What_the_steering_group_answered_is_told_with_how_soon()
    {
        Last(With(1, null), "Styringsgruppa har fått én rapport, og har ikke svart ennå.", "Styringsgruppa har fått éin rapport, og har ikkje svart enno.");
        Last(With(1, 0, (ReportReply.Helps, 1)), "Styringsgruppa har fått én rapport og svart på den, samme dag.", "Styringsgruppa har fått éin rapport og svart på han, same dagen.");
        Last(With(2, 9, (ReportReply.Helps, 1), (ReportReply.NotOurs, 1)), "Styringsgruppa har fått to rapporter og svart på alle, halvparten innen ni dager.", "Styringsgruppa har fått to rapportar og svart på alle, halvparten innan ni dagar.");
        Last(With(5, 1, (ReportReply.Answers, 4)), "Styringsgruppa har fått fem rapporter og svart på fire, halvparten innen én dag.", "Styringsgruppa har fått fem rapportar og svart på fire, halvparten innan éin dag.");

        static LearningRows With(int sent, int? days, params (ReportReply Kind, int Count)[] ways) =>
            Nothing with { Replies = [.. ways.Select(w => new ReplyRow(false, w.Kind, w.Count, days, 0)), new(true, null, sent, days, 0)] };

        static void Last(LearningRows rows, string bokmål, string nynorsk)
        {
            Assert.Equal(bokmål, Overview(rows).Sentences(Bokmål)[^1]);
            Assert.Equal(nynorsk, Overview(rows).Sentences(Nynorsk)[^1]);
        }
    }

    [Theory]
    [InlineData(4, 7)]
    [InlineData(5, 9)]
    public void Half_of_the_answers_came_within_the_days_that_are_told(int late, int days) =>
        Assert.Equal(days, InputFigures.Of([new("Later", 9, late), new("TakenUp", 7, 2), new("TakenUp", 0, 1), new("Merged", 7, 1), new("Given", null, 40)]).MedianDays);

    [Fact]
    public void One_trial_is_told_as_one() =>
        SaysOfTrials(
            Nothing with { Stages = Of((TrialStage.Reverted, 1)) },
            "Siden mars er én endring prøvd ut. Gruppa gikk tilbake til det som var før, og vet nå mer.",
            "Sidan mars er éi endring prøvd ut. Gruppa gjekk tilbake til det som var før, og veit no meir.");

    [Fact]
    public void Two_trials_are_told_by_what_came_of_each() =>
        SaysOfTrials(
            Nothing with { Stages = Of((TrialStage.Permanent, 1), (TrialStage.Running, 1)) },
            "Siden mars er to endringer prøvd ut. Én er blitt varig praksis, og én er fortsatt i gang.",
            "Sidan mars er to endringar prøvde ut. Éi er blitt varig praksis, og éi er framleis i gang.");

    [Fact]
    public void Many_trials_are_told_with_every_outcome() =>
        SaysOfTrials(
            Nothing with { Stages = Of((TrialStage.Permanent, 6), (TrialStage.Reverted, 2), (TrialStage.SlidBack, 1), (TrialStage.Evaluated, 1), (TrialStage.Running, 1_203)) },
            $"Siden mars er {Language.Number(1_213)} endringer prøvd ut. Seks er blitt varig praksis, to gikk man tilbake fra, én ble varig, men har siden glidd tilbake, "
            + $"én er evaluert og venter på hva gruppa velger, og {Language.Number(1_203)} er fortsatt i gang.",
            $"Sidan mars er {Language.Number(1_213)} endringar prøvde ut. Seks er blitt varig praksis, to gjekk ein tilbake frå, éi vart varig, men har sidan glidd tilbake, "
            + $"éi er evaluert og ventar på kva gruppa vel, og {Language.Number(1_203)} er framleis i gang.");

    [Fact]
    public void Going_back_and_keeping_are_told_alike_when_all_fared_the_same()
    {
        Assert.Equal("Alle er blitt varig praksis.", Sentence(Nothing with { Stages = Of((TrialStage.Permanent, 4)) }, 1));
        Assert.Equal("Alle gikk man tilbake fra, og vet nå mer.", Sentence(Nothing with { Stages = Of((TrialStage.Reverted, 4)) }, 1));
    }

    [Theory]
    [InlineData(12, "tolv", "tolv")]
    [InlineData(13, "13", "13")]
    [InlineData(7, "sju", "sju")]
    public void Numbers_are_words_up_to_twelve(int n, string bokmål, string nynorsk)
    {
        Assert.Equal(bokmål, Bokmål.Words(n));
        Assert.Equal(nynorsk, Nynorsk.Words(n));
    }

    [Theory]
    [InlineData(3, 0, "Gruppene har fått tre innspill.")]
    [InlineData(4, 3, "Gruppene har fått fire innspill og gitt tre svar med grunn.")]
    [InlineData(0, 5, "Gruppene har gitt fem svar på innspill, med grunn.")]
    [InlineData(0, 0, "Det er gitt for få innspill i denne tida til at de kan telles.")]
    public void Inputs_are_told_with_how_many_answers_were_given(int given, int answered, string sentence) =>
        Assert.Equal(sentence, Sentence(Nothing with { Counted = [.. Counted(given, answered, days: null)] }, 1));

    [Fact]
    public void The_middle_day_is_told_where_answers_are_counted() =>
        Says(
            Nothing with { Counted = [.. Counted(3, 3, days: 11)] },
            "Siden mars er ingen endringer prøvd ut. Gruppene har fått tre innspill og gitt tre svar med grunn. Halvparten av de første svarene kom innen elleve dager.",
            "Sidan mars er ingen endringar prøvde ut. Gruppene har fått tre innspel og gitt tre svar med grunngiving. Halvparten av dei første svara kom innan elleve dagar.");

    [Theory]
    [InlineData(0, "Halvparten av de første svarene kom samme dag.")]
    [InlineData(1, "Halvparten av de første svarene kom innen én dag.")]
    [InlineData(40, "Halvparten av de første svarene kom innen 40 dager.")]
    public void Days_are_told_in_singular_and_plural(int days, string sentence) =>
        Assert.Equal(sentence, Sentence(Nothing with { Counted = [.. Counted(4, 4, days)] }, 2));

    [Fact]
    public void Of_inputs_that_have_waited_it_is_told_only_that_there_are_some()
    {
        var few = Overview(Nothing with { Groups = [new GroupRow(Ås, IsCounted: false, HasWaited: false)] });
        var enough = Overview(Nothing with { Groups = [new GroupRow(Ås, IsCounted: true, HasWaited: true)] });

        Assert.Empty(few.Waiting);
        Assert.True(few.HidesWaiting);
        Assert.True(Assert.Single(enough.Waiting).HasWaited);
        Assert.False(enough.HidesWaiting);
    }

    [Fact]
    public void A_period_that_is_over_is_told_as_past_and_a_theme_says_nothing_of_inputs()
    {
        var rows = Nothing with { Stages = Of((TrialStage.Permanent, 4)), Counted = [.. Counted(9, 9, 2)] };

        Assert.Equal(
            "Fra mars til mai ble fire endringer prøvd ut.",
            new LearningOverview(rows, Arenas, new(null, null, March, new(2026, 5, 31)), new Only(), Today).Sentences(Bokmål)[0]);
        Assert.Equal(
            ["Siden mars er fire endringer prøvd ut.", "Alle er blitt varig praksis."],
            new LearningOverview(rows, Arenas, new(null, Theme.Rosters, March, Today), new Only(Theme: Theme.Rosters), Today).Sentences(Bokmål));
    }

    [Fact]
    public void Themes_stand_by_quarter_and_by_year_where_the_period_is_long()
    {
        ThemeRow[] rows = [new(Theme.Rosters, new(2026, 1, 1), 2), new(Theme.Rosters, new(2026, 10, 1), 3), new(null, new(2026, 4, 1), 1), new(Theme.Technology, new(2026, 7, 1), 1)];

        var quarters = ThemeTable.Of(rows, new(2026, 2, 14), Today);
        Assert.Equal((false, 4), (quarters.IsByYear, quarters.Columns.Count));
        Assert.Equal([(Theme.Technology, "0 0 1 0"), (Theme.Rosters, "2 0 0 3"), ((Theme?)null, "0 1 0 0")], quarters.Rows.Select(r => (r.Theme, string.Join(' ', r.Counts))));
        var years = ThemeTable.Of(rows, new(2020, 2, 14), Today);
        Assert.Equal((true, 7), (years.IsByYear, years.Columns.Count));
        Assert.Equal("0 0 0 0 0 0 5", string.Join(' ', years.Rows[1].Counts));
    }

    [Theory]
    [InlineData(1, 0, "Én sak ble utsatt til et senere møte og er tatt opp igjen.", "Éi sak vart utsett til eit seinare møte og er teken opp att.")]
    [InlineData(1, 1, "Én sak er utsatt til et senere møte.", "Éi sak er utsett til eit seinare møte.")]
    [InlineData(2, 0, "To saker ble utsatt til et senere møte, og alle er tatt opp igjen.", "To saker vart utsette til eit seinare møte, og alle er tekne opp att.")]
    [InlineData(3, 1, "Tre saker ble utsatt til et senere møte, og én av dem er utsatt nå.", "Tre saker vart utsette til eit seinare møte, og éi av dei er utsett no.")]
    [InlineData(20, 5, "20 saker ble utsatt til et senere møte, og fem av dem er utsatt nå.", "20 saker vart utsette til eit seinare møte, og fem av dei er utsette no.")]
    public void Deferrals_are_told_with_how_many_still_are(int matters, int still, string bokmål, string nynorsk)
    {
        var overview = Overview(Nothing with { Deferrals = new Deferrals(matters, still, 0, 0) });

        Assert.Equal(bokmål, overview.Sentences(Bokmål)[^1]);
        Assert.Equal(nynorsk, overview.Sentences(Nynorsk)[^1]);
    }

    [Theory]
    [InlineData("2026-03-01", "mars")]
    [InlineData("2025-11-01", "november 2025")]
    [InlineData("2026-03-14", "14. mars")]
    [InlineData("2025-03-14", "14. mars 2025")]
    public void The_period_begins_as_one_says_it(string from, string said) =>
        Assert.Equal(said, Overview(Nothing, DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture)).Since(Bokmål));

    [Fact]
    public void Groups_stand_by_the_alphabet_whatever_waits_in_them()
    {
        var overview = Overview(Nothing with
        {
            Groups = [new GroupRow(Ås, true, true), new GroupRow(Ørneredet, true, true), new GroupRow(Bjørkelia, true, true)],
        });

        Assert.Equal([Bjørkelia, Ørneredet, Ås], overview.Waiting.Select(w => w.Arena));
        Assert.Equal([Bjørkelia, Ørneredet, Ås], overview.WorkingGroups);
    }

    [Fact]
    public void Pay_and_notices_of_concern_are_counted_as_one()
    {
        Assert.Equal(("Elsewhere", "Elsewhere", "Leader"), (InputBatches.WayOf(Route.Whistleblowing), InputBatches.WayOf(Route.Negotiation), InputBatches.WayOf(Route.Leader)));
        Assert.Equal(
            [("TakenUp", 3), ("Elsewhere", 4)],
            InputFigures.Of([new("Elsewhere", 1, 4), new("Given", null, 9), new("TakenUp", 2, 3), new("Linked", null, 3)]).Ways.Select(w => (w.Way, w.Count)));
    }

    [Fact]
    public void The_way_goes_from_inputs_to_what_came_of_them()
    {
        var path = Overview(Nothing with
        {
            Counted = [new("Given", null, 5), new("Linked", null, 4)],
            Path = [new PathRow(TrialStage.Permanent, Closed: true, 2), new PathRow(TrialStage.Reverted, Closed: true, 1), new PathRow(null, Closed: true, 1), new PathRow(null, Closed: false, 3)],
        }).Path;

        Assert.Equal((5, 4, 7, 3, 1), (path.Inputs, path.InMatters, path.Matters, path.Tried, path.Closed));
        Assert.Equal([(TrialStage.Permanent, 2), (TrialStage.Reverted, 1)], path.Outcomes);
    }

    [Fact]
    public void Only_where_nothing_was_ever_given_or_taken_up_is_it_empty()
    {
        Assert.True(Overview(Nothing).IsEmpty);
        Assert.False(Overview(Nothing with { Groups = [new GroupRow(Ås, IsCounted: true, false)] }).IsEmpty);
        Assert.False(Overview(Nothing with { HasMatters = true }).IsEmpty);
    }

    [Fact]
    public void A_long_text_is_cut_between_words()
    {
        Assert.Equal("Nattevakta begynner klokka 21.15…", Drawing.Cut("Nattevakta begynner klokka 21.15 i stedet for 22.00", 34));
        Assert.Equal("Arbeidsmiljøun…", Drawing.Cut("Arbeidsmiljøundersøkelsen", 15));
        Assert.Equal("Kort", Drawing.Cut("Kort", 15));
    }

    private static void Says(LearningRows rows, string bokmål, string nynorsk)
    {
        Assert.Equal(bokmål, string.Join(" ", Overview(rows).Sentences(Bokmål)));
        Assert.Equal(nynorsk, string.Join(" ", Overview(rows).Sentences(Nynorsk)));
    }

    private static void SaysOfTrials(LearningRows rows, string bokmål, string nynorsk)
    {
        Assert.Equal(bokmål, string.Join(" ", Overview(rows).Sentences(Bokmål).Take(2)));
        Assert.Equal(nynorsk, string.Join(" ", Overview(rows).Sentences(Nynorsk).Take(2)));
    }

    private static string Sentence(LearningRows rows, int index) => Overview(rows).Sentences(Bokmål)[index];

    private static readonly Dictionary<Guid, ArenaInfo> Arenas = new[] { Ås, Bjørkelia, Ørneredet }.ToDictionary(a => a.Id);

    private static LearningOverview Overview(LearningRows rows, DateOnly? from = null) => new(rows, Arenas, new(null, null, from ?? March, Today), new Only(), Today);

    private static Dictionary<TrialStage, int> Of(params (TrialStage Stage, int Count)[] stages) => stages.ToDictionary(s => s.Stage, s => s.Count);

    private static IEnumerable<CountedRow> Counted(int given, int answered, int? days) =>
        new CountedRow[] { new("Given", null, given), new("TakenUp", days, answered) }.Where(r => r.Count > 0);

    private static GroupRow Quiet(ArenaInfo arena) => new(arena, false, false);

    private static ArenaInfo Group(byte id, string workplace, string name) =>
        new(new Guid(id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), ArenaKind.WorkingGroup, name, workplace);
}
