using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

public sealed class ExerciseTests
{
    private static readonly Many<Many<Guid>> All = [[Leader], [ShopSteward]];
    private static readonly ExerciseEvent[] Started = [new ExerciseStarted(QuestionSet.Fairness)];
    private static readonly ExerciseEvent[] Summarised = [.. Started, new ExerciseSummarised(Said("Likt."), null), new SummaryAgreed(ShopSteward)];
    private static readonly ExerciseEvent[] Ended = [.. Started, new ExerciseEnded()];

    private static Scenario<Exercise, ExerciseCommand, ExerciseEvent> Given(params ExerciseEvent[] events) => new(events);

    [Fact]
    public void It_is_started_once()
    {
        Given().When(new StartExercise(QuestionSet.Stuck)).Then(new ExerciseStarted(QuestionSet.Stuck));
        Given().WhenTwice(new StartExercise(QuestionSet.Stuck)).ThenRefused(Exercise.AlreadyStarted);
        Given().When(new EndExercise()).ThenRefused(Exercise.NotStarted);
    }

    [Fact]
    public void An_answer_is_shared_to_a_question_of_the_set_as_oneself_or_as_another()
    {
        Given(Started).When(new ShareAnswer(4, ThinkingAs.ShopSteward, Said("Tur."))).Then(new AnswerShared(4, ThinkingAs.ShopSteward, Leader, Said("Tur.")));
        Given(Started).When(new ShareAnswer(5, ThinkingAs.Oneself, Said("Tur."))).ThenRefused(Exercise.NoSuchQuestion);
        Given(Started).When(new ShareAnswer(0, ThinkingAs.Oneself, Said("Tur."))).ThenRefused(Exercise.NoSuchQuestion);
        Given(Started).WhenTwice(new ShareAnswer(1, ThinkingAs.Oneself, Said("Tur."))).ThenNewVersion();
        Given(Ended).When(new ShareAnswer(1, ThinkingAs.Oneself, Said("Tur."))).ThenRefused(Exercise.IsOver);
    }

    [Fact]
    public void The_municipalitys_own_questions_are_as_many_as_they_were_when_it_began()
    {
        var own = new QuestionsInUse(Guid.CreateVersion7(), 6);
        Given().When(new StartExercise(QuestionSet.Fairness) { Own = own }).Then(new ExerciseStarted(QuestionSet.Fairness, own.Writing, 6));
        var started = new ExerciseStarted(QuestionSet.Fairness, own.Writing, 6);
        Given(started).When(new ShareAnswer(6, ThinkingAs.Oneself, Said("Tur."))).Then(new AnswerShared(6, ThinkingAs.Oneself, Leader, Said("Tur.")));
        Given(started).When(new ShareAnswer(7, ThinkingAs.Oneself, Said("Tur."))).ThenRefused(Exercise.NoSuchQuestion);
    }

    [Fact]
    public void A_summary_stands_when_every_party_agrees_and_a_changed_one_when_all_do_anew()
    {
        Given(Started).When(new AgreeSummary(null) { Parties = All }).ThenRefused(Exercise.NotSummarised);
        Given(Summarised).When(new AgreeSummary(null) { Parties = All }).Then(new SummaryAgreed(Leader), new SummaryStands());
        Given(Summarised).WhenTwice(new AgreeSummary(null) { Parties = All }).ThenNothing();
        Given(Summarised).When(new AgreeSummary(null) { Parties = [[ShopSteward]] }).ThenRefused(Exercise.NotAParty);
        Given(Summarised).When(new AgreeSummary(null) { Parties = [] }).ThenRefused(Exercise.NoParties);
        Given(Summarised).When(new SummariseExercise(Said("Ulikt.")) { Parties = All }).Then(new ExerciseSummarised(Said("Ulikt."), null), new SummaryAgreed(Leader));
        Given(Started).WhenTwice(new SummariseExercise(Said("Ulikt.")) { Parties = All }).ThenNewVersion();
        Given(Started).When(new SummariseExercise(Said("Ulikt.")) { Parties = [] }).ThenRefused(Exercise.NoParties);
        Given([.. Summarised, new ExerciseEnded()]).When(new AgreeSummary(null) { Parties = All }).Then(new SummaryAgreed(Leader), new SummaryStands());
    }

    [Fact]
    public void It_leads_to_a_matter_ends_and_gives_up_a_text_once()
    {
        Given(Started).WhenTwice(new LinkExercise(ShopSteward)).ThenNothing();
        Given(Started).WhenTwice(new EndExercise()).ThenNothing();
        Given(Ended).When(new LinkExercise(ShopSteward)).Then(new ExerciseLinked(ShopSteward));
        Given(Started).WhenTwice(new EraseExerciseText(Leader, ErasureReason.AboutUser)).ThenNothing();
    }
}
