using Trepart.Domain;
using Trepart.Web.Boards;
using Trepart.Web.Inputs;

namespace Trepart.Web.Learning;

/// <summary>The learning overview as the steering group reads it: sentences and groupings made from counts, and nothing that ranks a group.</summary>
/// <param name="scope">What was asked.</param>
/// <param name="only">What is shown, where it is not everything.</param>
public sealed class LearningOverview(LearningRows rows, IReadOnlyDictionary<Guid, ArenaInfo> arenas, LearningScope scope, Only only, DateOnly today)
{
    /// <summary>How long before its day an evaluation is named among what waits.</summary>
    public const int SoonDays = 30;

    /// <summary>As many groups as one page tells what waits in.</summary>
    public const int MostWaiting = 30;

    public DateOnly From => scope.From;

    public DateOnly To => scope.To;

    public DateOnly Today => today;

    public Only Only => only;

    /// <summary>Nothing has been counted or taken up yet, in any period.</summary>
    public bool IsEmpty => !HasTrials && !rows.HasMatters && rows.Groups.All(g => !g.IsCounted);

    public bool HasTrials => Tried > 0 || rows.Due.Count > 0;

    public int Tried => rows.Stages.Values.Sum();

    /// <summary>The newest first; fewer than <see cref="Tried"/> where there are many.</summary>
    public IReadOnlyList<TrialRow> Trials => rows.Trials;

    public IReadOnlyList<ArenaInfo> WorkingGroups { get; } = [.. rows.Groups.Select(g => g.Arena).OrderBy(GroupName.Of, NorwegianOrder.Instance)];

    public InputFigures Inputs { get; } = InputFigures.Of(rows.Counted);

    public LearningPath Path { get; } = LearningPath.Of(rows);

    public Deferrals Deferrals => rows.Deferrals;

    /// <summary>What the groups reported and what came back; null where one theme is asked for: reports have none.</summary>
    public ReportLoop? Loop { get; } = scope.Theme is null ? ReportLoop.Of(rows) : null;

    /// <summary>The newest; fewer than there are where there are many. None where one theme is asked for.</summary>
    public IReadOnlyList<CelebratedRow> Wins { get; } = scope.Theme is null ? rows.Wins : [];

    public int Celebrated => Wins is [var first, ..] ? first.Of : 0;

    public ThemeTable Themes { get; } = ThemeTable.Of(rows.Themes, scope.From, scope.To);

    /// <summary>Some group has so few inputs that it is not said whether they wait.</summary>
    public bool HidesWaiting => rows.Groups.Any(g => !g.IsCounted);

    /// <summary>What waits, by group in the order of the alphabet: the first, where there are more of them.</summary>
    public IReadOnlyList<WaitingGroup> Waiting { get; } = WhatWaits(rows, arenas);

    public int WaitingGroups => rows.Waiting;

    public ArenaInfo ArenaOf(TrialRow trial) => arenas[trial.Arena];

    public string NameOf(Guid arena) => GroupName.Of(arenas[arena]);

    /// <summary>An input that was given before this has waited long: no day of its own is told.</summary>
    public static DateOnly LongAgo(DateOnly today) => today.AddMonths(-1);

    /// <summary>The period's beginning as one says it: "mars", "mars 2025", "14. mars 2025".</summary>
    public string Since(Language text) => Month(text, From, From.Day == 1);

    /// <summary>The last day of the period as one says it; null where it is today.</summary>
    public string? Until(Language text) => To == today ? null : Month(text, To, To.AddDays(1).Day == 1);

    private string Month(Language text, DateOnly day, bool isWhole) => (isWhole, day.Year == today.Year) switch
    {
        (true, true) => text[$"month.{day.Month}"],
        (true, false) => $"{text[$"month.{day.Month}"]} {day:yyyy}",
        _ => text.DayInText(day, today),
    };

    /// <summary>What has been learned, in as few sentences as it takes.</summary>
    public IReadOnlyList<string> Sentences(Language text) =>
        [.. new[] { SayTried(text), SayOutcomes(text), SayInputs(text), SayDays(text), SayDeferred(text), SayLoop(text), SayWins(text) }.OfType<string>().Select(Telling.Upper)];

    private string SayTried(Language text) => Until(text) is { } until
        ? text.CountWords("learning.tried-until", Tried, ("since", Since(text)), ("until", until))
        : text.CountWords("learning.tried", Tried, ("since", Since(text)));

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

