namespace Trepart.Domain.Tests;

/// <summary>The register of training: the same for every role, by seat, and what a group lacks (HLP-15, HLP-16, MET-32).</summary>
public sealed class TrainingTests
{
    private static readonly Words Title = Facts.Said("Den norske modellen");
    private static readonly Words Reason = Facts.Said("Ingen kunne.");
    private static readonly Guid Course = Guid.CreateVersion7();
    private static readonly Guid Group = Guid.CreateVersion7();

    private static readonly TrainingEvent[] Planned = [new TrainingPlanned(Title, TrainingKind.WorkingLifeModel, Facts.January, TrainingAudience.Everyone)];
    private static readonly TrainingEvent[] Held = [.. Planned, new TrainingHeld(Facts.January)];
    private static readonly TrainingEvent[] Cancelled = [.. Planned, new TrainingCancelled(Reason)];
    private static readonly ParticipationEvent[] Registered = [new ParticipationRegistered(Course, [Facts.Leader])];

    private static Scenario<Training, TrainingCommand, TrainingEvent> Of(params TrainingEvent[] events) => new(events);

    private static Scenario<Participation, ParticipationCommand, ParticipationEvent> Part(params ParticipationEvent[] events) => new(events);

    [Fact]
    public void A_training_is_planned_moved_and_held_on_a_day_that_has_come()
    {
        Of().WhenTwice(new PlanTraining(Title, TrainingKind.Method, Facts.June, TrainingAudience.Everyone)).ThenRefused(Training.AlreadyPlanned);
        Of().When(new HoldTraining()).ThenRefused(Training.NotPlannedYet);
        Of().When(new PlanTraining(Title, TrainingKind.Method, Facts.June, TrainingAudience.Everyone, Held: true)).ThenRefused(Training.DayIsAhead);
        Of().When(new PlanTraining(Title, TrainingKind.Method, Facts.January, TrainingAudience.Leaders, Held: true))
            .Then(new TrainingPlanned(Title, TrainingKind.Method, Facts.January, TrainingAudience.Leaders), new TrainingHeld(Facts.January));

        Of(Planned).WhenTwice(new EditTraining(Title, TrainingKind.Role, Facts.June, TrainingAudience.ShopStewards)).ThenNewVersion();
        Of(Planned).WhenTwice(new HoldTraining()).ThenNothing();
        Of(Planned).When(new HoldTraining()).Then(new TrainingHeld(Facts.January));
        Of(Planned).When(new HoldTraining(Facts.February)).Then(new TrainingHeld(Facts.February));
        Of(Planned).When(new HoldTraining(Facts.March)).ThenRefused(Training.DayIsAhead);
        Of(Held).When(new EditTraining(Title, TrainingKind.Method, Facts.March, TrainingAudience.Everyone)).ThenRefused(Training.DayIsAhead);
        Of(Held).When(new EditTraining(Title, TrainingKind.Method, Facts.February, TrainingAudience.Everyone))
            .Then(new TrainingEdited(Title, TrainingKind.Method, Facts.February, TrainingAudience.Everyone));

        // Moved ahead, it cannot have been held.
        Of([.. Planned, new TrainingEdited(Title, TrainingKind.Method, Facts.June, TrainingAudience.Everyone)]).When(new HoldTraining()).ThenRefused(Training.DayIsAhead);
    }

    [Fact]
    public void A_training_that_is_cancelled_was_had_by_nobody()
    {
        Of(Planned).WhenTwice(new CancelTraining(Reason)).ThenNothing();
        Of(Held).When(new CancelTraining(Reason)).Then(new TrainingCancelled(Reason));
        Of(Cancelled).When(new HoldTraining()).ThenRefused(Training.IsCancelled);
        Of(Cancelled).When(new HearParticipation()).ThenRefused(Training.IsCancelled);
        Of(Cancelled).WhenTwice(new EraseTrainingText(Title.Id, ErasureReason.NamesSomeone)).ThenNothing();
    }

