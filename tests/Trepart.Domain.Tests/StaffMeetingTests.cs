using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

public sealed class StaffMeetingTests
{
    private static readonly DateOnly Day = new(2026, 12, 1);
    private static readonly Words Calm = Said("Mer ro.");
    private static readonly Words Outdoors = Said("Mer tid ute.");
    private static readonly StaffMeetingEvent Planned = new StaffMeetingPlanned(Day, Said("Hverdagen"), Said("Hva er viktigst?"));
    private static readonly StaffMeetingEvent Opened = new CollectingOpened();
    private static readonly StaffMeetingEvent Typed = new AnswersTyped(1, [Calm, Outdoors], 2);
    private static readonly StaffMeetingEvent Clustered = new ClusterMade(Said("Ro"), [Calm.Id]);

    private static Scenario<StaffMeeting, StaffMeetingCommand, StaffMeetingEvent> Given(params StaffMeetingEvent[] events) => new(events);

    [Fact]
    public void A_meeting_is_planned_once_with_what_everyone_is_asked()
    {
        Given().When(new PlanStaffMeeting(Day, Said("Hverdagen"), Said("Hva er viktigst?"))).Then(Planned);
        Given().WhenTwice(new PlanStaffMeeting(Day, Said("Hverdagen"), Said("Hva er viktigst?"))).ThenRefused(StaffMeeting.AlreadyPlanned);
        Given().When(new OpenCollecting()).ThenRefused(StaffMeeting.NotPlanned);
    }

    [Fact]
    public void Answers_are_collected_while_it_is_open_and_it_may_be_opened_again()
    {
        Given(Planned).WhenTwice(new OpenCollecting()).ThenRefused(StaffMeeting.AlreadyCollecting);
        Given(Planned).When(new CloseCollecting()).ThenRefused(StaffMeeting.NotCollecting);
        Given(Planned, Opened).When(new CloseCollecting()).Then(new CollectingClosed());
        Given(Planned, Opened, new CollectingClosed()).When(new OpenCollecting()).Then(Opened);
    }

    [Fact]
    public void Several_tables_answer_the_same_question_and_paper_counts_as_much_as_phones()
    {
        Given(Planned, Typed).When(new TypeAnswers(1, [Said("Flere turer.")], 3)).Then(new AnswersTyped(1, [Said("Flere turer.")], 3));
        Given(Planned).When(new TypeAnswers(2, [Calm])).ThenRefused(StaffMeeting.NoSuchQuestion);
        Given(Planned).When(new TypeAnswers(1, [])).ThenRefused(StaffMeeting.NothingWritten);
        Given(Planned, new StaffAsked(Said("Hva beholder vi?"))).When(new GatherAnswers(2, [Calm])).Then(new AnswersGathered(2, [Calm]));
        Given(Planned).When(new GatherAnswers(2, [Calm])).ThenRefused(StaffMeeting.NoSuchQuestion);
    }

    [Fact]
    public void The_group_sorts_the_meetings_own_answers()
    {
        Given(Planned, Typed).When(new MakeCluster(Said("Ro"), [Calm.Id])).Then(Clustered);
        Given(Planned).When(new MakeCluster(Said("Ro"), [Calm.Id])).ThenRefused(StaffMeeting.NoSuchAnswer);
        Given(Planned, Typed).When(new MakeCluster(Said("Ro"), [])).ThenRefused(StaffMeeting.NothingWritten);
    }

    [Fact]
    public void Everyone_is_answered_with_a_reason()
    {
        Given(Planned, Typed, Clustered).When(new AnswerCluster(1, Disposition.NotTakenUp, Said("Det er gjort."))).Then(new ClusterAnswered(1, Disposition.NotTakenUp, Said("Det er gjort."), null));
        Given(Planned, Typed, Clustered).When(new AnswerCluster(1, Disposition.NotTakenUp, null)).ThenRefused(StaffMeeting.ReasonRequired);
        Given(Planned, Typed, Clustered).When(new AnswerCluster(2, Disposition.Later, Said("Senere."))).ThenRefused(StaffMeeting.NoSuchCluster);
    }

    [Fact]
    public void Who_took_part_is_numbers()
    {
        Given(Planned).When(new NoteTakingPart(30, 30, 45)).Then(new TakingPartNoted(30, 30, 45));
        Given(Planned).When(new NoteTakingPart(31, 30)).ThenRefused(StaffMeeting.MoreThanThereAre);
    }

    [Fact]
    public void What_is_said_again_is_written_down_again()
    {
        Given(Planned).WhenTwice(new AskStaff(Said("Hva beholder vi?"))).ThenNewVersion();
        Given(Planned).WhenTwice(new AssignPart(Said("Åpning"), Guid.Empty)).ThenNewVersion();
        Given(Planned, Opened).WhenTwice(new CloseCollecting()).ThenRefused(StaffMeeting.NotCollecting);
        Given(Planned).WhenTwice(new TypeAnswers(1, [Calm])).ThenNewVersion();
        Given(Planned).WhenTwice(new GatherAnswers(1, [Calm])).ThenNewVersion();
        Given(Planned, Typed).WhenTwice(new MakeCluster(Said("Ro"), [Calm.Id])).ThenNewVersion();
        Given(Planned, Typed, Clustered).WhenTwice(new AnswerCluster(1, Disposition.Later, Said("Senere."))).ThenNewVersion();
        Given(Planned).WhenTwice(new NoteTakingPart(3, 30)).ThenNewVersion();
    }
}
