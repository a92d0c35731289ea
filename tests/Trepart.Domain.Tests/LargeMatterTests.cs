using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

/// <summary>What a group may do with a large matter beside the straight way: everything is an offer.</summary>
public sealed class LargeMatterTests
{
    private static readonly MatterEvent Raised = new MatterRaised(Said("Nytt verktøy"), Said("Vi vet lite."), Theme.Technology, null);
    private static readonly MatterEvent Clarified = new ProblemClarified(Said("Ingen har vist oss det."));
    private static readonly MatterEvent ProblemIsAgreed = new ProblemAgreed([Leader, ShopSteward]);
    private static readonly MatterEvent Deferred = new MatterDeferred(March, Said("Vi mangler tall."), [Leader, ShopSteward], null);
    private static readonly MatterEvent Closed = new MatterClosed(Said("Vi gjør det slik."));
    private static readonly MatterEvent Needed = new FactNeeded(1, Said("Hva lagres?"), ShopSteward, March);
    private static readonly MatterEvent Brought = new FactBrought(1, Said("Bare tidspunktet."));
    private static readonly MatterEvent Concern = new HmsConcernRaised(SafetyRepresentative, Said("Skjermen stjeler blikket."));

    private static Scenario<Matter, MatterCommand, MatterEvent> Given(params MatterEvent[] events) => new(events);

    [Fact]
    public void Where_it_comes_from_and_whether_one_party_can_solve_it_is_told() =>
        Given()
            .When(new RaiseMatter(Said("Mer ansvar"), Said("Vi vil mer."), Source: MatterSource.Survey, SolvedBy: SolvedBy.Together))
            .Then(new MatterRaised(Said("Mer ansvar"), Said("Vi vil mer."), null, null, MatterSource.Survey, SolvedBy.Together));

    [Fact]
    public void A_title_is_set_right_in_every_stage() =>
        Assert.All(
            new MatterEvent[][] { [Raised], [Raised, Deferred], [Raised, Closed] },
            events => Given(events).When(new RetitleMatter(Said("Nytt dataverktøy"), Said("Vi skrev for kort."))).Then(new MatterRetitled(Said("Nytt dataverktøy"), Said("Vi skrev for kort."))));

    [Fact]
    public void Retitling_twice_gives_a_new_version() =>
        Given(Raised).WhenTwice(new RetitleMatter(Said("Nytt dataverktøy"), Said("Vi skrev for kort."))).ThenNewVersion();

    // The problem, agreed by the parties

    [Fact]
    public void The_parties_agree_on_the_problem_as_it_is_put() =>
        Given(Raised, Clarified).When(new AgreeProblem([Leader, ShopSteward])).Then(ProblemIsAgreed);

    [Fact]
    public void A_problem_that_nobody_has_put_in_words_cannot_be_agreed_on() =>
        Given(Raised).When(new AgreeProblem([Leader, ShopSteward])).ThenRefused(Matter.ProblemNotClarified);

    [Fact]
    public void It_takes_two_to_agree_on_a_problem() =>
        Given(Raised, Clarified).When(new AgreeProblem([Leader, Leader])).ThenRefused(Matter.AgreementNeedsTwo);

    [Fact]
    public void Agreeing_twice_on_the_problem_changes_nothing() =>
        Given(Raised, Clarified).WhenTwice(new AgreeProblem([Leader, ShopSteward])).ThenNothing();

    [Fact]
    public void A_new_wording_is_agreed_on_anew() =>
        Given(Raised, Clarified, ProblemIsAgreed, new ProblemClarified(Said("Opplæringen mangler.")))
            .When(new AgreeProblem([Leader, ShopSteward])).Then(ProblemIsAgreed);

    // Markers

    [Fact]
    public void A_matter_is_marked_and_the_same_marks_change_nothing()
    {
        var marks = new MarkMatter(Urgency.Soon, MatterSize.Large, [Leader]);
        Given(Raised).When(marks).Then(new MatterMarked(Urgency.Soon, MatterSize.Large, [Leader]));
        Given(Raised).WhenTwice(new MarkMatter(Urgency.Soon, MatterSize.Large, [Leader])).ThenNothing();
    }

    [Fact]
    public void A_mark_is_taken_away_by_marking_without_it() =>
        Given(Raised, new MatterMarked(Urgency.Soon, MatterSize.Large, [Leader]))
            .When(new MarkMatter(null, MatterSize.Large, [])).Then(new MatterMarked(null, MatterSize.Large, []));

