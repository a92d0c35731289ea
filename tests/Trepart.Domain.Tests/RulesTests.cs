namespace Trepart.Domain.Tests;

public sealed class RulesTests
{
    private static readonly AdoptRules Adopt = new([Facts.Said("Alle blir hørt."), Facts.Said("Vi utsetter når vi er uenige.")]);

    private static Scenario<Rules, RulesCommand, RulesEvent> Given(params RulesEvent[] events) => new(events);

    [Fact]
    public void A_version_of_the_rules_is_adopted() => Given().When(Adopt).Then(new RulesAdopted(Adopt.Points));

    [Fact]
    public void The_same_version_is_not_adopted_twice() => Given().WhenTwice(new AdoptRules(Adopt.Points)).ThenRefused(Rules.AlreadyAdopted);

    [Fact]
    public void There_is_at_least_one_rule() => Given().When(new AdoptRules([])).ThenRefused(Rules.NoRule);
}
