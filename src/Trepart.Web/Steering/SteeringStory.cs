using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;

namespace Trepart.Web.Steering;

/// <summary>A theme of the steering group's list.</summary>
/// <param name="Name">Of the group's own; null for one of the eight that the list begins with, and where the words have been erased.</param>
public sealed record SteeringTheme(int Number, string? Name)
{
    public string In(Language text) => Number <= Domain.Steering.StarterThemes ? text[$"steering.theme.{Number}"] : Name ?? text["words.erased"];
}

/// <summary>What a steering group has on record of itself, read from its own stream: the latest of each, and when it came about.</summary>
public sealed record SteeringStory(Guid Arena, Domain.Steering State, IReadOnlyList<Recorded> Events, IReadOnlyDictionary<Guid, string> Words)
{
    public long Version => Events[^1].Version;

    /// <summary>All that have been, so that an item of long ago can still say what it was about.</summary>
    public IReadOnlyList<SteeringTheme> AllThemes =>
    [
        .. Enumerable.Range(1, Domain.Steering.StarterThemes).Select(n => new SteeringTheme(n, null)),
        .. Events.Select(e => e.Event).OfType<SteeringThemeAdded>().Select(e => new SteeringTheme(e.Theme, Text(e.Name))),
    ];

    /// <summary>Those that are in use.</summary>
    public IReadOnlyList<SteeringTheme> Themes => [.. AllThemes.Where(t => State.Themes.Contains(t.Number))];

    /// <returns>Null where there is no steering group with this id.</returns>
    public static SteeringStory? Of(Guid arena, History history)
    {
        if (history.Events is not [{ Event: ArenaEstablished { Kind: ArenaKind.SteeringGroup } }, ..])
            return null;
        return new(arena, ((Arena)Kind.Arena.Fold(history.Events.Select(e => e.Event))).Steering, history.Events, history.Words);
    }

    /// <summary>The latest of a kind, with the day and the seat.</summary>
    public (T Event, Recorded Recorded)? Last<T>()
        where T : ArenaEvent => Events.LastOrDefault(e => e.Event is T) is { } found ? ((T)found.Event, found) : null;

    public string? Text(Words? words) => words is null ? null : Words.GetValueOrDefault(words.Id);

    public string? ThemeName(int? theme, Language text) => theme is { } number ? AllThemes.FirstOrDefault(t => t.Number == number)?.In(text) : null;
}
