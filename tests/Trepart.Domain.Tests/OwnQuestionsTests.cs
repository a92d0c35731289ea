using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

public sealed class OwnQuestionsTests
{
    private static readonly Many<Words> Two = [Said("Hvem får fri?"), Said("Hvem bestemmer?")];
    private static readonly OwnQuestionsEvent[] Written = [new QuestionsWritten(QuestionSet.Fairness, Two)];

    private static Scenario<OwnQuestions, OwnQuestionsCommand, OwnQuestionsEvent> Given(params OwnQuestionsEvent[] events) => new(events);

    [Fact]
    public void They_are_written_once_and_changed_by_writing_new_ones()
    {
        Given().When(new WriteQuestions(QuestionSet.Fairness, Two)).Then(Written);
        Given().WhenTwice(new WriteQuestions(QuestionSet.Fairness, Two)).ThenRefused(OwnQuestions.AlreadyWritten);
        Given().When(new WriteQuestions(QuestionSet.Fairness, [])).ThenRefused(OwnQuestions.None);
        Given().When(new WithdrawQuestions()).ThenRefused(OwnQuestions.NotWritten);
    }

    [Fact]
    public void They_are_as_many_as_a_group_gets_through()
    {
        Many<Words> most = [.. Enumerable.Repeat(Said("Hvorfor?"), OwnQuestions.Most)];
        Given().When(new WriteQuestions(QuestionSet.Fairness, most)).Then(new QuestionsWritten(QuestionSet.Fairness, most));
        Given().When(new WriteQuestions(QuestionSet.Fairness, [.. most, Said("Hvordan?")])).ThenRefused(OwnQuestions.TooMany);
    }

    [Fact]
    public void They_are_withdrawn_and_one_of_them_erased_and_twice_is_once()
    {
        Given(Written).When(new WithdrawQuestions()).Then(new QuestionsWithdrawn());
        Given(Written).WhenTwice(new WithdrawQuestions()).ThenNothing();
        var text = Two[0].Id;
        Given(Written).When(new EraseQuestionText(text, ErasureReason.NamesSomeone)).Then(new QuestionTextErased(text, ErasureReason.NamesSomeone));
        Given(Written).WhenTwice(new EraseQuestionText(text, ErasureReason.NamesSomeone)).ThenNothing();
    }
}
