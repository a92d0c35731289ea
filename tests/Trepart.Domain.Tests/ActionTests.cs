using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

public sealed class ActionTests
{
    private static readonly ActionEvent Agreed = new ActionAgreed(Said("Henge opp planen"), [ShopSteward], March, false, null, null, null);

    private static Scenario<GroupAction, ActionCommand, ActionEvent> Given(params ActionEvent[] events) => new(events);

    [Fact]
    public void An_action_says_who_does_what_by_when()
    {
        Given().When(new AgreeAction(Said("Henge opp planen"), [ShopSteward], March)).Then(Agreed);
        Given().When(new AgreeAction(Said("Henge opp planen"), [ShopSteward], January)).ThenRefused(GroupAction.DueHasPassed);
        Given().WhenTwice(new AgreeAction(Said("Henge opp planen"), [])).ThenRefused(GroupAction.AlreadyAgreed);
    }

    [Fact]
    public void What_is_done_together_is_done_by_two() =>
        Given().When(new AgreeAction(Said("Henge opp planen"), [ShopSteward], Joint: true)).ThenRefused(GroupAction.JointNeedsTwo);

    [Fact]
    public void Anyone_takes_it_on_once() => Given(Agreed).WhenTwice(new TakeAction()).ThenNothing();

    [Fact]
    public void It_is_done_carried_on_or_dropped_with_a_reason()
    {
        Given(Agreed).WhenTwice(new CompleteAction()).ThenNothing();
        Given(Agreed).WhenTwice(new DropAction(Said("Ikke nødvendig."))).ThenNothing();
        Given(Agreed).WhenTwice(new CarryAction(June, Said("Tavla mangler."))).ThenNewVersion();
        Given(Agreed).When(new CarryAction(January, Said("Tavla mangler."))).ThenRefused(GroupAction.DueHasPassed);
        Given(Agreed, new ActionCompleted(null)).When(new DropAction(Said("Nei."))).ThenRefused(GroupAction.IsDone);
        Given(Agreed, new ActionDropped(Said("Nei."))).When(new TakeAction()).ThenRefused(GroupAction.IsDropped);
        Given().When(new TakeAction()).ThenRefused(GroupAction.NotAgreedYet);
    }

    [Fact]
    public void A_text_is_erased_once() => Given(Agreed).WhenTwice(new EraseActionText(Said("Henge opp planen").Id, ErasureReason.NamesSomeone)).ThenNothing();
}
