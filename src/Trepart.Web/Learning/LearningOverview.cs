using Trepart.Domain;
using Trepart.Web.Boards;

namespace Trepart.Web.Learning;

/// <summary>The learning overview as the steering group reads it: sentences and groupings made from counts, and nothing that ranks a group.</summary>
/// <param name="from">The first day of the period.</param>
/// <param name="only">The one group that is shown; null for all.</param>
public sealed class LearningOverview(LearningRows rows, IReadOnlyDictionary<Guid, ArenaInfo> arenas, DateOnly from, ArenaInfo? only, DateOnly today)
{
    /// <summary>Figures about fewer inputs than this are not shown, since someone could be recognised.</summary>
    public const int Few = 3;

    /// <summary>How long before its day an evaluation is named among what waits.</summary>
    public const int SoonDays = 30;

    public DateOnly From => from;

    public DateOnly Today => today;

    public ArenaInfo? Only => only;

    /// <summary>Nothing has been given or taken up yet, in any period.</summary>
    public bool IsEmpty => !HasTrials && rows.Groups.All(g => g.Inputs == 0 && !g.HasMatters);

    public bool HasTrials => Tried > 0 || rows.Due.Count > 0;

    public int Tried => rows.Stages.Values.Sum();

    /// <summary>The newest first; fewer than <see cref="Tried"/> where there are many.</summary>
    public IReadOnlyList<TrialRow> Trials => rows.Trials;

    public IReadOnlyList<ArenaInfo> WorkingGroups { get; } = [.. rows.Groups.Select(g => g.Arena).OrderBy(GroupName.Of, NorwegianOrder.Instance)];

    public InputFigures Inputs { get; } = InputFigures.Of(rows.Answers);

    public LearningPath Path { get; } = LearningPath.Of(rows);

    /// <summary>Some group has so few inputs that no figures about them are shown.</summary>
    public bool HidesWaiting => rows.Groups.Any(g => g.Inputs is > 0 and < Few);

    /// <summary>What waits, by group in the order of the alphabet.</summary>
    public IReadOnlyList<WaitingGroup> Waiting { get; } = WhatWaits(rows, arenas);

    public ArenaInfo ArenaOf(TrialRow trial) => arenas[trial.Arena];

    /// <summary>The period's beginning as one says it: "mars", "mars 2025", "14. mars 2025".</summary>
    public string Since(Language text) => (from.Day, from.Year == today.Year) switch
    {
        (1, true) => text[$"month.{from.Month}"],
        (1, false) => $"{text[$"month.{from.Month}"]} {from:yyyy}",
        _ => text.DayInText(from, today),
    };

    /// <summary>What has been learned, in as few sentences as it takes.</summary>
    public IReadOnlyList<string> Sentences(Language text) =>
        [.. new[] { SayTried(text), SayOutcomes(text), SayInputs(text), SayDays(text), SayDeferred(text) }.OfType<string>().Select(Telling.Upper)];

    private string SayTried(Language text) => text.CountWords("learning.tried", Tried, ("since", Since(text)));

    private string? SayOutcomes(Language text)
    {
        var parts = Outcomes.All.Select(o => (Key: $"learning.outcome.{o}", Count: rows.Stages.GetValueOrDefault(o))).Where(o => o.Count > 0).ToList();
        return parts switch
        {
            [] => null,
            [var one] when Tried == 1 => text[one.Key + ".only"],
            [var one] when Tried >= 3 => text[one.Key + ".all"],
            _ => Clauses(text, parts.Select(p => text.CountWords(p.Key, p.Count))) + ".",
        };
    }

    private string SayInputs(Language text) => Inputs switch
    {
        { Given: 0 } => text["learning.given.none"],
        { AreHidden: true } => text["learning.given.hidden"],
        { Given: var given, Answered: var answered } => text.Say(
            answered == given ? "learning.given.all" : answered == 0 ? "learning.given.unanswered" : answered == 1 ? "learning.given.one" : "learning.given.many",
            ("n", text.Words(given)), ("m", text.Words(answered))),
    };

    // The middle of one or two answers would be those answers.
    private string? SayDays(Language text) => Inputs.AreHidden || Inputs.MedianDays is not { } days ? null : text.CountWords("learning.days", days);

    private string? SayDeferred(Language text) => rows.Deferrals switch
    {
        { Matters: 0 } => null,
        { Matters: 1, Still: 1 } => text["learning.deferred.one-still"],
        { Matters: 1 } => text["learning.deferred.one"],
        var d => text.CountWords("learning.deferred", d.Matters, ("still", text.CountWords("learning.deferred-still", d.Still))),
    };

    private static string Clauses(Language text, IEnumerable<string> clauses) => clauses.ToList() switch
    {
        [var one] => one,
        [.. var most, var last] => $"{string.Join(", ", most)}, {text["and"]} {last}",
        [] => "",
    };

    private static List<WaitingGroup> WhatWaits(LearningRows rows, IReadOnlyDictionary<Guid, ArenaInfo> arenas)
    {
        var due = rows.Due.ToLookup(t => t.Arena);
        var handed = rows.Handed.ToLookup(h => h.Arena);
        var inputs = rows.Groups.Where(g => g.Waiting > 0 && g.Inputs >= Few).ToDictionary(g => g.Arena.Id);
        return
        [
            .. due.Select(g => g.Key).Concat(handed.Select(g => g.Key)).Concat(inputs.Keys).Distinct()
                .Select(id => new WaitingGroup(
                    arenas[id], [.. due[id]], [.. handed[id]],
                    inputs.TryGetValue(id, out var group) ? group.Waiting : 0, inputs.TryGetValue(id, out group) ? group.OldestWaiting : null))
                .OrderBy(w => GroupName.Of(w.Arena), NorwegianOrder.Instance),
        ];
    }
}