    // Inputs have no theme, so where one theme is asked for nothing is said of them.
    private string? SayInputs(Language text) => scope.Theme is not null ? null : (Inputs.Given, Inputs.Answered) switch
    {
        (0, 0) => text["learning.given.none"],
        (0, var answered) => text.Say("learning.given.answers", ("m", text.Words(answered))),
        (var given, 0) => text.Say("learning.given.unanswered", ("n", text.Words(given))),
        var (given, answered) => text.Say("learning.given.many", ("n", text.Words(given)), ("m", text.Words(answered))),
    };

    private string? SayDays(Language text) => scope.Theme is not null || Inputs.MedianDays is not { } days ? null : text.CountWords("learning.days", days);

    private string? SayDeferred(Language text) => rows.Deferrals switch
    {
        { Matters: 0 } => null,
        { Matters: 1, Still: 1 } => text["learning.deferred.one-still"],
        { Matters: 1 } => text["learning.deferred.one"],
        var d => text.CountWords("learning.deferred", d.Matters, ("still", text.CountWords("learning.deferred-still", d.Still))),
    };

    private string? SayLoop(Language text) => Loop switch
    {
        null or { Sent: 0 } => null,
        { Answered: 0, Sent: var sent } => text.CountWords("learning.loop.unanswered", sent),
        { MedianDays: { } days } loop => $"{SayAnswered(text, loop)}, {text.CountWords(loop.Answered == 1 ? "learning.loop.after" : "learning.loop.within", days)}",
        var loop => SayAnswered(text, loop) + ".",
    };

    private static string SayAnswered(Language text, ReportLoop loop) => loop.Sent == loop.Answered
        ? text.CountWords("learning.loop.all", loop.Sent)
        : text.Say("learning.loop.some", ("n", text.Words(loop.Sent)), ("m", text.Words(loop.Answered)));

    private string? SayWins(Language text) => Celebrated == 0 ? null : text.CountWords("learning.wins.said", Celebrated);

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
        var waited = rows.Groups.Where(g => g.HasWaited).Select(g => g.Arena.Id).ToHashSet();
        return
        [
            .. First(due.Select(g => g.Key).Concat(handed.Select(g => g.Key)).Concat(waited), arenas)
                .Select(id => new WaitingGroup(arenas[id], [.. due[id]], [.. handed[id]], waited.Contains(id))),
        ];
    }

    /// <summary>The first groups of some by name, as many as one page tells what waits in.</summary>
    public static Guid[] First(IEnumerable<Guid> groups, IReadOnlyDictionary<Guid, ArenaInfo> arenas) =>
        [.. groups.Distinct().OrderBy(id => GroupName.Of(arenas[id]), NorwegianOrder.Instance).ThenBy(id => id).Take(MostWaiting)];
}

/// <summary>What the overview is narrowed to; null for what it is not.</summary>
/// <param name="Sector">The sector of the municipality's tree, by name.</param>
public sealed record Only(ArenaInfo? Group = null, (Guid Id, string Name)? Sector = null, Theme? Theme = null)
{
    public bool IsNothing => this == new Only();
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
/// <param name="HasWaited">An input has waited long for its answer. How many, and since when, is the group's own.</param>
public sealed record WaitingGroup(ArenaInfo Arena, IReadOnlyList<TrialRow> Due, IReadOnlyList<HandedRow> Handed, bool HasWaited);

/// <summary>How the period's inputs were answered, in whole batches: the answers of a period may be to inputs from before it.</summary>
/// <param name="MedianDays">Half the answers came within so many days; null where none is counted.</param>
/// <param name="InMatters">How many became part of a matter.</param>
/// <param name="Ways">The ways that are in use, in a fixed order and never by number.</param>
public sealed record InputFigures(int Given, int Answered, int? MedianDays, int InMatters, IReadOnlyList<AnswerWay> Ways)
{
    public static InputFigures Of(IReadOnlyList<CountedRow> rows)
    {
        var by = rows.ToLookup(r => r.Series);
        var ways = Order.Where(by.Contains).Select(way => new AnswerWay(way, by[way].Sum(r => r.Count), Median(by[way]))).ToList();
        return new(by[InputBatches.Given].Sum(r => r.Count), ways.Sum(w => w.Count), Median(rows), by[InputBatches.Linked].Sum(r => r.Count), ways);
    }

    /// <summary>The smallest number of days within which half of them came.</summary>
    private static int? Median(IEnumerable<CountedRow> rows)
    {
        var days = rows.Where(r => r.Days is not null).OrderBy(r => r.Days).ToList();
        var (half, sum) = ((days.Sum(r => r.Count) + 1) / 2, 0);
        return days.FirstOrDefault(r => (sum += r.Count) >= half)?.Days;
    }

