using System.Text.Json.Nodes;
using Trepart.Web.Seats;

namespace Trepart.Web.Commands;

/// <summary>A form with what has been typed into it so far.</summary>
/// <param name="CommandId">The same for every try of this form, so that a repeated one changes nothing.</param>
/// <param name="Version">The version of the thing that the user was looking at; null for something new.</param>
/// <param name="IsSent">It has been sent once: what is not ticked was left so.</param>
/// <param name="Asks">The guard asks; the form shows how to go on.</param>
public sealed record Draft(
    Guid CommandId, long? Version, JsonObject Body, IReadOnlyList<FieldError> Errors, Notice? Notice, bool IsSent, bool Asks)
{
    public static Draft New(long? version = null) => new(Guid.CreateVersion7(), version, [], [], null, false, false);
}

/// <summary>Something that the user should read before sending again.</summary>
public sealed record Notice(string Title, IReadOnlyList<string> Lines, (string Address, string Text)? Link = null);

/// <summary>What the arena or the thing gives a form to choose from.</summary>
/// <param name="Seats">Seats that can be named.</param>
/// <param name="Chosen">Seats that are ticked from the start.</param>
/// <param name="Options">Values and texts of a drop-down list.</param>
/// <param name="Option">The one chosen from the start.</param>
/// <param name="Groups">The affected groups, for an evaluation.</param>
public sealed record FormChoices(
    IReadOnlyList<SeatInfo> Seats, IReadOnlyCollection<Guid> Chosen, IReadOnlyList<(string Value, string Text)> Options, string? Option,
    IReadOnlyList<string> Groups)
{
    public static readonly FormChoices None = new([], [], [], null, []);

    /// <summary>Fields that the page itself has answered.</summary>
    public IReadOnlyList<(string Name, string Value)>? Fixed { get; init; }

    public IReadOnlyCollection<string>? Hidden { get; init; }

    /// <summary>Arenas that can be named.</summary>
    public IReadOnlyList<(Guid Id, string Name)> Arenas { get; init; } = [];

    /// <summary>Values and texts of a drop-down list of its own, by the field's name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(string Value, string Text)>> OptionsOf { get; init; } = new Dictionary<string, IReadOnlyList<(string, string)>>();

    /// <summary>The choices that are offered here, where not all are; by the field's name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<object>> Among { get; init; } = new Dictionary<string, IReadOnlyCollection<object>>();
}
