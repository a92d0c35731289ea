using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

public sealed class InputTests
{
    private static readonly Guid Rosters = new("01900000-0000-7000-8000-0000000000a1");
    private static readonly Guid Vans = new("01900000-0000-7000-8000-0000000000a2");

    private static readonly InputEvent Received = new InputReceived(InputKind.Suggestion, Said("Kan vi rotere?"), false);
    private static readonly InputEvent Answered = new InputAnswered(Disposition.Later, Said("Vi tar det i mars."));
    private static readonly InputEvent Routed = new InputRouted(Route.SafetyRepresentative, Said("Verneombudet følger opp."));
    private static readonly InputEvent Linked = new InputLinked(Rosters);
    private static readonly InputEvent Withdrawn = new InputWithdrawn();
    private static readonly InputEvent Read = new InputAnswerRead();

    private static Scenario<Input, InputCommand, InputEvent> Given(params InputEvent[] events) => new(events);

    // Giving

    [Fact]
    public void An_employee_gives_an_input() =>
        Given()
            .When(new GiveInput(InputKind.Suggestion, Said("Kan vi rotere?")))
            .Then(Received);

    [Fact]
    public void An_input_may_be_passed_on_for_a_colleague() =>
        Given()
            .When(new GiveInput(InputKind.Problem, Said("Det er trangt."), OnBehalf: true))
            .Then(new InputReceived(InputKind.Problem, Said("Det er trangt."), true));

    [Fact]
    public void Giving_an_input_twice_is_refused() =>
        Given()
            .WhenTwice(new GiveInput(InputKind.Suggestion, Said("Kan vi rotere?")))
            .ThenRefused(Input.AlreadyReceived);

    [Fact]
    public void Nothing_happens_to_an_input_that_is_not_given() =>
        Assert.All(
            new InputCommand[]
            {
                new AnswerInput(Disposition.Later, Said("Vi tar det i mars.")),
                new LinkInput(Rosters),
                new RouteInput(Route.Leader, Said("Lederen vet.")),
                new WithdrawInput(),
                new NoteAnswerRead(),
            },
            command => Given().When(command).ThenRefused(Input.NotReceivedYet));

    // Answering

    [Fact]
    public void Every_answer_is_given_with_its_reason() =>
        Assert.All(
            Enum.GetValues<Disposition>(),
            disposition => Given(Received)
                .When(new AnswerInput(disposition, Said("Derfor.")))
                .Then(new InputAnswered(disposition, Said("Derfor."))));

    [Fact]
    public void No_answer_is_given_without_a_reason() =>
        Assert.All(
            Enum.GetValues<Disposition>(),
            disposition => Given(Received)
                .When(new AnswerInput(disposition, null))
                .ThenRefused(Input.ReasonRequired));

    [Fact]
    public void Answering_twice_gives_a_new_version() =>
        Given(Received)
            .WhenTwice(new AnswerInput(Disposition.Later, Said("Vi tar det i mars.")))
            .ThenNewVersion();

    [Fact]
    public void What_was_routed_may_be_answered_after_all() =>
        Given(Received, Routed)
            .When(new AnswerInput(Disposition.Later, Said("Vi tar det i mars.")))
            .Then(Answered);

    // Routing

    [Fact]
    public void What_belongs_elsewhere_is_routed_with_its_reason() =>
        Assert.All(
            Enum.GetValues<Route>(),
            to => Given(Received)
                .When(new RouteInput(to, Said("Derfor.")))
                .Then(new InputRouted(to, Said("Derfor."))));

    [Fact]
    public void Nothing_is_routed_without_a_reason() =>
        Given(Received)
            .When(new RouteInput(Route.Whistleblowing, null))
            .ThenRefused(Input.ReasonRequired);

    [Fact]
    public void Routing_twice_gives_a_new_version() =>
        Given(Received)
            .WhenTwice(new RouteInput(Route.Leader, Said("Lederen vet.")))
            .ThenNewVersion();

    [Fact]
    public void What_was_answered_may_be_routed_after_all() =>
        Given(Received, Answered)
            .When(new RouteInput(Route.SafetyRepresentative, Said("Verneombudet følger opp.")))
            .Then(Routed);

