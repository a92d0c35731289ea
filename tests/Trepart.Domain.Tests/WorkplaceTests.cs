namespace Trepart.Domain.Tests;

public sealed class WorkplaceTests
{
    private static readonly Guid Sector = new("01900000-0000-7000-8000-0000000000a1");
    private static readonly Guid Other = new("01900000-0000-7000-8000-0000000000a2");

    private static readonly WorkplaceEvent Unit = new WorkplaceRegistered(WorkplaceLevel.Unit, "Solbakken sykehjem", Sector, 62);

    private static Scenario<Workplace, WorkplaceCommand, WorkplaceEvent> Given(params WorkplaceEvent[] events) => new(events);

    [Fact]
    public void A_workplace_is_registered_with_how_many_work_there_and_not_who() =>
        Given()
            .When(new RegisterWorkplace(WorkplaceLevel.Unit, "Solbakken sykehjem", Sector, 62))
            .Then(Unit);

    [Fact]
    public void Registering_it_twice_is_refused() =>
        Given().WhenTwice(new RegisterWorkplace(WorkplaceLevel.Unit, "Solbakken sykehjem")).ThenRefused(Workplace.AlreadyRegistered);

    [Fact]
    public void Nothing_happens_to_a_workplace_that_is_not_registered() =>
        Assert.All(
            new WorkplaceCommand[]
            {
                new RenameWorkplace("Nytt"), new MoveWorkplace(Sector), new CountEmployees(3), new CloseWorkplace(), new ReopenWorkplace(), new PlaceUnder(WorkplaceLevel.Department),
            },
            command => Given().When(command).ThenRefused(Workplace.NotRegistered));

    [Theory]
    [InlineData(-1)]
    [InlineData(Workplace.MostEmployees + 1)]
    public void A_number_that_no_municipality_employs_is_refused(int number)
    {
        Given().When(new RegisterWorkplace(WorkplaceLevel.Unit, "Solbakken", null, number)).ThenRefused(Workplace.NotANumberOfPeople);
        Given(Unit).When(new CountEmployees(number)).ThenRefused(Workplace.NotANumberOfPeople);
        Given(Unit).When(new CountEmployees(Workplace.MostEmployees)).Then(new EmployeesCounted(Workplace.MostEmployees));
    }

    [Fact]
    public void It_is_renamed_moved_and_counted_and_the_same_again_changes_nothing()
    {
        Given(Unit).WhenTwice(new RenameWorkplace("Solsia")).ThenNothing();
        Given(Unit).WhenTwice(new MoveWorkplace(Other)).ThenNothing();
        Given(Unit).WhenTwice(new MoveWorkplace()).ThenNothing();
        Given(Unit).WhenTwice(new CountEmployees(0)).ThenNothing();
        Given(Unit).When(new MoveWorkplace(Sector)).ThenNothing();
    }

    [Fact]
    public void It_is_closed_and_nothing_but_a_new_name_happens_to_it_until_it_is_opened_again()
    {
        Given(Unit).WhenTwice(new CloseWorkplace()).ThenNothing();
        Assert.All(
            new WorkplaceCommand[] { new MoveWorkplace(Other), new CountEmployees(3), new PlaceUnder(WorkplaceLevel.Department) },
            command => Given(Unit, new WorkplaceClosed()).When(command).ThenRefused(Workplace.Closed));
        Given(Unit, new WorkplaceClosed()).When(new RenameWorkplace("Nytt")).Then(new WorkplaceRenamed("Nytt"));
        Given(Unit, new WorkplaceClosed()).WhenTwice(new ReopenWorkplace()).ThenNothing();
        Given(Unit, new WorkplaceClosed(), new WorkplaceReopened()).When(new CountEmployees(3)).Then(new EmployeesCounted(3));
    }

    [Fact]
    public void Another_is_placed_under_it_only_from_a_level_below_so_that_the_tree_has_no_rings()
    {
        Given(Unit).When(new PlaceUnder(WorkplaceLevel.Department)).ThenNothing();
        Given(Unit).When(new PlaceUnder(WorkplaceLevel.Unit)).ThenRefused(Workplace.NotAbove);
        Given(Unit).When(new PlaceUnder(WorkplaceLevel.Sector)).ThenRefused(Workplace.NotAbove);
    }
}
