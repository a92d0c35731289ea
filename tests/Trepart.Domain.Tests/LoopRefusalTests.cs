namespace Trepart.Domain.Tests;

/// <summary>What each command of the loop does when it is given once more, and every way in which one is turned down.</summary>
public sealed class LoopRefusalTests
{
    private static readonly Guid Group = Guid.CreateVersion7();
    private static readonly Many<Many<Guid>> Parties = [[Facts.Leader]];
    private static readonly Words Text = Facts.Said("Vi har prøvd.");
    private static readonly Words Answer = Facts.Said("Vi hjelper.");

    private static readonly ReportEvent[] Drafted = [new ReportDrafted(new(2025, 7, 1), new(2025, 12, 31), Text, Facts.Said("Vi får ikke vikarer."))];
    private static readonly ReportEvent[] Presented = [.. Drafted, new ReportPresented(Parties, ReportFigures.None)];
    private static readonly ReportEvent[] Approved = [.. Presented, new ReportApproved(Facts.Leader)];
    private static readonly ReportEvent[] Sent = [.. Approved, new ReportSent(ReportFigures.None)];
    private static readonly ReportEvent[] HandedOver = [.. Sent, new ReportAnswered(ReportReply.HandsOver, Answer, Answer, DecisionLine.Council)];

    private static readonly ExperienceEvent[] Written = [new ExperienceDrafted(Text, Text, Text, Text, ExperienceOutcome.Kept, null, null, null)];
    private static readonly ExperienceEvent[] Shown = [.. Written, new ExperiencePresented(Parties)];
    private static readonly ExperienceEvent[] Agreed = [.. Shown, new ExperienceApproved(Facts.Leader)];
    private static readonly ExperienceEvent[] Published = [.. Agreed, new ExperiencePublished(false)];

    private static readonly SignalEvent Asked = new SignalSent(SignalKind.Question, Text, Text, [Group], false, Facts.March);

    private static Scenario<Report, ReportCommand, ReportEvent> Given(params ReportEvent[] events) => new(events);

    private static Scenario<Experience, ExperienceCommand, ExperienceEvent> Had(params ExperienceEvent[] events) => new(events);

    private static Scenario<Signal, SignalCommand, SignalEvent> Out(params SignalEvent[] events) => new(events);

    private static Scenario<Adoption, AdoptionCommand, AdoptionEvent> Taken(params AdoptionEvent[] events) => new(events);

    private static Scenario<PoliticalDecision, PoliticalDecisionCommand, PoliticalDecisionEvent> Decided(params PoliticalDecisionEvent[] events) => new(events);

    [Fact]
    public void A_report_is_drafted_once_of_a_period_that_is_over()
    {
        Given().WhenTwice(new DraftReport(new(2025, 7, 1), new(2025, 12, 31), Text)).ThenRefused(Report.AlreadyDrafted);
        Given().When(new DraftReport(new(2025, 12, 31), new(2025, 7, 1), Text)).ThenRefused(Report.PeriodWrong);
        Given().When(new DraftReport(new(2026, 1, 1), new(2026, 6, 30), Text)).ThenRefused(Report.PeriodNotOver);
        Given().When(new SendReport()).ThenRefused(Report.NotDraftedYet);
        Given(Drafted).WhenTwice(new EditReport(Answer)).ThenNewVersion();
    }

    [Fact]
    public void A_report_is_approved_and_then_sent_and_stands()
    {
        Given(Drafted).When(new PresentReport()).ThenRefused(Report.NoParties);
        Given(Drafted).WhenTwice(new PresentReport() { Parties = Parties }).ThenRefused(Report.IsPresented);
        Given(Presented).WhenTwice(new ReopenReport(Text)).ThenRefused(Report.NotPresented);
        Given(Presented).WhenTwice(new ApproveReport()).ThenNothing();
        Given([.. Drafted, new ReportPresented([[Group]], ReportFigures.None)]).When(new ApproveReport()).ThenRefused(Report.NotAParty);
        Given(Presented).When(new SendReport()).ThenRefused(Report.NotApproved);
        Given(Approved).WhenTwice(new SendReport()).ThenNothing();
        Given(Sent).When(new EditReport(Text)).ThenRefused(Report.IsSent);
    }