    // Linking

    [Fact]
    public void An_input_is_linked_to_the_matter_it_led_to() =>
        Assert.All(
            new InputEvent[][] { [Received], [Received, Answered], [Received, Routed] },
            events => Given(events).When(new LinkInput(Rosters)).Then(Linked));

    [Fact]
    public void Linking_twice_changes_nothing() =>
        Given(Received)
            .WhenTwice(new LinkInput(Rosters))
            .ThenNothing();

    [Fact]
    public void An_input_leads_to_one_matter() =>
        Given(Received, Linked)
            .When(new LinkInput(Vans))
            .ThenRefused(Input.LinkedToAnother);

    [Fact]
    public void An_input_that_was_linked_to_the_wrong_matter_is_moved()
    {
        Given(Received, Linked).When(new RelinkInput(Vans, Said("Det gjaldt bilene."))).Then(new InputRelinked(Vans, Said("Det gjaldt bilene.")));
        Given(Received, Linked).WhenTwice(new RelinkInput(Vans, Said("Det gjaldt bilene."))).ThenNothing();
        Assert.Equal(Vans, Given(Received, Linked, new InputRelinked(Vans, Said("Det gjaldt bilene."))).State.Matter);
    }

    [Fact]
    public void What_is_linked_to_nothing_is_not_moved() =>
        Given(Received).When(new RelinkInput(Vans, Said("Det gjaldt bilene."))).ThenRefused(Input.NotLinked);

    // Withdrawing

    [Fact]
    public void The_giver_may_withdraw_an_input_that_is_not_answered() =>
        Assert.All(
            new InputEvent[][] { [Received], [Received, Linked] },
            events => Given(events).When(new WithdrawInput()).Then(Withdrawn));

    [Fact]
    public void Withdrawing_twice_changes_nothing() =>
        Given(Received)
            .WhenTwice(new WithdrawInput())
            .ThenNothing();

    [Fact]
    public void What_is_answered_or_routed_is_not_withdrawn() =>
        Assert.All(
            new[] { Answered, Routed },
            answer => Given(Received, answer).When(new WithdrawInput()).ThenRefused(Input.AlreadyAnswered));

    [Fact]
    public void A_withdrawn_input_is_left_alone() =>
        Assert.All(
            new InputCommand[]
            {
                new AnswerInput(Disposition.Later, Said("Vi tar det i mars.")),
                new AnswerInput(Disposition.Later, null),
                new LinkInput(Rosters),
                new RouteInput(Route.Leader, Said("Lederen vet.")),
                new NoteAnswerRead(),
            },
            command => Given(Received, Withdrawn).When(command).ThenRefused(Input.IsWithdrawn));

    [Fact]
    public void A_withdrawn_input_is_not_given_again() =>
        Given(Received, Withdrawn)
            .When(new GiveInput(InputKind.Suggestion, Said("Kan vi rotere?")))
            .ThenRefused(Input.AlreadyReceived);

    // Reading the answer

    [Fact]
    public void The_giver_has_read_the_answer() =>
        Assert.All(
            new[] { Answered, Routed },
            answer => Given(Received, answer).When(new NoteAnswerRead()).Then(Read));

    [Fact]
    public void Reading_twice_changes_nothing() =>
        Given(Received, Answered)
            .WhenTwice(new NoteAnswerRead())
            .ThenNothing();

    [Fact]
    public void There_is_nothing_to_read_before_the_answer() =>
        Given(Received)
            .When(new NoteAnswerRead())
            .ThenRefused(Input.NotAnswered);

    [Fact]
    public void A_new_answer_is_unread() =>
        Assert.All(
            new[] { Answered, Routed },
            answer => Given(Received, Answered, Read, answer).When(new NoteAnswerRead()).Then(Read));

    [Fact]
    public void An_answer_keeps_the_link()
    {
        var state = Given(Received, Linked, Answered).State;

        Assert.Equal((InputStage.Answered, Rosters), (state.Stage, state.Matter!.Value));
    }
}
