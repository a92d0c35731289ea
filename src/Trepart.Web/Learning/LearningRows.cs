using Trepart.Domain;
using Trepart.Web.Boards;

namespace Trepart.Web.Learning;

/// <summary>What the learning overview is made from: counts, and the trials themselves.</summary>
/// <param name="Groups">The working groups, in any order.</param>
/// <param name="Stages">How many trials there are in each stage; no stage has none.</param>
/// <param name="Trials">The newest of those trials.</param>
/// <param name="HasMatters">Something has been taken up, in any period.</param>
/// <param name="Waiting">How many groups something waits in, whatever the period.</param>
/// <param name="Due">In the first of those groups by name: trials of which something is expected now or soon; so too <paramref name="Handed"/>.</param>
/// <param name="Path">What became of the matters that were raised in the period.</param>
public sealed record LearningRows(
    IReadOnlyList<GroupRow> Groups,
    bool HasMatters,
    int Waiting,
    IReadOnlyDictionary<TrialStage, int> Stages,
    IReadOnlyList<TrialRow> Trials,
    IReadOnlyList<TrialRow> Due,
    IReadOnlyList<HandedRow> Handed,
    IReadOnlyList<CountedRow> Counted,
    IReadOnlyList<PathRow> Path,
    Deferrals Deferrals,
    IReadOnlyList<ThemeRow> Themes,
    IReadOnlyList<ReplyRow> Replies,
    PassedOn Shared,
    IReadOnlyList<CelebratedRow> Wins);

/// <param name="IsCounted">It has had so many inputs that figures about them are shown.</param>
/// <param name="HasWaited">An input has waited for its answer since <see cref="LearningOverview.LongAgo"/>; false also where no figures are shown.</param>
public sealed record GroupRow(ArenaInfo Arena, bool IsCounted, bool HasWaited);

/// <summary>Matters that a group has handed to a decision line, from which no outcome has come back.</summary>
/// <param name="First">The day on which the first of them was handed over.</param>
public sealed record HandedRow(Guid Arena, DecisionLine To, int Count, DateOnly First);

/// <summary>A trial that was started.</summary>
/// <param name="Change">Null where the words have been erased; so also for each of <paramref name="Affected"/>, and for <paramref name="Learned"/>.</param>
/// <param name="Effects">In the order of <paramref name="Affected"/>; empty until it is evaluated.</param>
/// <param name="EndedOn">Made permanent or reverted.</param>
/// <param name="FollowedUpOn">The last day on which someone looked whether a lasting practice is still in use.</param>
public sealed record TrialRow(
    Guid Matter, int Number, Guid Arena, TrialStage Stage, string? Change, IReadOnlyList<string?> Affected, IReadOnlyList<Effect> Effects,
    DateOnly StartedOn, DateOnly? EvaluateOn, DateOnly? EvaluatedOn, DateOnly? EndedOn, DateOnly? FollowedUpOn, string? Learned, int Extensions);

/// <summary>Whole batches of the period's inputs (<see cref="Inputs.InputBatches"/>).</summary>
/// <param name="Series">What was counted.</param>
/// <param name="Days">So many days after the input came the answer; null for what is no answer.</param>
public sealed record CountedRow(string Series, int? Days, int Count);

/// <summary>Matters of the period that have fared alike.</summary>
/// <param name="Trial">Where their latest trial that was started stands; null if none was.</param>
public sealed record PathRow(TrialStage? Trial, bool Closed, int Count);

/// <summary>What came of the matters that were last put off in the period.</summary>
/// <param name="Still">How many of them are put off today.</param>
/// <param name="Tried">How many of the others led to a trial.</param>
/// <param name="Closed">How many were closed without one.</param>
public sealed record Deferrals(int Matters, int Still, int Tried, int Closed)
{
    /// <summary>Taken up again, and open.</summary>
    public int Open => Matters - Still - Tried - Closed;
}

/// <summary>How many matters with a theme were raised in a quarter.</summary>
/// <param name="Theme">Null where none was given.</param>
/// <param name="Quarter">Its first day.</param>
public sealed record ThemeRow(Theme? Theme, DateOnly Quarter, int Count);

/// <summary>Reports that were sent in the period and fared alike: what came back, and how soon (SG-15).</summary>
/// <param name="Kind">Null where no answer has come; of all of them together where <paramref name="IsAll"/>.</param>
/// <param name="MedianDays">Half of them were answered within so many days; null where none is.</param>
/// <param name="Problems">In how many of them the group lifted something that it cannot solve by itself.</param>
public sealed record ReplyRow(bool IsAll, ReportReply? Kind, int Count, int? MedianDays, int Problems);

/// <summary>How far what was learned went in the period (SG-17, SG-18).</summary>
/// <param name="Published">Experiences that groups told everyone of.</param>
/// <param name="Offered">How often one was offered to a group.</param>
/// <param name="WillTry">How many groups answered that they will try it.</param>
/// <param name="Told">How many have told what came of it with them.</param>
/// <param name="Used">How often it stood behind a political decision.</param>
public sealed record PassedOn(int Published, int Offered, int WillTry, int Told, int Used)
{
    public bool IsNothing => this == new PassedOn(0, 0, 0, 0, 0);
}

/// <summary>One of the newest wins (LER-04).</summary>
/// <param name="What">Null where the words have been erased.</param>
/// <param name="Of">How many there are in the period.</param>
public sealed record CelebratedRow(Guid Id, Guid Arena, string? What, DateOnly On, int Of);
