using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

public sealed class UnnamedInputTests
{
    private static readonly InputEvent Received = new UnnamedInputReceived(InputKind.Idea, Said("En benk ute."), null);
    private static readonly InputEvent Asked = new GiverAsked(Said("Hvor da?"));

    private static Scenario<Input, InputCommand, InputEvent> Given(params InputEvent[] events) => new(events);

    [Fact]
    public void It_is_let_in_once()
    {
        Given().When(new ReleaseInput(InputKind.Idea, Said("En benk ute."), null)).Then(Received);
        Given().WhenTwice(new ReleaseInput(InputKind.Idea, Said("En benk ute."), null)).ThenRefused(Input.AlreadyReceived);
        Given(Received).When(new GiveInput(InputKind.Idea, Said("En benk ute."))).ThenRefused(Input.AlreadyReceived);
    }

    [Fact]
    public void It_is_answered_with_a_reason_as_any_other()
    {
        Given(Received).When(new AnswerInput(Disposition.TakenUp, Said("Ja."))).Then(new InputAnswered(Disposition.TakenUp, Said("Ja.")));
        Given(Received).When(new AnswerInput(Disposition.TakenUp, null)).ThenRefused(Input.ReasonRequired);
    }

    [Fact]
    public void The_group_asks_one_thing_at_a_time_and_the_giver_may_write_whenever()
    {
        Given(Received).When(new AskGiver(Said("Hvor da?"))).Then(Asked);
        Given(Received).WhenTwice(new AskGiver(Said("Hvor da?"))).ThenRefused(Input.AlreadyAsked);
        Given(Received, Asked).When(new ReplyToGroup(Said("Ved lekeplassen."))).Then(new GiverReplied(Said("Ved lekeplassen.")));
        Given(Received).When(new ReplyToGroup(Said("Jeg glemte noe."))).Then(new GiverReplied(Said("Jeg glemte noe.")));
        Given(Received, Asked, new GiverReplied(Said("Der."))).When(new AskGiver(Said("Hvor da?"))).Then(Asked);
        Given(Received, new InputWithdrawn()).When(new AskGiver(Said("Hvor da?"))).ThenRefused(Input.IsWithdrawn);
    }

    [Fact]
    public void What_the_giver_says_again_is_heard_again() =>
        Given(Received, Asked).WhenTwice(new ReplyToGroup(Said("Der."))).ThenNewVersion();

    [Fact]
    public void A_link_is_opened_once_and_closed_for_good()
    {
        Link().When(new OpenInputLink()).Then(new InputLinkOpened(null));
        Link().WhenTwice(new OpenInputLink(Said("Vaktrommet"))).ThenRefused(InputLink.AlreadyOpened);
        Link(new InputLinkOpened(null)).WhenTwice(new CloseInputLink()).ThenNothing();
        Link(new InputLinkOpened(null), new InputLinkClosed()).When(new OpenInputLink()).ThenRefused(InputLink.AlreadyOpened);
        Link().When(new CloseInputLink()).ThenRefused(InputLink.NotOpened);
    }

    private static Scenario<InputLink, InputLinkCommand, InputLinkEvent> Link(params InputLinkEvent[] events) => new(events);
}
