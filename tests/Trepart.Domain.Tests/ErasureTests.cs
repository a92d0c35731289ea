namespace Trepart.Domain.Tests;

/// <summary>A text can be erased at any stage, and once.</summary>
public sealed class ErasureTests
{
    private static readonly Words Title = new(new("01900000-0000-7000-8000-0000000000e1"), "title");
    private static readonly Words Text = new(new("01900000-0000-7000-8000-0000000000e2"), "text");

    [Fact]
    public void A_matters_text_is_erased_at_any_stage_and_once()
    {
        var raised = new MatterRaised(Title, Text, null, null);
        var erased = new MatterTextErased(Text.Id, ErasureReason.NamesSomeone);
        var erase = new EraseMatterText(Text.Id, ErasureReason.NamesSomeone);
        Matters().When(erase).ThenRefused(Matter.NotRaisedYet);
        Matters(raised).When(erase).Then(erased);
        Matters(raised).WhenTwice(new EraseMatterText(Text.Id, ErasureReason.NamesSomeone)).ThenNothing();
        Matters(raised, new MatterClosed(Text)).When(erase).Then(erased);
        Matters(raised, new MatterDeferred(new(2026, 3, 1), Text, [], null)).When(erase).Then(erased);
        Matters(raised, erased).When(erase).ThenNothing();
        Matters(raised, erased).When(new EraseMatterText(Title.Id, ErasureReason.AboutUser)).Then(new MatterTextErased(Title.Id, ErasureReason.AboutUser));
    }

    [Fact]
    public void An_inputs_text_is_erased_at_any_stage_and_once()
    {
        var received = new InputReceived(InputKind.Problem, Text, false);
        var erased = new InputTextErased(Text.Id, ErasureReason.Confidential);
        var erase = new EraseInputText(Text.Id, ErasureReason.Confidential);
        Inputs().When(erase).ThenRefused(Input.NotReceivedYet);
        Inputs(received).When(erase).Then(erased);
        Inputs(received).WhenTwice(new EraseInputText(Text.Id, ErasureReason.Confidential)).ThenNothing();
        Inputs(received, new InputWithdrawn()).When(erase).Then(erased);
        Inputs(received, erased).When(erase).ThenNothing();
    }

    private static Scenario<Matter, MatterCommand, MatterEvent> Matters(params MatterEvent[] events) => new(events);

    private static Scenario<Input, InputCommand, InputEvent> Inputs(params InputEvent[] events) => new(events);
}
