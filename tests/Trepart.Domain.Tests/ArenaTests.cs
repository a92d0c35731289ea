namespace Trepart.Domain.Tests;

public sealed class ArenaTests
{
    private static Scenario<Arena, ArenaCommand, ArenaEvent> Given(params ArenaEvent[] events) => new(events);

    [Fact]
    public void A_working_group_is_established_at_its_workplace() =>
        Given()
            .When(new EstablishArena(ArenaKind.WorkingGroup, "HMS-gruppa", "Solbakken sykehjem"))
            .Then(new ArenaEstablished(ArenaKind.WorkingGroup, "HMS-gruppa", "Solbakken sykehjem"));

    [Fact]
    public void A_working_group_belongs_to_a_workplace() =>
        Given()
            .When(new EstablishArena(ArenaKind.WorkingGroup, "HMS-gruppa", null))
            .ThenRefused(Arena.WorkingGroupNeedsWorkplace);

    [Fact]
    public void The_steering_group_belongs_to_the_whole_municipality() =>
        Given()
            .When(new EstablishArena(ArenaKind.SteeringGroup, "Styringsgruppa", null))
            .Then(new ArenaEstablished(ArenaKind.SteeringGroup, "Styringsgruppa", null));

    [Fact]
    public void Establishing_an_arena_twice_is_refused() =>
        Given()
            .WhenTwice(new EstablishArena(ArenaKind.SteeringGroup, "Styringsgruppa", null))
            .ThenRefused(Arena.AlreadyEstablished);

    private static readonly Guid Node = new("01900000-0000-7000-8000-0000000000a1");
    private static readonly ArenaEvent Group = new ArenaEstablished(ArenaKind.WorkingGroup, "HMS-gruppa", "Solbakken sykehjem");
    private static readonly ArenaEvent Steering = new ArenaEstablished(ArenaKind.SteeringGroup, "Styringsgruppa", null);

    [Fact]
    public void A_working_group_is_established_in_the_tree_and_builds_on_a_meeting_that_is_there() =>
        Given()
            .When(new EstablishArena(ArenaKind.WorkingGroup, "HMS-gruppa", null, Node, ExistingMeeting.HmsMeeting, MeetingRhythm.Monthly))
            .Then(new ArenaEstablished(ArenaKind.WorkingGroup, "HMS-gruppa", null, Node), new MeetingChosen(ExistingMeeting.HmsMeeting, MeetingRhythm.Monthly));

    [Fact]
    public void The_steering_group_has_no_place_in_the_tree()
    {
        Given().When(new EstablishArena(ArenaKind.SteeringGroup, "Styringsgruppa", null, Node)).ThenRefused(Arena.OnlyForWorkingGroups);
        Given(Steering).When(new AttachArena(Node)).ThenRefused(Arena.OnlyForWorkingGroups);
        Given(Steering).When(new NoteDeviation(CompositionPoint.NoLeader, Facts.Said("Slik er det."))).ThenRefused(Arena.OnlyForWorkingGroups);
    }

    [Fact]
    public void A_seat_has_its_place_in_one_kind_of_group()
    {
        Given(Steering).When(new WelcomeSeat(SeatRole.Mayor)).ThenNothing();
        Given(Group).When(new WelcomeSeat(SeatRole.Politician)).ThenRefused(Arena.SeatIsOfSteeringGroup);
        Given(Group).When(new WelcomeSeat(SeatRole.Employee)).ThenNothing();
        Given(Steering).When(new WelcomeSeat(SeatRole.ShopSteward)).ThenRefused(Arena.SeatIsOfWorkingGroup);
        foreach (var somewhere in new[] { Group, Steering })
            Given(somewhere).When(new WelcomeSeat(SeatRole.Helper)).ThenNothing();
    }

    [Fact]
    public void What_is_a_workplaces_own_has_no_place_in_the_steering_group()
    {
        Given(Group).When(new WelcomeWork()).ThenNothing();
        foreach (var command in new ArenaCommand[]
        {
            new WelcomeWork(), new ChooseMeeting(ExistingMeeting.HmsMeeting, MeetingRhythm.Monthly), new SetMaturity(GroupMaturity.Lasting),
            new StatePurpose(Facts.Said("En god dag.")), new StateInvolvement(Facts.Said("Vi spør.")),
        })
        {
            Given(Steering).When(command).ThenRefused(Arena.OnlyForWorkingGroups);
        }

        Given().When(new EstablishArena(ArenaKind.SteeringGroup, "Styringsgruppa", null, BuildsOn: ExistingMeeting.CooperationForum)).ThenRefused(Arena.OnlyForWorkingGroups);
    }

    [Fact]
    public void A_group_from_before_there_was_a_tree_is_attached_to_it() => Given(Group).WhenTwice(new AttachArena(Node)).ThenNothing();

    [Fact]
    public void The_group_chooses_its_meeting_and_says_how_far_it_has_come_and_the_same_again_changes_nothing()
    {
        Given(Group).WhenTwice(new ChooseMeeting(ExistingMeeting.PlanningMeeting, MeetingRhythm.Monthly)).ThenNothing();
        Given(Group, new MeetingChosen(ExistingMeeting.PlanningMeeting, null)).When(new ChooseMeeting(ExistingMeeting.PlanningMeeting, MeetingRhythm.Monthly))
            .Then(new MeetingChosen(ExistingMeeting.PlanningMeeting, MeetingRhythm.Monthly));
        Given(Group).WhenTwice(new SetMaturity(GroupMaturity.Starting)).ThenNothing();
    }

    [Fact]
    public void The_purpose_and_the_reason_for_a_deviation_are_written_anew_as_often_as_the_group_likes()
    {
        Given(Group).WhenTwice(new StatePurpose(Facts.Said("En god arbeidsdag."))).ThenNewVersion();
        Given(Group).WhenTwice(new StateInvolvement(Facts.Said("Vi spør på personalmøtet."))).ThenNewVersion();
        Given(Group).WhenTwice(new NoteDeviation(CompositionPoint.NoDepartmentLeader, Facts.Said("De er to og bytter på."))).ThenNewVersion();
    }

    [Fact]
    public void Nothing_is_said_of_a_group_that_is_not_established() =>
        Assert.All(
            new ArenaCommand[]
            {
                new AttachArena(Node), new ChooseMeeting(ExistingMeeting.NewMeeting, MeetingRhythm.Weekly), new StatePurpose(Facts.Said("Noe.")), new SetMaturity(GroupMaturity.Lasting),
                new NoteDeviation(CompositionPoint.NoLeader, Facts.Said("Noe.")), new StateInvolvement(Facts.Said("Noe.")),
            },
            command => Given().When(command).ThenRefused(Arena.NotEstablished));
}
