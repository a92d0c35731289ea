namespace Trepart.Domain.Tests;

/// <summary>A group's own goals, and how far it says that it has come, quarter by quarter (IND-10, IND-15).</summary>
public sealed class GoalTests
{
    private static readonly Words Calmer = Facts.Said("Roligere netter");
    private static readonly Words Shorter = Facts.Said("Kortere nattevakter");
    private static readonly Words Fewer = Facts.Said("Færre ringer på.");
    private static readonly Words Note = Facts.Said("To netter var rolige.");

    private static readonly GoalEvent[] Set = [new GoalSet(GoalKind.WorkingEnvironment, Calmer, Fewer, Facts.February)];
    private static readonly GoalEvent[] Assessed = [.. Set, new GoalAssessed(2026, 1, Attainment.Partly, Note)];
    private static readonly GoalEvent[] Ended = [.. Set, new GoalEnded(Note)];

    private static Scenario<Goal, GoalCommand, GoalEvent> Of(params GoalEvent[] events) => new(events);

    [Fact]
    public void A_goal_is_set_once_on_the_day_that_the_group_does_it()
    {
        Of().When(new SetGoal(GoalKind.WorkingEnvironment, Calmer, Fewer)).Then(Set);
        Of().When(new SetGoal(GoalKind.Other, Calmer), Facts.June).Then(new GoalSet(GoalKind.Other, Calmer, null, Facts.June));
        Of().WhenTwice(new SetGoal(GoalKind.SickLeave, Calmer)).ThenRefused(Goal.AlreadySet);
    }

    [Fact]
    public void Nothing_is_done_with_a_goal_that_is_not_set()
    {
        foreach (var command in new GoalCommand[]
        {
            new ReviseGoal(GoalKind.Other, Calmer), new AssessGoal(2026, 1, Attainment.Partly), new EndGoal(), new ReopenGoal(), new EraseGoalText(Calmer.Id, ErasureReason.NamesSomeone),
        })
        {
            Of().When(command).ThenRefused(Goal.NotSet);
        }
    }

    [Fact]
    public void It_is_put_in_other_words_and_keeps_what_was_assessed()
    {
        Of(Assessed).WhenTwice(new ReviseGoal(GoalKind.Other, Shorter)).ThenNothing();
        Of(Assessed).When(new ReviseGoal(GoalKind.Other, Shorter)).Then(new GoalRevised(GoalKind.Other, Shorter, null));
        Of(Assessed).When(new ReviseGoal(GoalKind.WorkingEnvironment, Calmer, Fewer)).ThenNothing();

        // Each part of it by itself is another goal.
        Of(Set).When(new ReviseGoal(GoalKind.SickLeave, Calmer, Fewer)).Then(new GoalRevised(GoalKind.SickLeave, Calmer, Fewer));
        Of(Set).When(new ReviseGoal(GoalKind.WorkingEnvironment, Shorter, Fewer)).Then(new GoalRevised(GoalKind.WorkingEnvironment, Shorter, Fewer));
        Of(Set).When(new ReviseGoal(GoalKind.WorkingEnvironment, Calmer)).Then(new GoalRevised(GoalKind.WorkingEnvironment, Calmer, null));

        Of([.. Assessed, new GoalRevised(GoalKind.Other, Shorter, null)]).When(new AssessGoal(2026, 1, Attainment.Partly, Note)).ThenNothing();
    }

    [Fact]
    public void It_is_assessed_for_a_quarter_and_again_where_the_group_sees_it_otherwise()
    {
        Of(Set).WhenTwice(new AssessGoal(2026, 1, Attainment.NotYet)).ThenNothing();
        Of(Set).WhenTwice(new AssessGoal(2026, 1, Attainment.Partly, Note)).ThenNothing();
        Of(Assessed).When(new AssessGoal(2026, 1, Attainment.Partly, Note)).ThenNothing();
        Of(Assessed).When(new AssessGoal(2026, 1, Attainment.Mostly, Note)).Then(new GoalAssessed(2026, 1, Attainment.Mostly, Note));
        Of(Assessed).When(new AssessGoal(2026, 1, Attainment.Partly)).Then(new GoalAssessed(2026, 1, Attainment.Partly, null));

        // The latest is what counts, so that going back to the first is a correction too.
        Of([.. Assessed, new GoalAssessed(2026, 1, Attainment.Mostly, Note)]).When(new AssessGoal(2026, 1, Attainment.Partly, Note)).Then(new GoalAssessed(2026, 1, Attainment.Partly, Note));

        // Each quarter has its own.
        Of(Assessed).When(new AssessGoal(2026, 2, Attainment.Partly, Note), Facts.June).Then(new GoalAssessed(2026, 2, Attainment.Partly, Note));
    }

