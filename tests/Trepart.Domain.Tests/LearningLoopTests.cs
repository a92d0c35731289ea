namespace Trepart.Domain.Tests;

/// <summary>What is asked of groups, what they share, and what others do with it.</summary>
public sealed class LearningLoopTests
{
    private static readonly Guid Group = Guid.CreateVersion7();
    private static readonly Guid Other = Guid.CreateVersion7();
    private static readonly DateOnly Day = new(2026, 7, 2);

    private static readonly ExperienceEvent[] Approved =
    [
        new ExperienceDrafted(Text(1), Text(2), Text(3), Text(4), ExperienceOutcome.Stopped, null, null, null), new ExperiencePresented([[Group], [Other]]),
        new ExperienceApproved(Group), new ExperienceApproved(Other),
    ];

    private static readonly ExperienceEvent[] Published = [.. Approved, new ExperiencePublished(true)];

    [Fact]
    public void A_question_has_someone_to_answer_it_and_a_day()
    {
        Assert.Equal(Signal.ToNobody, Sent(new SendSignal(SignalKind.Question, Text(1), Text(2), [], AnswerBy: Day.AddDays(9))));
        Assert.Equal(Signal.NoDay, Sent(new SendSignal(SignalKind.Question, Text(1), Text(2), [Group])));
        Assert.Equal(Signal.NoDay, Sent(new SendSignal(SignalKind.Progress, Text(1), Text(2), [Group])));
        Assert.Equal(Signal.DayHasPassed, Sent(new SendSignal(SignalKind.Question, Text(1), Text(2), [Group], AnswerBy: Day)));
        Assert.Null(Sent(new SendSignal(SignalKind.Information, Text(1), Text(2), [], Everyone: true)));
    }

    [Fact]
    public void Those_who_are_asked_reply_until_it_is_closed()
    {
        var one = Of<Signal, SignalEvent>(Signal.Initial, Signal.Evolve, new SignalSent(SignalKind.Question, Text(1), Text(2), [Group], false, Day.AddDays(9)));
        Assert.Null(Heard(one, Group));
        Assert.Equal(Signal.NotAsked, Heard(one, Other));
        Assert.Equal(Signal.NothingSaid, Signal.Decide(one, new HearReply(Group, false), new(Group, Day)).Refusal);
        Assert.Equal(Signal.IsOver, Heard(Signal.Evolve(one, new SignalClosed(Text(3))), Group));
        var all = Of<Signal, SignalEvent>(Signal.Initial, Signal.Evolve, new SignalSent(SignalKind.Information, Text(1), Text(2), [], true, null));
        Assert.Null(Signal.Decide(all, new HearReply(Other, false), new(Group, Day)).Refusal);
    }

    [Fact]
    public void Nobody_reads_an_experience_that_a_party_has_not_approved()
    {
        Assert.Equal(Experience.NotApproved, Asked(Approved[..3], new PublishExperience()));
        Assert.Null(Asked(Approved, new PublishExperience()));
        foreach (var command in new ExperienceCommand[] { new OfferExperience([Group], Text(5)), new HearAdoption(Group), new ChooseSharing(true), new WithdrawExperience(Text(5)) })
            Assert.Equal(Experience.NotPublished, Asked(Approved, command));
    }

    [Fact]
    public void What_is_published_stands_and_can_be_taken_back_with_the_consent_to_share_it()
    {
        Assert.Equal(Experience.IsPublished, Asked(Published, new EditExperience(Text(1), Text(2), Text(3), Text(4), ExperienceOutcome.Kept)));
        var gone = State([.. Published, new ExperienceWithdrawn(Text(5))]);
        Assert.False(gone.Shareable);
        Assert.Equal(Experience.IsWithdrawn, Experience.Decide(gone, new HearAdoption(Group), new(Group, Day)).Refusal);
        Assert.Equal(Experience.ToNobody, Asked(Published, new OfferExperience([], Text(5))));
    }

    [Fact]
    public void Not_now_has_a_reason_and_no_result()
    {
        Assert.Equal(Adoption.NoReason, Adoption.Decide(Adoption.Initial, new AnswerExperience(Other, AdoptionAnswer.NotNow), new(Group, Day)).Refusal);
        Assert.Null(Adoption.Decide(Adoption.Initial, new AnswerExperience(Other, AdoptionAnswer.WillTry), new(Group, Day)).Refusal);
        Assert.Equal(Adoption.NotTried, Adoption.Decide(new(AdoptionAnswer.NotNow), new TellAdoption(AdoptionResult.Helped, Text(1)), new(Group, Day)).Refusal);
        Assert.Null(Adoption.Decide(new(AdoptionAnswer.AlreadyDoes), new TellAdoption(AdoptionResult.DidNotHelp, Text(1)), new(Group, Day)).Refusal);
    }

    [Fact]
    public void A_decision_is_made_elsewhere_first_and_learning_is_used_from_somewhere()
    {
        Assert.Equal(PoliticalDecision.NotDecidedYet, PoliticalDecision.Decide(PoliticalDecision.Initial, new RegisterDecision(Text(1), "Kommunestyret", Day.AddDays(1)), new(Group, Day)).Refusal);
        Assert.Equal(PoliticalDecision.NotRegistered, PoliticalDecision.Decide(PoliticalDecision.Initial, new NoteLearningUsed([Other], [], Text(1)), new(Group, Day)).Refusal);
        Assert.Equal(PoliticalDecision.NothingUsed, PoliticalDecision.Decide(new(true), new NoteLearningUsed([], [], Text(1)), new(Group, Day)).Refusal);
        Assert.Equal(DecisionLink.OneOfTwo, DecisionLink.Decide(DecisionLink.Initial, new LinkToDecision(Other), new(Group, Day)).Refusal);
        Assert.Equal(DecisionLink.OneOfTwo, DecisionLink.Decide(DecisionLink.Initial, new LinkToDecision(Other, Group, Group), new(Group, Day)).Refusal);
        Assert.Equal(Win.NotCelebrated, Win.Decide(Win.Initial, new Congratulate(Text(1)), new(Group, Day)).Refusal);
    }

    private static Refusal? Sent(SendSignal command) => Signal.Decide(Signal.Initial, command, new(Group, Day)).Refusal;

    private static Refusal? Heard(Signal signal, Guid group) => Signal.Decide(signal, new HearReply(group, true), new(group, Day)).Refusal;

    private static Refusal? Asked(ExperienceEvent[] past, ExperienceCommand command) => Experience.Decide(State(past), command, new(Group, Day)).Refusal;

    private static Experience State(params ExperienceEvent[] past) => Of(Experience.Initial, Experience.Evolve, past);

    private static TState Of<TState, TEvent>(TState initial, Func<TState, TEvent, TState> evolve, params TEvent[] past) => past.Aggregate(initial, evolve);

    private static Words Text(int n) => new(new Guid(n, 0, 0, new byte[8]), "");
}