/// <summary>What can have come of a trial, in the order in which it is told. Keeping and going back weigh the same.</summary>
public static class Outcomes
{
    public static IReadOnlyList<TrialStage> All { get; } =
        [TrialStage.Permanent, TrialStage.Reverted, TrialStage.SlidBack, TrialStage.Evaluated, TrialStage.Running];

    /// <summary>Where the trial stands, as its text and its sign are named. A trial that was extended is running again.</summary>
    public static string StateOf(TrialRow trial) => trial is { Stage: TrialStage.Running, Extensions: > 0 } ? "Extended" : trial.Stage.ToString();
}

/// <summary>What waits in a group.</summary>
/// <param name="Inputs">How many inputs wait for an answer; 0 also where the figure is not shown.</param>
public sealed record WaitingGroup(ArenaInfo Arena, IReadOnlyList<TrialRow> Due, IReadOnlyList<HandedRow> Handed, int Inputs, DateOnly? Oldest);

/// <summary>How the period's inputs were answered.</summary>
/// <param name="MedianDays">Half the answers came within so many days; null where there are too few.</param>
/// <param name="InMatters">How many became part of a matter.</param>
/// <param name="Ways">The ways that are in use, in a fixed order and never by number.</param>
public sealed record InputFigures(int Given, int Answered, int? MedianDays, int InMatters, IReadOnlyList<AnswerWay> Ways)
{
    public bool AreHidden => Given is > 0 and < LearningOverview.Few;

    public static InputFigures Of(IReadOnlyList<AnswerRow> rows)
    {
        var answered = rows.Where(r => r.Days is not null).ToList();
        return new(
            rows.Sum(r => r.Count), answered.Sum(r => r.Count), Median(answered), rows.Where(r => r.InMatter).Sum(r => r.Count),
            [.. Order.Select(way => (Way: way, Rows: rows.Where(r => WayOf(r) == way).ToList()))
                .Where(w => w.Rows.Count > 0)
                .Select(w => new AnswerWay(w.Way, w.Rows.Sum(r => r.Count), Median(w.Rows)))]);
    }

    // Pay is negotiated and notices of concern have their own channel. They are told as one: that there was a notice is nobody's figure.
    private static readonly string[] Order =
        ["TakenUp", "Merged", "Later", "NotTakenUp", "Leader", "ShopSteward", "SafetyRepresentative", "HumanResources", "Elsewhere", "Waiting"];

    private static string WayOf(AnswerRow row) => row switch
    {
        { Stage: InputStage.Open } => "Waiting",
        { RoutedTo: Domain.Route.Negotiation or Domain.Route.Whistleblowing } => "Elsewhere",
        { RoutedTo: { } to } => to.ToString(),
        _ => row.Disposition.ToString()!,
    };

    private static int? Median(IReadOnlyList<AnswerRow> rows)
    {
        var answered = rows.Where(r => r.Days is not null).OrderBy(r => r.Days).ToList();
        var count = answered.Sum(r => r.Count);
        if (count < LearningOverview.Few)
            return null;

        var seen = 0;
        return answered.First(r => (seen += r.Count) * 2 >= count).Days;
    }
}

/// <param name="Way">The name of a disposition, of a route, "Elsewhere" or "Waiting".</param>
public sealed record AnswerWay(string Way, int Count, int? MedianDays);

/// <summary>The way from inputs to matters, to trials, to what came of them, for what was given and raised in the period.</summary>
/// <param name="Inputs">Null where the figure is not shown.</param>
public sealed record LearningPath(
    int? Inputs, int InMatters, int Matters, int FromInputs, int Tried, int Closed, IReadOnlyList<(TrialStage Stage, int Count)> Outcomes)
{
    public bool IsEmpty => Inputs is 0 && Matters == 0;

    public static LearningPath Of(LearningRows rows)
    {
        var inputs = InputFigures.Of(rows.Answers);
        return new(
            inputs.AreHidden ? null : inputs.Given, inputs.AreHidden ? 0 : inputs.InMatters,
            rows.Path.Sum(r => r.Count), inputs.AreHidden ? 0 : rows.Path.Where(r => r.FromInput).Sum(r => r.Count),
            rows.Path.Where(r => r.Trial is not null).Sum(r => r.Count), rows.Path.Where(r => r is { Trial: null, Closed: true }).Sum(r => r.Count),
            [.. Learning.Outcomes.All.Select(o => (o, rows.Path.Where(r => r.Trial == o).Sum(r => r.Count))).Where(o => o.Item2 > 0)]);
    }
}

/// <summary>Numbers and days as they stand in running text.</summary>
public static class LearningWords
{
    /// <summary>In letters up to twelve, in figures from there.</summary>
    public static string Words(this Language text, long n) => n is >= 0 and <= 12 ? text[$"learning.number.{n}"] : Language.Number(n);

    /// <summary><c>key.none</c>, <c>key.one</c> or <c>key.many</c>; the gap is <c>{n}</c>, in letters.</summary>
    public static string CountWords(this Language text, string key, long n, params ReadOnlySpan<(string Gap, object? Value)> gaps) =>
        Texts.Fill(text.Say(n == 0 ? key + ".none" : n == 1 ? key + ".one" : key + ".many", ("n", text.Words(n))), gaps);

    /// <summary>"14. mai", with the year where it is not this year.</summary>
    public static string DayInText(this Language text, DateOnly day, DateOnly today) =>
        day.Year == today.Year ? $"{day.Day}. {text[$"month.{day.Month}"]}" : text.Date(day);
}