    [Theory]
    [InlineData(2026, 0)]
    [InlineData(2026, 5)]
    [InlineData(26, 1)]
    public void It_is_assessed_for_a_quarter_of_a_year(int year, int quarter) =>
        Of(Set).When(new AssessGoal(year, quarter, Attainment.Reached)).ThenRefused(Goal.NotAQuarter);

    [Fact]
    public void It_is_assessed_for_no_quarter_that_has_not_begun()
    {
        Of(Set).When(new AssessGoal(2026, 2, Attainment.Reached), new DateOnly(2026, 3, 31)).ThenRefused(Goal.QuarterIsAhead);
        Of(Set).When(new AssessGoal(2026, 2, Attainment.Reached), new DateOnly(2026, 4, 1)).Then(new GoalAssessed(2026, 2, Attainment.Reached, null));
        Of(Set).When(new AssessGoal(2027, 1, Attainment.Reached)).ThenRefused(Goal.QuarterIsAhead);
    }

    [Fact]
    public void It_is_assessed_for_no_quarter_before_the_one_it_was_set_in()
    {
        Of(Set).When(new AssessGoal(2025, 4, Attainment.NotYet)).ThenRefused(Goal.QuarterBeforeGoal);
        Of(new GoalSet(GoalKind.Other, Calmer, null, new(2026, 3, 31))).When(new AssessGoal(2026, 1, Attainment.NotYet), Facts.June).Then(new GoalAssessed(2026, 1, Attainment.NotYet, null));
        Of(new GoalSet(GoalKind.Other, Calmer, null, new(2026, 4, 1))).When(new AssessGoal(2026, 1, Attainment.NotYet), Facts.June).ThenRefused(Goal.QuarterBeforeGoal);
    }

    [Fact]
    public void A_group_ends_its_goal_and_takes_it_up_again()
    {
        Of(Set).When(new EndGoal(Note)).Then(new GoalEnded(Note));
        Of(Set).WhenTwice(new EndGoal()).ThenNothing();
        Of(Set).When(new ReopenGoal()).ThenNothing();
        Of(Ended).When(new ReviseGoal(GoalKind.Other, Shorter)).ThenRefused(Goal.IsEnded);
        Of(Ended).When(new AssessGoal(2026, 1, Attainment.Reached)).ThenRefused(Goal.IsEnded);
        Of(Ended).When(new SetGoal(GoalKind.Other, Shorter)).ThenRefused(Goal.AlreadySet);

        Of(Ended).WhenTwice(new ReopenGoal()).ThenNothing();
        Of([.. Ended, new GoalReopened()]).When(new AssessGoal(2026, 1, Attainment.Reached)).Then(new GoalAssessed(2026, 1, Attainment.Reached, null));
        Of([.. Ended, new GoalReopened()]).When(new EndGoal()).Then(new GoalEnded(null));
    }

    [Fact]
    public void A_text_of_it_is_erased_once_also_when_it_is_ended()
    {
        Of(Ended).When(new EraseGoalText(Note.Id, ErasureReason.NamesSomeone)).Then(new GoalTextErased(Note.Id, ErasureReason.NamesSomeone));
        Of(Ended).WhenTwice(new EraseGoalText(Note.Id, ErasureReason.NamesSomeone)).ThenNothing();
        Of(Assessed).WhenTwice(new EraseGoalText(Calmer.Id, ErasureReason.WrongPlace)).ThenNothing();
    }

    [Fact]
    public void Every_group_is_offered_three_kinds_to_begin_with() =>
        Assert.Equal([GoalKind.Cooperation, GoalKind.SickLeave, GoalKind.WorkingEnvironment], Goal.Offered);

    [Fact]
    public void A_quarter_is_three_months_and_every_day_lies_in_one()
    {
        for (var day = new DateOnly(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
        {
            var (year, quarter) = Figures.QuarterOf(day);
            Assert.InRange(day, Figures.StartOf(year, quarter), Figures.EndOf(year, quarter));
        }

        Assert.Equal((new DateOnly(2026, 10, 1), new DateOnly(2026, 12, 31)), (Figures.StartOf(2026, 4), Figures.EndOf(2026, 4)));
    }
}