    [Fact]
    public void Who_took_part_is_put_on_record_when_it_has_been_held()
    {
        Of(Planned).When(new HearParticipation()).ThenRefused(Training.NotHeld);
        Of(Held).When(new HearParticipation()).ThenNothing();

        Part().WhenTwice(new RegisterParticipation(Course, [Facts.Leader])).ThenRefused(Participation.AlreadyRegistered);
        Part().When(new RegisterParticipation(Course, [])).ThenRefused(Participation.Nobody);
        Part().When(new WithdrawParticipation()).ThenRefused(Participation.NotRegistered);
    }

    [Fact]
    public void What_was_put_on_record_wrongly_is_put_right_or_taken_back()
    {
        Part(Registered).WhenTwice(new CorrectParticipation([Facts.Leader, Facts.ShopSteward])).ThenNothing();
        Part(Registered).When(new CorrectParticipation([])).ThenRefused(Participation.Nobody);
        Part(Registered).WhenTwice(new WithdrawParticipation()).ThenNothing();
        Part([.. Registered, new ParticipationWithdrawn()]).When(new CorrectParticipation([Facts.ShopSteward])).ThenRefused(Participation.TakenBack);
    }

    [Fact]
    public void A_group_lacks_what_is_meant_for_its_seats_and_nothing_else()
    {
        TrainedSeat[] seats =
        [
            new(Facts.Leader, Group, SeatRole.UnitLeader, [TrainingKind.WorkingLifeModel]),
            new(Facts.ShopSteward, Group, SeatRole.ShopSteward, []),
            new(Facts.SafetyRepresentative, Group, SeatRole.SafetyRepresentative, [TrainingKind.Method, TrainingKind.Other]),
            new(Guid.CreateVersion7(), Group, SeatRole.Employee, []),
        ];
        var found = TrainingCoverage.In(
            seats,
            [
                (TrainingKind.Role, TrainingAudience.ShopStewards), (TrainingKind.WorkingLifeModel, TrainingAudience.Everyone), (TrainingKind.Method, TrainingAudience.SafetyRepresentatives),
                (TrainingKind.Other, TrainingAudience.Everyone), (TrainingKind.WorkingEnvironment, TrainingAudience.SteeringGroup),
            ]);

        Assert.Equal([(TrainingKind.Method, 1, 1), (TrainingKind.WorkingLifeModel, 1, 3), (TrainingKind.Role, 0, 1)], found.Select(f => (f.Kind, f.Had, f.Of)));
        Assert.Equal([Facts.ShopSteward, Facts.SafetyRepresentative], found[1].Lacking);
        Assert.Empty(TrainingCoverage.In(seats, []));
    }

    [Theory]
    [InlineData(SeatRole.UnitLeader, TrainingKind.WorkingLifeModel, false)]
    [InlineData(SeatRole.UnitLeader, TrainingKind.Method, true)]
    [InlineData(SeatRole.DepartmentLeader, TrainingKind.Role, true)]
    [InlineData(SeatRole.ShopSteward, TrainingKind.Method, false)]
    public void It_is_advised_that_each_leader_knows_the_model(SeatRole role, TrainingKind had, bool advised) =>
        Assert.Equal(advised ? [Advice.LeaderNeedsTheModel] : [], TrainingCoverage.AdviceOn([new(Facts.Leader, Group, role, [had])]));

    [Fact]
    public void Each_audience_knows_whom_it_is_for()
    {
        Assert.Equal(
            [SeatRole.UnitLeader, SeatRole.DepartmentLeader, SeatRole.ShopSteward, SeatRole.SafetyRepresentative],
            Enum.GetValues<SeatRole>().Where(r => Training.IsFor(TrainingAudience.Everyone, r)));
        Assert.All(Enum.GetValues<SeatRole>().Where(r => Training.IsFor(TrainingAudience.SteeringGroup, r)), r => Assert.True(Arena.Fits(r, ArenaKind.SteeringGroup) && !Arena.Fits(r, ArenaKind.WorkingGroup)));
    }
}
