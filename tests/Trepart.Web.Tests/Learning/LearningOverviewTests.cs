using Trepart.Domain;
using Trepart.Web.Boards;
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
        new([Quiet(Ås), Quiet(Bjørkelia), Quiet(Ørneredet)], new Dictionary<TrialStage, int>(), [], [], [], [], [], new Deferrals(0, 0));

    [Fact]
    public void Nothing_yet_is_said_in_words() =>
        Says(Nothing, "Siden mars er ingen endringer prøvd ut. Ingen innspill er gitt i denne tida.", "Sidan mars er ingen endringar prøvde ut. Det er ikkje gitt innspel i denne tida.");

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
    [InlineData(3, 0, "Det er gitt tre innspill, og ingen av dem har fått svar ennå.")]
    [InlineData(3, 1, "Det er gitt tre innspill, og ett av dem har fått svar.")]
    [InlineData(4, 2, "Det er gitt fire innspill, og to av dem har fått svar.")]
    public void Inputs_are_told_with_how_many_are_answered(int given, int answered, string sentence)
    {
        var rows = Nothing with { Answers = [.. Answered(answered, days: 5), Open(given - answered)] };

        Assert.Equal(sentence, Sentence(rows, 1));
        Assert.Equal(2, Overview(rows).Sentences(Bokmål).Count); // no middle of one or two answers
    }

    [Fact]
    public void The_middle_day_is_told_where_there_are_three_answers() =>
        Says(
            Nothing with { Answers = [.. Answered(1, days: 2), .. Answered(1, days: 11), .. Answered(1, days: 30)] },
            "Siden mars er ingen endringer prøvd ut. Det er gitt tre innspill, og alle har fått svar. Halvparten av de første svarene kom innen elleve dager.",
            "Sidan mars er ingen endringar prøvde ut. Det er gitt tre innspel, og alle har fått svar. Halvparten av dei første svara kom innan elleve dagar.");

    [Theory]
    [InlineData(0, "Halvparten av de første svarene kom samme dag.")]
    [InlineData(1, "Halvparten av de første svarene kom innen én dag.")]
    [InlineData(40, "Halvparten av de første svarene kom innen 40 dager.")]
    public void Days_are_told_in_singular_and_plural(int days, string sentence) =>
        Assert.Equal(sentence, Sentence(Nothing with { Answers = [.. Answered(4, days)] }, 2));

    [Fact]
    public void Half_of_the_answers_had_come_by_the_middle_day()
    {
        Assert.Equal(3, InputFigures.Of([.. Answered(2, days: 3), .. Answered(2, days: 9)]).MedianDays);
        Assert.Equal(9, InputFigures.Of([.. Answered(2, days: 3), .. Answered(3, days: 9)]).MedianDays);
        Assert.Equal(3, InputFigures.Of([.. Answered(3, days: 3), Open(50)]).MedianDays);
        Assert.Null(InputFigures.Of([.. Answered(2, days: 3), Open(50)]).MedianDays);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Figures_about_one_or_two_inputs_are_not_shown(int given)
    {
        var rows = Nothing with { Answers = [.. Answered(given, days: 5)], Path = [new PathRow(FromInput: true, null, Closed: false, 1)] };

        Assert.Equal("Det er gitt færre enn tre innspill. Da viser vi ikke tall om dem, for at ingen skal kunne kjennes igjen.", Sentence(rows, 1));
        Assert.Equal("Det er gitt færre enn tre innspel. Då viser vi ikkje tal om dei, for at ingen skal kunne kjennast att.", Overview(rows).Sentences(Nynorsk)[1]);
        Assert.Null(Overview(rows).Path.Inputs);
        Assert.Equal(0, Overview(rows).Path.FromInputs);
    }

    [Fact]
    public void A_group_with_few_inputs_is_not_named_for_those_that_wait()
    {
        var few = Overview(Nothing with { Groups = [new GroupRow(Ås, 2, 1, March, HasMatters: false)] });
        var enough = Overview(Nothing with { Groups = [new GroupRow(Ås, 3, 1, March, HasMatters: false)] });

        Assert.Empty(few.Waiting);
        Assert.True(few.HidesWaiting);
        Assert.Equal((1, March), (Assert.Single(enough.Waiting).Inputs, enough.Waiting[0].Oldest));
        Assert.False(enough.HidesWaiting);
    }

    [Theory]
    [InlineData(1, 0, "Én sak ble utsatt til et senere møte og er tatt opp igjen.", "Éi sak vart utsett til eit seinare møte og er teken opp att.")]
    [InlineData(1, 1, "Én sak er utsatt til et senere møte.", "Éi sak er utsett til eit seinare møte.")]
    [InlineData(2, 0, "To saker ble utsatt til et senere møte, og alle er tatt opp igjen.", "To saker vart utsette til eit seinare møte, og alle er tekne opp att.")]
    [InlineData(3, 1, "Tre saker ble utsatt til et senere møte, og én av dem er utsatt nå.", "Tre saker vart utsette til eit seinare møte, og éi av dei er utsett no.")]
    [InlineData(20, 5, "20 saker ble utsatt til et senere møte, og fem av dem er utsatt nå.", "20 saker vart utsette til eit seinare møte, og fem av dei er utsette no.")]
    public void Deferrals_are_told_with_how_many_still_are(int matters, int still, string bokmål, string nynorsk)
    {
        var overview = Overview(Nothing with { Deferrals = new Deferrals(matters, still) });

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
            Groups = [new GroupRow(Ås, 3, 50, March, true), new GroupRow(Ørneredet, 3, 1, March, true), new GroupRow(Bjørkelia, 3, 3, March, true)],
        });

        Assert.Equal([Bjørkelia, Ørneredet, Ås], overview.Waiting.Select(w => w.Arena));
        Assert.Equal([Bjørkelia, Ørneredet, Ås], overview.WorkingGroups);
    }

    [Fact]
    public void Pay_and_notices_of_concern_are_told_as_one() =>
        Assert.Equal(
            [("TakenUp", 1), ("Leader", 1), ("Elsewhere", 3), ("Waiting", 2)],
            InputFigures.Of(
            [
                Open(2), new AnswerRow(InputStage.Routed, null, Route.Whistleblowing, false, 1, 1), new AnswerRow(InputStage.Routed, null, Route.Negotiation, false, 1, 2),
                new AnswerRow(InputStage.Routed, null, Route.Leader, false, 1, 1), .. Answered(1, 1),
            ]).Ways.Select(w => (w.Way, w.Count)));

    [Fact]
    public void The_way_goes_from_inputs_to_what_came_of_them()
    {
        var path = Overview(Nothing with
        {
            Answers = [.. Answered(4, days: 3), Open(1)],
            Path =
            [
                new PathRow(FromInput: true, TrialStage.Permanent, Closed: true, 2), new PathRow(FromInput: false, TrialStage.Reverted, Closed: true, 1),
                new PathRow(FromInput: true, null, Closed: true, 1), new PathRow(FromInput: false, null, Closed: false, 3),
            ],
        }).Path;

        Assert.Equal((5, 4, 7, 3, 3, 1), (path.Inputs, path.InMatters, path.Matters, path.FromInputs, path.Tried, path.Closed));
        Assert.Equal([(TrialStage.Permanent, 2), (TrialStage.Reverted, 1)], path.Outcomes);
    }

    [Fact]
    public void Only_where_nothing_was_ever_given_or_taken_up_is_it_empty()
    {
        Assert.True(Overview(Nothing).IsEmpty);
        Assert.False(Overview(Nothing with { Groups = [new GroupRow(Ås, 1, 0, null, HasMatters: false)] }).IsEmpty);
        Assert.False(Overview(Nothing with { Groups = [new GroupRow(Ås, 0, 0, null, HasMatters: true)] }).IsEmpty);
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

    private static LearningOverview Overview(LearningRows rows, DateOnly? from = null) =>
        new(rows, new[] { Ås, Bjørkelia, Ørneredet }.ToDictionary(a => a.Id), from ?? March, null, Today);

    private static Dictionary<TrialStage, int> Of(params (TrialStage Stage, int Count)[] stages) => stages.ToDictionary(s => s.Stage, s => s.Count);

    private static IEnumerable<AnswerRow> Answered(int count, int days) =>
        count == 0 ? [] : [new AnswerRow(InputStage.Answered, Disposition.TakenUp, null, InMatter: true, days, count)];

    private static AnswerRow Open(int count) => new(InputStage.Open, null, null, InMatter: false, null, count);

    private static GroupRow Quiet(ArenaInfo arena) => new(arena, 0, 0, null, HasMatters: false);

    private static ArenaInfo Group(byte id, string workplace, string name) =>
        new(new Guid(id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), ArenaKind.WorkingGroup, name, workplace);
}