    // Facts

    [Fact]
    public void Facts_are_numbered_as_they_are_asked_for() =>
        Given(Raised, Needed).When(new NeedFact(Said("Hvem eier det?"))).Then(new FactNeeded(2, Said("Hvem eier det?"), null, null));

    [Fact]
    public void Asking_twice_for_a_fact_asks_for_two() =>
        Given(Raised).WhenTwice(new NeedFact(Said("Hva lagres?"), ShopSteward, March)).Then(new FactNeeded(2, Said("Hva lagres?"), ShopSteward, March));

    [Fact]
    public void A_fact_is_brought_also_while_the_matter_is_put_off() =>
        Assert.All(
            new MatterEvent[][] { [Raised, Needed], [Raised, Needed, Deferred] },
            events => Given(events).When(new BringFact(1, Said("Bare tidspunktet."))).Then(Brought));

    [Fact]
    public void A_fact_that_nobody_asked_for_is_refused() =>
        Assert.All([0, 2], n => Given(Raised, Needed).When(new BringFact(n, Said("Bare tidspunktet."))).ThenRefused(Matter.NoSuchFact));

    [Fact]
    public void A_fact_is_brought_once() =>
        Given(Raised, Needed).WhenTwice(new BringFact(1, Said("Bare tidspunktet."))).ThenRefused(Matter.FactIsBrought);

    // Responsibility, and stepping back

    [Fact]
    public void Responsibility_is_taken_and_more_than_once() =>
        Given(Raised).WhenTwice(new TakeResponsibility(ShopSteward, Said("Å lage en prøveside."))).ThenNewVersion();

    [Fact]
    public void A_seat_steps_back_once_and_stops_nobody()
    {
        var steppedBack = new SeatSteppedBack(Leader, Said("Min bror selger det."));
        Given(Raised).When(new StepBack(Leader, Said("Min bror selger det."))).Then(steppedBack);
        Given(Raised).WhenTwice(new StepBack(Leader, Said("Min bror selger det."))).ThenNothing();
        Given(Raised, steppedBack).When(new NoteAgreement(Said("Vi venter."), [Leader, ShopSteward])).Then(new AgreementReached(Said("Vi venter."), [Leader, ShopSteward]));
    }

    // The safety representative's concern

    [Fact]
    public void A_concern_is_raised_in_every_stage_from_the_seat_that_acts() =>
        Assert.All(
            new MatterEvent[][] { [Raised], [Raised, Deferred], [Raised, Closed] },
            events => Given(events).When(new RaiseHmsConcern(Said("Skjermen stjeler blikket."))).Then(new HmsConcernRaised(Leader, Said("Skjermen stjeler blikket."))));

    [Fact]
    public void Raising_a_concern_twice_gives_a_new_version() =>
        Given(Raised).WhenTwice(new RaiseHmsConcern(Said("Skjermen stjeler blikket."))).ThenNewVersion();

    [Fact]
    public void Nobody_else_corrects_or_erases_a_concern()
    {
        Given(Raised, Clarified, Concern).When(new CorrectMatter(3, Said("Det går bra."), Said("Lederen mener det."))).ThenRefused(Matter.ConcernIsTheSafetyRepresentatives);
        Given(Raised, Clarified, Concern).When(new EraseMatterText(Said("Skjermen stjeler blikket.").Id, ErasureReason.WrongPlace)).ThenRefused(Matter.ConcernIsTheSafetyRepresentatives);
        Given(Raised, Clarified, Concern).When(new CorrectMatter(2, Said("Lite vist."), Said("Feil."))).Then(new MatterCorrected(2, Said("Lite vist."), Said("Feil.")));
    }

    [Fact]
    public void The_safety_representative_corrects_and_erases_her_own()
    {
        var state = Given(Raised, Concern).State;
        var she = new Acting(SafetyRepresentative, February);

        Assert.Null(Matter.Decide(state, new CorrectMatter(2, Said("Begge skjermene."), Said("Glemte én.")), she).Refusal);
        Assert.Null(Matter.Decide(state, new EraseMatterText(Said("Skjermen stjeler blikket.").Id, ErasureReason.NamesSomeone), she).Refusal);
    }

    // Links, and the data protection officer

    [Fact]
    public void A_document_is_linked_in_every_stage_and_again() =>
        Given(Raised, Closed).WhenTwice(new LinkDocument(Said("Vurderingen"), Said("https://arkiv.example.no/1"), DocumentKind.RiskAssessment)).ThenNewVersion();