    [Fact]
    public void A_report_is_answered_once_and_read()
    {
        Given(Approved).When(new AddReportNote(Text)).ThenRefused(Report.NotSent);
        Given(Sent).WhenTwice(new AddReportNote(Text)).ThenNewVersion();
        Given(Sent).When(new AnswerReport(ReportReply.Helps, Answer)).ThenRefused(Report.ProblemNotAnswered);
        Given(Sent).When(new AnswerReport(ReportReply.HandsOver, Answer, Answer)).ThenRefused(Report.HandedToNobody);
        Given(Sent).WhenTwice(new AnswerReport(ReportReply.Helps, Answer, Answer)).ThenRefused(Report.AlreadyAnswered);
        Given(Sent).When(new NoteReportRead()).ThenRefused(Report.NotAnswered);
        Given(HandedOver).WhenTwice(new ReturnReportOutcome(Text)).ThenRefused(Report.NotHandedOver);
        Given(HandedOver).WhenTwice(new NoteReportRead()).ThenNothing();
        Given(HandedOver).WhenTwice(new EraseReportText(Text.Id, ErasureReason.NamesSomeone)).ThenNothing();
        Given(HandedOver).When(new EraseReportText(Answer.Id, ErasureReason.NamesSomeone)).ThenRefused(Report.NotTheGroups);
    }

    [Fact]
    public void A_rhythm_is_chosen_anew_as_a_new_choice() =>
        new Scenario<ReportRhythmChoice, ReportRhythmCommand, ReportRhythmEvent>().WhenTwice(new ChooseReportRhythm(ReportRhythm.Yearly)).ThenRefused(ReportRhythmChoice.AlreadyChosen);

    [Fact]
    public void A_signal_is_sent_once_heard_and_closed()
    {
        Out().WhenTwice(new SendSignal(SignalKind.Question, Text, Text, [Group], AnswerBy: Facts.March)).ThenRefused(Signal.AlreadySent);
        Out().When(new SendSignal(SignalKind.Question, Text, Text, [], AnswerBy: Facts.March)).ThenRefused(Signal.ToNobody);
        Out().When(new SendSignal(SignalKind.Question, Text, Text, [Group])).ThenRefused(Signal.NoDay);
        Out().When(new SendSignal(SignalKind.Question, Text, Text, [Group], AnswerBy: Facts.January)).ThenRefused(Signal.DayHasPassed);
        Out().When(new CloseSignal(Text)).ThenRefused(Signal.NotSent);
        Out(Asked).When(new HearReply(Facts.Leader, true)).ThenRefused(Signal.NotAsked);
        Out(Asked).When(new HearReply(Group, false)).ThenRefused(Signal.NothingSaid);
        Out(Asked).When(new HearReply(Group, true)).ThenNothing();
        Out(Asked).WhenTwice(new CloseSignal(Text)).ThenRefused(Signal.IsOver);
        new Scenario<Reply, ReplyCommand, ReplyEvent>().WhenTwice(new GiveReply(Group, Text)).ThenRefused(Reply.AlreadyGiven);
    }

    [Fact]
    public void An_experience_is_approved_before_anyone_reads_it()
    {
        Had().WhenTwice(new DraftExperience(Text, Text, Text, Text, ExperienceOutcome.Stopped)).ThenRefused(Experience.AlreadyDrafted);
        Had().When(new PublishExperience()).ThenRefused(Experience.NotDraftedYet);
        Had(Written).WhenTwice(new EditExperience(Answer, Text, Text, Text, ExperienceOutcome.Kept)).ThenNewVersion();
        Had(Written).When(new PresentExperience()).ThenRefused(Experience.NoParties);
        Had(Written).WhenTwice(new PresentExperience() { Parties = Parties }).ThenRefused(Experience.IsPresented);
        Had(Shown).WhenTwice(new ReopenExperience(Text)).ThenRefused(Experience.NotPresented);
        Had(Shown).WhenTwice(new ApproveExperience()).ThenNothing();
        Had([.. Written, new ExperiencePresented([[Group]])]).When(new ApproveExperience()).ThenRefused(Experience.NotAParty);
        Had(Shown).When(new PublishExperience()).ThenRefused(Experience.NotApproved);
        Had(Agreed).WhenTwice(new PublishExperience(true)).ThenNothing();
    }

