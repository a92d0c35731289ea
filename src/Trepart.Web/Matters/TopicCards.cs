using Trepart.Domain;

namespace Trepart.Web.Matters;

/// <summary>A theme that is worth working with over time (SAK-12 to SAK-18): what it is about, and questions to begin with.</summary>
/// <param name="Code">Finds its texts: <c>card.{code}.title</c>, <c>.about</c>, <c>.ask-1</c> to <c>.ask-3</c>.</param>
public sealed record TopicCard(string Code, Theme Theme)
{
    public static IReadOnlyList<TopicCard> All { get; } =
    [
        new("wards", Theme.Rotation),
        new("critical", Theme.Cooperation),
        new("responsibility", Theme.TaskShifting),
        new("digital", Theme.Technology),
        new("demanding", Theme.WorkingEnvironment),
        new("meetings", Theme.Cooperation),
        new("survey", Theme.WorkingEnvironment),
    ];

    /// <returns>Null where there is no card of that name.</returns>
    public static TopicCard? Of(string? code) => All.FirstOrDefault(c => c.Code == code);
}