    [Fact]
    public void The_data_protection_officer_is_asked_and_answers()
    {
        var asked = new DataProtectionAsked(Said("Hva lagres?"));
        Given(Raised).WhenTwice(new AskDataProtection(Said("Hva lagres?"))).ThenNewVersion();
        Given(Raised, asked).When(new NoteDataProtectionAnswer(Said("Lite."))).Then(new DataProtectionAnswered(Said("Lite.")));
        Given(Raised, asked).WhenTwice(new NoteDataProtectionAnswer(Said("Lite."))).ThenRefused(Matter.DataProtectionNotAsked);
        Given(Raised).When(new NoteDataProtectionAnswer(Said("Lite."))).ThenRefused(Matter.DataProtectionNotAsked);
    }

    [Fact]
    public void The_leader_is_asked_while_the_matter_is_open_or_put_off_and_is_waited_for_until_there_is_a_decision()
    {
        var asked = new LeaderAsked(Said("Vi trenger en vakt til."));
        Given(Raised).WhenTwice(new AskLeader(Said("Vi trenger en vakt til."))).ThenNewVersion();
        Given(Raised, Deferred).When(new AskLeader(Said("Vi trenger en vakt til."))).Then(asked);
        Given(Raised, Closed).When(new AskLeader(Said("Vi trenger en vakt til."))).ThenRefused(Matter.IsClosed);
        Assert.True(Given(Raised, asked).State.AwaitsLeader);
        Assert.False(Given(Raised, asked, new LeaderDecided(Said("Ja."), Said("Det trengs."))).State.AwaitsLeader);
        Assert.False(Given(Raised, asked, Closed).State.AwaitsLeader);
    }

    // One side about the talk

    [Fact]
    public void Each_side_says_what_the_talk_made_clearer()
    {
        Given(Raised, Deferred).WhenTwice(new NoteOwnSide(ShopSteward, Said("Det er opplæringen."))).ThenNewVersion();
        Assert.Equal([ShopSteward], Given(Raised, Deferred, new OwnSideNoted(ShopSteward, Said("Det er opplæringen."))).State.Talked);
        Assert.Empty(Given(Raised, Deferred, new OwnSideNoted(ShopSteward, Said("Det er opplæringen.")), Deferred).State.Talked);
    }

    [Fact]
    public void Who_is_not_asked_to_talk_has_no_side() =>
        Assert.All(
            new MatterEvent[][] { [Raised], [Raised, Deferred], [Raised, Deferred, new MatterTakenUpAgain()] },
            events => Given(events).When(new NoteOwnSide(SafetyRepresentative, Said("Det er opplæringen."))).ThenRefused(Matter.NotAskedToTalk));

    [Fact]
    public void What_belongs_to_open_matters_is_refused_when_it_is_closed() =>
        Assert.All(
            new MatterCommand[]
            {
                new AgreeProblem([Leader, ShopSteward]), new MarkMatter(Urgency.Soon, null, []), new NeedFact(Said("Hva lagres?")), new BringFact(1, Said("Lite.")),
                new TakeResponsibility(Leader, Said("Siden.")), new StepBack(Leader, Said("For nær.")), new AskDataProtection(Said("Hva lagres?")),
                new NoteOwnSide(Leader, Said("Opplæringen.")),
            },
            command => Given(Raised, Clarified, Needed, Closed).When(command).ThenRefused(Matter.IsClosed));

    // Advice

    [Fact]
    public void Advice_follows_what_the_group_has_said_of_the_matter()
    {
        IEnumerable<Advice> On(params MatterEvent[] events) => Advice.On(Given(events).State, true, true);

        Assert.Equal([Advice.LookAtHms, Advice.AskDataProtection], On(Raised));
        Assert.Equal([Advice.LookAtHms], On(Raised, new DataProtectionAsked(Said("Hva lagres?"))));
        Assert.Equal([Advice.OnePartyCan], On(new MatterRaised(Said("Kaffe"), Said("Tomt."), null, null, null, SolvedBy.OneParty)));
        Assert.Contains(Advice.StartSmall, On(Raised, new MatterMarked(null, MatterSize.Large, [])));
        Assert.DoesNotContain(Advice.StartSmall, On(Raised, new MatterMarked(null, MatterSize.Small, [])));
    }
}
