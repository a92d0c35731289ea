namespace Trepart.Domain.Tests;

/// <summary>A report is the group's until it is sent, and nobody's to change after that; what is lifted is answered.</summary>
public sealed class ReportTests
{
    private static readonly Guid Leader = Guid.CreateVersion7();
    private static readonly Guid Steward = Guid.CreateVersion7();
    private static readonly Guid Outsider = Guid.CreateVersion7();
    private static readonly DateOnly Day = new(2026, 7, 2);
    private static readonly Many<Many<Guid>> Parties = [[Leader], [Steward]];
    private static readonly ReportFigures Figures = new(3, 2, 1, 1, 1, 1, 0, 0, 4);

    private static readonly ReportCommand[] UntilPresented = [new DraftReport(new(2026, 1, 1), new(2026, 6, 30), Text(1), Text(2)), new PresentReport { Parties = Parties, Figures = Figures }];

    [Fact]
    public void It_is_sent_when_every_party_has_approved_it_and_with_the_figures_that_they_approved()
    {
        var report = After(UntilPresented);
        Assert.Equal(Report.NotApproved, Refused(report, new SendReport()));
        Assert.Equal(Report.NotAParty, Refused(report, new ApproveReport(), Outsider));
        report = Then(report, new ApproveReport());
        Assert.Equal(Report.NotApproved, Refused(report, new SendReport()));
        report = Then(report, new ApproveReport(), Steward);
        Assert.Equal([new ReportSent(Figures)], Report.Decide(report, new SendReport(), new(Leader, Day)).Events);
    }

    [Fact]
    public void A_report_that_is_taken_back_is_to_be_approved_anew()
    {
        var report = Then(Then(After(UntilPresented), new ApproveReport()), new ReopenReport(Text(3)));
        Assert.Equal(ReportStage.Drafted, report.Stage);
        report = Then(Then(report, new PresentReport { Parties = Parties }), new ApproveReport(), Steward);
        Assert.Equal(ReportStage.Presented, report.Stage);
    }

    [Fact]
    public void What_is_sent_stands()
    {
        foreach (var command in new ReportCommand[] { new EditReport(Text(3)), new ReopenReport(Text(3)), new PresentReport { Parties = Parties }, new ApproveReport() })
            Assert.Equal(Report.IsSent, Refused(Sent(), command));
    }

    [Fact]
    public void What_the_group_lifts_is_answered_and_what_is_handed_over_has_someone_who_has_it()
    {
        Assert.Equal(Report.ProblemNotAnswered, Refused(Sent(), new AnswerReport(ReportReply.Helps, Text(3))));
        Assert.Equal(Report.HandedToNobody, Refused(Sent(), new AnswerReport(ReportReply.HandsOver, Text(3), Text(4))));
        Assert.Equal(Report.NotSent, Refused(After(UntilPresented), new AnswerReport(ReportReply.Answers, Text(3), Text(4))));
        var answered = Then(Sent(), new AnswerReport(ReportReply.Answers, Text(3), Text(4)));
        Assert.Equal(Report.AlreadyAnswered, Refused(answered, new AnswerReport(ReportReply.Answers, Text(3), Text(4))));
        Assert.Equal(Report.NotHandedOver, Refused(answered, new ReturnReportOutcome(Text(5))));
    }

    [Fact]
    public void What_is_handed_over_stays_open_until_it_comes_back_and_is_then_news_again()
    {
        var report = Then(Then(Sent(), new AnswerReport(ReportReply.HandsOver, Text(3), Text(4), DecisionLine.Council)), new NoteReportRead());
        Assert.True(report is { AwaitsOutcome: true, IsRead: true });
        report = Then(report, new ReturnReportOutcome(Text(5)));
        Assert.True(report is { AwaitsOutcome: false, IsRead: false });
    }

    [Fact]
    public void The_group_erases_its_own_texts_and_no_one_elses()
    {
        var report = Then(Then(Sent(), new AddReportNote(Text(6))), new AnswerReport(ReportReply.Answers, Text(3), Text(4)));
        foreach (var other in new[] { 3, 4, 6 })
            Assert.Equal(Report.NotTheGroups, Refused(report, new EraseReportText(Text(other).Id, ErasureReason.AskedFor)));
        Assert.Single(Report.Decide(report, new EraseReportText(Text(1).Id, ErasureReason.NamesSomeone), new(Leader, Day)).Events);
    }

    [Fact]
    public void A_period_is_over_before_it_is_told_of()
    {
        Assert.Equal(Report.PeriodNotOver, Refused(Report.Initial, new DraftReport(new(2026, 1, 1), Day.AddDays(1), Text(1))));
        Assert.Equal(Report.PeriodWrong, Refused(Report.Initial, new DraftReport(new(2026, 6, 1), new(2026, 5, 1), Text(1))));
    }

    [Fact]
    public void Each_thing_is_counted_once_and_few_inputs_not_at_all()
    {
        var (matter, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        (string, Guid)[] few =
        [
            ("matter_raised", matter), ("matter_raised", other), ("matter_closed", matter), ("matter_closed", matter), ("trial_reverted", other),
            ("input_answered", matter), ("input_routed", matter), ("input_answered", other),
        ];
        Assert.Equal(new ReportFigures(0, 2, 1, 0, 0, 0, 1, 0, null), ReportFigures.Of(few));
        Assert.Equal(3, ReportFigures.Of([.. few, ("input_routed", Guid.CreateVersion7())]).Answered);
    }

    [Theory]
    [InlineData(ReportRhythm.HalfYearly, "2026-11-20", "2026-01-01", "2026-06-30")]
    [InlineData(ReportRhythm.HalfYearly, "2026-01-01", "2025-07-01", "2025-12-31")]
    [InlineData(ReportRhythm.Quarterly, "2026-11-20", "2026-07-01", "2026-09-30")]
    [InlineData(ReportRhythm.Yearly, "2026-11-20", "2025-01-01", "2025-12-31")]
    public void The_period_that_is_due_is_the_last_that_has_ended(ReportRhythm rhythm, string day, string from, string until) =>
        Assert.Equal((DateOnly.Parse(from), DateOnly.Parse(until)), ReportRhythmChoice.PeriodBefore(rhythm, DateOnly.Parse(day)));

    private static Report Sent() => Then(Then(Then(After(UntilPresented), new ApproveReport()), new ApproveReport(), Steward), new SendReport());

    private static Report After(params ReportCommand[] commands) => commands.Aggregate(Report.Initial, (state, command) => Then(state, command));

    private static Report Then(Report state, ReportCommand command, Guid? by = null)
    {
        var decision = Report.Decide(state, command, new(by ?? Leader, Day));
        Assert.Null(decision.Refusal);
        return decision.Events.Aggregate(state, Report.Evolve);
    }

    private static Refusal? Refused(Report state, ReportCommand command, Guid? by = null) => Report.Decide(state, command, new(by ?? Leader, Day)).Refusal;

    private static Words Text(int n) => new(new Guid(n, 0, 0, new byte[8]), "");
}