    [Fact]
    public void What_is_published_is_offered_and_can_be_withdrawn()
    {
        Had(Agreed).When(new HearAdoption(Group)).ThenRefused(Experience.NotPublished);
        Had(Published).When(new EditExperience(Text, Text, Text, Text, ExperienceOutcome.Kept)).ThenRefused(Experience.IsPublished);
        Had(Published).When(new OfferExperience([], Text)).ThenRefused(Experience.ToNobody);
        Had(Published).WhenTwice(new OfferExperience([Group], Text)).ThenNewVersion();
        Had(Published).WhenTwice(new ChooseSharing(true)).ThenNothing();
        Had(Published).WhenTwice(new WithdrawExperience(Text)).ThenNothing();
        Had([.. Published, new ExperienceWithdrawn(Text)]).When(new HearAdoption(Group)).ThenRefused(Experience.IsWithdrawn);
        Had(Published).WhenTwice(new EraseExperienceText(Text.Id, ErasureReason.NamesSomeone)).ThenNothing();
        Had([.. Published, new ExperienceOffered([Group], Answer)]).When(new EraseExperienceText(Answer.Id, ErasureReason.NamesSomeone)).ThenRefused(Experience.NotTheGroups);
    }

    [Fact]
    public void Another_group_says_what_it_does_and_how_it_went()
    {
        Taken().WhenTwice(new AnswerExperience(Group, AdoptionAnswer.WillTry)).ThenRefused(Adoption.AlreadyAnswered);
        Taken().When(new AnswerExperience(Group, AdoptionAnswer.NotNow)).ThenRefused(Adoption.NoReason);
        Taken().When(new TellAdoption(AdoptionResult.Both, Text)).ThenRefused(Adoption.NotAnswered);
        Taken(new ExperienceAnswered(Group, AdoptionAnswer.NotNow, Text)).When(new TellAdoption(AdoptionResult.Both, Text)).ThenRefused(Adoption.NotTried);
        Taken(new ExperienceAnswered(Group, AdoptionAnswer.WillTry, null)).WhenTwice(new TellAdoption(AdoptionResult.Both, Text)).ThenNewVersion();
    }

    [Fact]
    public void A_decision_that_was_made_elsewhere_is_registered_and_linked_to()
    {
        Decided().WhenTwice(new RegisterDecision(Text, "Kommunestyret", Facts.January)).ThenRefused(PoliticalDecision.AlreadyRegistered);
        Decided().When(new RegisterDecision(Text, "Kommunestyret", Facts.March)).ThenRefused(PoliticalDecision.NotDecidedYet);
        Decided().When(new NoteLearningUsed([Group], [], Text)).ThenRefused(PoliticalDecision.NotRegistered);
        var made = new DecisionRegistered(Text, "Kommunestyret", Facts.January, null);
        Decided(made).When(new NoteLearningUsed([], [], Text)).ThenRefused(PoliticalDecision.NothingUsed);
        Decided(made).WhenTwice(new NoteLearningUsed([Group], [], Text)).ThenNewVersion();
        var link = new Scenario<DecisionLink, DecisionLinkCommand, DecisionLinkEvent>();
        link.When(new LinkToDecision(Group)).ThenRefused(DecisionLink.OneOfTwo);
        link.WhenTwice(new LinkToDecision(Group, Group)).ThenRefused(DecisionLink.AlreadySaid);
        link.WhenTwice(new NoteUseRead(Group)).ThenRefused(DecisionLink.AlreadySaid);
    }

    [Fact]
    public void A_win_is_celebrated_once_and_congratulated_by_whoever_will()
    {
        var none = new Scenario<Win, WinCommand, WinEvent>();
        none.WhenTwice(new CelebrateWin(Text)).ThenRefused(Win.AlreadyCelebrated);
        none.When(new Congratulate(Text)).ThenRefused(Win.NotCelebrated);
        new Scenario<Win, WinCommand, WinEvent>(new WinCelebrated(Text, null, null)).WhenTwice(new Congratulate(Text)).ThenNewVersion();
    }
}
