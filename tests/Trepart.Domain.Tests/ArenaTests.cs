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
}
