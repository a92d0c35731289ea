using Trepart.Domain;

namespace Trepart.Web.Trust;

/// <summary>What is asked, in our own words, and how the figures of it are said.</summary>
public static class TrustWords
{
    /// <summary>In the order of a sheet.</summary>
    public static IReadOnlyList<string> Dimensions { get; } = ["fairness", "trust", "cooperation"];

    /// <summary>The fields of the form, one for each statement.</summary>
    public static IReadOnlyList<string> Fields { get; } = [.. Dimensions.SelectMany(d => Enumerable.Range(1, TrustCheck.Statements).Select(n => $"{d}-{n}"))];

    public static string Dimension(Language text, string dimension) => text[$"trust.dimension.{dimension}"];

    /// <param name="field">One of <see cref="Fields"/>.</param>
    public static string Statement(Language text, string field) => text[$"trust.statement.{field}"];

    public static string Step(Language text, int step) => text[$"trust.step.{step}"];

    public static IReadOnlyList<(string Dimension, Many<int> Counts)> Of(TrustFigures figures) =>
        [.. Dimensions.Zip([figures.Fairness, figures.Trust, figures.Cooperation])];

    /// <summary>From 1 to 5; how often each step was chosen is never nothing.</summary>
    public static double Mean(Many<int> counts) => counts.Index().Sum(c => (c.Index + 1.0) * c.Item) / counts.Sum();
}
