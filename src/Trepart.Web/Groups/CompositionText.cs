using Trepart.Domain;

namespace Trepart.Web.Groups;

/// <summary>Advice on how a group is put together, in words.</summary>
public static class CompositionText
{
    /// <summary>What is to think about.</summary>
    public static string Of(Language text, CompositionAdvice advice) => text.Say($"composition.{advice.Point}", ("unions", text.List(advice.Unions)));

    /// <summary>Why it is recommended.</summary>
    public static string Why(Language text, CompositionPoint point) => text[$"composition.why.{point}"];
}
