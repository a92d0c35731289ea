using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

public sealed class MeetingTests
{
    private static readonly Guid Matter = new("01900000-0000-7000-8000-0000000000a1");
    private static readonly Guid Nurse = new("01900000-0000-7000-8000-000000000004");
    private static readonly TimeOnly Nine = new(9, 0);
    private static readonly Many<Many<Guid>> Parties = [[Leader], [ShopSteward, Nurse], [SafetyRepresentative]];

    private static readonly MeetingEvent Planned = new MeetingPlanned(February, Nine, 60, "Møterom 2", ChairForm.Nobody);
    private static readonly MeetingEvent Item = new ItemAdded(1, null, Said("Vaktlistene"), ItemPurpose.Development, 15);
    private static readonly MeetingEvent Opened = new MeetingOpened([Leader, ShopSteward], null, [Matter], Cooperation: false);
    private static readonly MeetingEvent Skipped = new WorkdaySkipped();
    private static readonly MeetingEvent Concluded = new ItemConcluded(null, Matter, WayForward.Agreed, Said("Vi gjør det."), [Leader, Nurse, SafetyRepresentative]);
    private static readonly MeetingEvent Presented = new MinutesPresented(Parties);
    private static readonly MeetingEvent[] Approved =
        [Planned, Opened, Skipped, Concluded, Presented, new MinutesApproved(Leader), new MinutesApproved(Nurse), new MinutesApproved(SafetyRepresentative)];

    private static readonly PresentMinutes Presents = new() { Parties = Parties };

    private static Scenario<Meeting, MeetingCommand, MeetingEvent> Given(params MeetingEvent[] events) => new(events);

    [Fact]
    public void A_meeting_is_planned_for_a_day_that_comes()
    {
        Given().When(new PlanMeeting(March, Nine, 60, "Møterom 2")).Then(new MeetingPlanned(March, Nine, 60, "Møterom 2", ChairForm.Nobody));
        Given().When(new PlanMeeting(January, Nine, 60)).ThenRefused(Meeting.DayHasPassed);
        Given().WhenTwice(new PlanMeeting(March, Nine, 60)).ThenRefused(Meeting.AlreadyPlanned);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(601)]
    public void A_meeting_lasts_as_long_as_meetings_do(int minutes) => Given().When(new PlanMeeting(March, Nine, minutes)).ThenRefused(Meeting.LastsWrong);

    [Fact]
    public void It_is_moved_until_it_is_opened_and_only_when_something_is_new()
    {
        Given(Planned).WhenTwice(new MoveMeeting(March, Nine, null, Said("Kurs."))).ThenNothing();
        Given(Planned).When(new MoveMeeting(January, Nine, null, Said("Kurs."))).ThenRefused(Meeting.DayHasPassed);
        Given(Planned, Opened).When(new MoveMeeting(March, Nine, null, Said("Kurs."))).ThenRefused(Meeting.AlreadyOpened);
    }

    [Fact]
    public void A_cancelled_meeting_is_not_held()
    {
        Given(Planned).WhenTwice(new CancelMeeting(Said("Kurs."))).ThenNothing();
        Given(Planned, new MeetingCancelled(Said("Kurs."))).When(new OpenMeeting([Leader], null, [])).ThenRefused(Meeting.IsCancelled);
    }

    [Fact]
    public void Anyone_puts_an_item_on_the_agenda_and_it_has_a_number_of_its_own()
    {
        Given(Planned, Item).When(new AddItem(Said("Lys"), null, ItemPurpose.Information, 5)).Then(new ItemAdded(2, null, Said("Lys"), ItemPurpose.Information, 5));
        Given(Planned).WhenTwice(new AddItem(null, Matter, ItemPurpose.Development)).ThenNothing();
        Given(Planned).When(new AddItem(null, null, ItemPurpose.Development)).ThenRefused(Meeting.ItemNeedsTitle);
    }

    [Fact]
    public void Who_cannot_come_says_it_beforehand()
    {
        Given(Planned, Item).When(new HearSeat(1, null, ShopSteward, Said("Det haster."))).Then(new SeatHeard(1, null, ShopSteward, Said("Det haster."), Beforehand: true));
        Given(Planned, Item).When(new HearSeat(1, null, ShopSteward)).ThenRefused(Meeting.NothingSaid);
        Given(Planned, Item, Opened).WhenTwice(new HearSeat(1, null, ShopSteward)).ThenNothing();
        Given(Planned, Item).When(new HearSeat(2, null, ShopSteward, Said("Det haster."))).ThenRefused(Meeting.NoSuchItem);
    }