    private static readonly string[] Order =
        ["TakenUp", "Merged", "Later", "NotTakenUp", "Leader", "ShopSteward", "SafetyRepresentative", "HumanResources", "Elsewhere"];
}

/// <summary>From the groups to the steering group and back, and on to other groups.</summary>
/// <param name="Sent">Reports that the groups sent in the period.</param>
/// <param name="MedianDays">Half of the answers came within so many days; null where there is none.</param>
/// <param name="Problems">Reports in which a group lifted something that it cannot solve by itself.</param>
/// <param name="Ways">What the steering group did, in a fixed order; only what it has done.</param>
public sealed record ReportLoop(int Sent, int Answered, int? MedianDays, int Problems, IReadOnlyList<(ReportReply Kind, int Count)> Ways, PassedOn Shared)
{
    public bool IsEmpty => Sent == 0 && Shared.IsNothing;

    public static ReportLoop Of(LearningRows rows)
    {
        var all = rows.Replies.FirstOrDefault(r => r.IsAll);
        List<(ReportReply Kind, int Count)> ways = [.. rows.Replies.Where(r => r.Kind is not null).Select(r => (r.Kind!.Value, r.Count)).OrderBy(w => w.Item1)];
        return new(all?.Count ?? 0, ways.Sum(w => w.Count), all?.MedianDays, all?.Problems ?? 0, ways, rows.Shared);
    }

    /// <summary>What went on to others, each with its count and the text that says what it is.</summary>
    public IEnumerable<(string What, int Count)> Spread =>
    [
        ("learning.shared.published", Shared.Published), ("learning.shared.offered", Shared.Offered), ("learning.shared.will-try", Shared.WillTry),
        ("learning.shared.told", Shared.Told), ("learning.shared.used", Shared.Used),
    ];
}

/// <param name="Way">The name of a disposition, of a route, or "Elsewhere".</param>
public sealed record AnswerWay(string Way, int Count, int? MedianDays);

/// <summary>The way from inputs to matters, to trials, to what came of them, for what was given and raised in the period.</summary>
public sealed record LearningPath(int Inputs, int InMatters, int Matters, int Tried, int Closed, IReadOnlyList<(TrialStage Stage, int Count)> Outcomes)
{
    public bool IsEmpty => Inputs == 0 && Matters == 0;

    public static LearningPath Of(LearningRows rows)
    {
        var inputs = InputFigures.Of(rows.Counted);
        return new(
            inputs.Given, Math.Min(inputs.InMatters, inputs.Given), rows.Path.Sum(r => r.Count),
            rows.Path.Where(r => r.Trial is not null).Sum(r => r.Count), rows.Path.Where(r => r is { Trial: null, Closed: true }).Sum(r => r.Count),
            [.. Learning.Outcomes.All.Select(o => (o, rows.Path.Where(r => r.Trial == o).Sum(r => r.Count))).Where(o => o.Item2 > 0)]);
    }
}

/// <summary>What was taken up, by theme and quarter; by year where the period is long.</summary>
/// <param name="Columns">The first day of each quarter or year that the period touches, the oldest first.</param>
/// <param name="Rows">The themes that are in use, in a fixed order; those without a theme last.</param>
public sealed record ThemeTable(bool IsByYear, IReadOnlyList<DateOnly> Columns, IReadOnlyList<(Theme? Theme, IReadOnlyList<int> Counts)> Rows)
{
    /// <summary>As many quarters as there is room for on a page.</summary>
    private const int MostQuarters = 8;

    public int Most => Rows.SelectMany(r => r.Counts).DefaultIfEmpty(0).Max();

    public static ThemeTable Of(IReadOnlyList<ThemeRow> rows, DateOnly from, DateOnly to)
    {
        var quarters = Periods(new(from.Year, ((from.Month - 1) / 3 * 3) + 1, 1), to, 3);
        var isByYear = quarters.Count > MostQuarters;
        var columns = isByYear ? Periods(new(from.Year, 1, 1), to, 12) : quarters;
        return new(
            isByYear, columns,
            [
                .. Enum.GetValues<Theme>().Cast<Theme?>().Append(null).Where(theme => rows.Any(r => r.Theme == theme))
                    .Select(theme => (theme, (IReadOnlyList<int>)[.. columns.Select(c => rows.Where(r => r.Theme == theme && (isByYear ? r.Quarter.Year == c.Year : r.Quarter == c)).Sum(r => r.Count))])),
            ]);
    }

    private static List<DateOnly> Periods(DateOnly first, DateOnly to, int months)
    {
        var columns = new List<DateOnly>();
        for (var column = first; column <= to; column = column.AddMonths(months))
            columns.Add(column);
        return columns;
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
