using Trepart.Domain;
using Trepart.Web.Boards;

namespace Trepart.Web.Learning;

/// <summary>What the learning overview is made from: counts, and the trials themselves.</summary>
/// <param name="Groups">The working groups, in any order.</param>
/// <param name="Stages">How many trials there are in each stage; no stage has none.</param>
/// <param name="Trials">The newest of those trials.</param>
/// <param name="Due">Trials of which something is expected now or soon, whatever the period.</param>
/// <param name="Path">What became of the matters that were raised in the period.</param>
public sealed record LearningRows(
    IReadOnlyList<GroupRow> Groups,
    IReadOnlyDictionary<TrialStage, int> Stages,
    IReadOnlyList<TrialRow> Trials,
    IReadOnlyList<TrialRow> Due,
    IReadOnlyList<HandedRow> Handed,
    IReadOnlyList<AnswerRow> Answers,
    IReadOnlyList<PathRow> Path,
    Deferrals Deferrals);

/// <param name="Inputs">How many inputs it has ever been given; counted no further than to <see cref="LearningOverview.Few"/>.</param>
/// <param name="Waiting">How many of them wait for an answer.</param>
/// <param name="OldestWaiting">Null where none waits.</param>
/// <param name="HasMatters">Has ever taken something up.</param>
public sealed record GroupRow(ArenaInfo Arena, int Inputs, int Waiting, DateOnly? OldestWaiting, bool HasMatters);

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

/// <summary>Inputs of the period that have fared alike.</summary>
/// <param name="InMatter">They became part of a matter.</param>
/// <param name="Days">From the input to its first answer; null until it is answered.</param>
public sealed record AnswerRow(InputStage Stage, Disposition? Disposition, Domain.Route? RoutedTo, bool InMatter, int? Days, int Count);

/// <summary>Matters of the period that have fared alike.</summary>
/// <param name="FromInput">An input is linked to them.</param>
/// <param name="Trial">Where their latest trial that was started stands; null if none was.</param>
public sealed record PathRow(bool FromInput, TrialStage? Trial, bool Closed, int Count);

/// <param name="Matters">How many matters were put off in the period.</param>
/// <param name="Still">How many of them are put off today.</param>
public sealed record Deferrals(int Matters, int Still);