    [Fact]
    public void A_meeting_is_opened_on_its_day_by_those_who_are_there()
    {
        Given(Planned).When(new OpenMeeting([Leader, ShopSteward], Leader, [Matter], true)).Then(new MeetingOpened([Leader, ShopSteward], Leader, [Matter], true));
        Given(Planned).When(new OpenMeeting([Leader], null, []), on: January).ThenRefused(Meeting.NotTheDayYet);
        Given(Planned).When(new OpenMeeting([], null, [])).ThenRefused(Meeting.NobodyPresent);
        Given(Planned).WhenTwice(new OpenMeeting([Leader], null, [])).ThenRefused(Meeting.AlreadyOpened);
        Given(Planned, Opened).When(new NoteAttendance([Leader])).Then(new AttendanceNoted([Leader]));
    }

    [Fact]
    public void The_standing_item_is_talked_about_or_passed_over_and_either_is_on_record()
    {
        Given(Planned, Opened, Concluded).When(Presents with { Of = ArenaKind.SteeringGroup }).Then(Presented);
        Given(Planned, Opened).When(new NoteWorkday(Said("Roligere.")) { Of = ArenaKind.SteeringGroup }).ThenRefused(Arena.OnlyForWorkingGroups);
        Given(Planned, Opened).When(new SkipWorkday { Of = ArenaKind.SteeringGroup }).ThenRefused(Arena.OnlyForWorkingGroups);
        Given(Planned, Opened, Concluded).When(Presents).ThenRefused(Meeting.WorkdayLeft);
        Given(Planned, Opened).WhenTwice(new SkipWorkday()).ThenNothing();
        Given(Planned, Opened, Concluded, Skipped).When(Presents).Then(Presented);
        Given(Planned, Opened).When(new NoteWorkday(null)).ThenRefused(Meeting.NothingSaid);
        Given(Planned, Opened, Concluded, new WorkdayNoted(Said("Roligere."), null)).When(Presents).Then(Presented);
    }

    [Fact]
    public void The_group_asks_itself_how_it_works_together_when_it_is_time()
    {
        var due = new MeetingOpened([Leader], null, [], Cooperation: true);
        Given(Planned, due, Skipped).When(Presents).ThenRefused(Meeting.CooperationLeft);
        Given(Planned, due, Skipped, new CooperationNoted(Said("Godt."), null)).When(Presents).Then(Presented);
    }

    [Fact]
    public void Minutes_are_finished_only_when_each_item_has_a_way_forward()
    {
        Given(Planned, Opened, Skipped).When(Presents).ThenRefused(Meeting.ItemWithoutWay);
        Given(Planned, Item, Opened, Skipped, Concluded).When(Presents).ThenRefused(Meeting.ItemWithoutWay);
    }

    [Fact]
    public void Every_party_confirms_the_way_forward_and_one_seat_speaks_for_its_party()
    {
        var half = new ItemConcluded(null, Matter, WayForward.Defer, Said("Vi venter."), [Leader, ShopSteward]);
        Given(Planned, Opened, Skipped, half).When(Presents).ThenRefused(Meeting.WayNotConfirmed);
        Given(Planned, Opened, Skipped, half, new WayConfirmed(null, Matter, SafetyRepresentative)).When(Presents).Then(Presented);
        Given(Planned, Opened, Skipped, half).When(new ConfirmWay(null, Matter)).ThenNothing();
        Given(Planned, Opened, Skipped).When(new ConfirmWay(null, Matter)).ThenRefused(Meeting.NoSuchItem);
        Given(Planned, Opened, Skipped, Concluded).When(new PresentMinutes()).ThenRefused(Meeting.NoParties);
    }

    [Fact]
    public void What_is_concluded_anew_is_confirmed_anew() =>
        Given(Planned, Opened, Skipped, Concluded, new ItemConcluded(null, Matter, WayForward.Closed, Said("Nok."), [Leader])).When(Presents).ThenRefused(Meeting.WayNotConfirmed);

    [Fact]
    public void Each_party_approves_the_minutes_from_its_own_seat()
    {
        Given(Planned, Opened, Skipped, Concluded, Presented).WhenTwice(new ApproveMinutes()).ThenNothing();
        Given(Planned, Opened, Skipped, Concluded).When(new ApproveMinutes()).ThenRefused(Meeting.NotPresented);
        Given(Planned, Opened, Skipped, Concluded, new MinutesPresented([[ShopSteward]])).When(new ApproveMinutes()).ThenRefused(Meeting.NotAParty);
        Assert.Equal(MeetingStage.Presented, Given(Approved[..^1]).State.Stage);
        Assert.Equal(MeetingStage.Approved, Given(Approved).State.Stage);
    }

    public static TheoryData<MeetingCommand> Changes =>
    [
        new NoteAttendance([Leader]), new NoteWorkday(Said("Noe annet.")), new SkipWorkday(), new NoteCooperation(Said("Noe annet.")),
        new ConcludeItem(null, Matter, WayForward.Closed, Said("Noe annet."), [Leader]), new ConfirmWay(null, Matter), new AddItem(Said("Noe annet"), null, ItemPurpose.Development),
        new HearSeat(null, Matter, Leader, Said("Noe annet.")), new ReopenMinutes(Said("Noe annet.")), Presents,
    ];

    /// <summary>INV-15.</summary>
    [Theory]
    [MemberData(nameof(Changes))]
    public void Nothing_changes_minutes_that_every_party_has_approved(MeetingCommand change) => Given(Approved).When(change).ThenRefused(Meeting.IsApproved);

    [Fact]
    public void What_was_wrong_in_approved_minutes_is_set_right_beside_it()
    {
        Given(Approved).When(new CorrectMinutes(1, Said("Klokka ti."), Said("Skrevet feil."))).Then(new MinutesCorrected(1, Said("Klokka ti."), Said("Skrevet feil.")));
        Given(Approved).When(new CorrectMinutes(9, Said("Klokka ti."), Said("Skrevet feil."))).ThenRefused(Meeting.NoSuchEntry);
        Given(Planned, Opened).When(new CorrectMinutes(1, Said("Klokka ti."), Said("Skrevet feil."))).ThenRefused(Meeting.NotPresented);
    }

    [Fact]
    public void Minutes_that_are_opened_again_are_approved_anew()
    {
        var reopened = new MinutesReopened(Said("Vi glemte noe."));
        Given([.. Approved[..^1]]).WhenTwice(new ReopenMinutes(Said("Vi glemte noe."))).ThenNothing();
        Given(Planned, Opened, Skipped, Concluded, Presented).When(new NoteWorkday(Said("Mer."))).ThenRefused(Meeting.IsPresented);
        Assert.Equal(MeetingStage.Presented, Given([.. Approved[..^1], reopened, Presented, new MinutesApproved(SafetyRepresentative)]).State.Stage);
    }

    [Fact]
    public void Said_twice_is_written_twice_only_where_it_is_something_new()
    {
        Given(Planned, Opened).WhenTwice(new NoteAttendance([Leader])).ThenNothing();
        Given(Planned, Opened).WhenTwice(new NoteWorkday(Said("Roligere."))).ThenNewVersion();
        Given(Planned, Opened).WhenTwice(new NoteCooperation(Said("Godt."))).ThenNewVersion();
        Given(Planned, Opened).WhenTwice(new ConcludeItem(null, Matter, WayForward.Agreed, Said("Vi gjør det."), [])).ThenNewVersion();
        Given(Planned, Opened, new ItemConcluded(null, Matter, WayForward.Agreed, Said("Vi gjør det."), [])).WhenTwice(new ConfirmWay(null, Matter)).ThenNothing();
        Given(Planned, Opened, Skipped, Concluded).WhenTwice(new PresentMinutes() { Parties = Parties }).ThenNothing();
        Given(Approved).WhenTwice(new CorrectMinutes(1, Said("Klokka ti."), Said("Skrevet feil."))).ThenNewVersion();
    }

    [Fact]
    public void What_belongs_in_the_meeting_waits_for_it()
    {
        Given(Planned).When(new SkipWorkday()).ThenRefused(Meeting.NotOpened);
        Given().When(new SkipWorkday()).ThenRefused(Meeting.NotPlannedYet);
    }

    [Fact]
    public void A_text_is_erased_in_every_stage_and_once() =>
        Given(Approved).WhenTwice(new EraseMeetingText(Said("Vi gjør det.").Id, ErasureReason.NamesSomeone)).ThenNothing();
}
