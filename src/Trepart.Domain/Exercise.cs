using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>
/// What one asks of an exercise in reflection: each thinks alone first (REF-20), and then shares what she will. What is written alone is no event, and
/// stands in no log.
/// </summary>
public abstract record ExerciseCommand;

public sealed record StartExercise(QuestionSet Set) : ExerciseCommand
{
    /// <summary>The municipality's own questions of the set, as they stand when the command comes in; null where it has none.</summary>
    public QuestionsInUse? Own { get; init; }
}

/// <param name="Question">Its number in the set; the first is 1.</param>
/// <param name="As">The part that was thought as (REF-21).</param>
/// <param name="Seat">Which of one's own seats, where one has several.</param>
public sealed record ShareAnswer(int Question, ThinkingAs As, Words Answer, [Seat] Guid? Seat = null) : ExerciseCommand;

/// <summary>What the group saw together. It holds when every party agrees.</summary>
/// <param name="Surprised">What surprised us (REF-22).</param>
public sealed record SummariseExercise(Words Summary, Words? Surprised = null) : ExerciseCommand
{
    /// <summary>The seats of each party around the table, as they stand when the command comes in.</summary>
    public Many<Many<Guid>> Parties { get; init; } = [];
}

/// <param name="Seat">Which of one's own seats, where one has several.</param>
public sealed record AgreeSummary([Seat] Guid? Seat = null) : ExerciseCommand
{
    public Many<Many<Guid>> Parties { get; init; } = [];
}

/// <summary>It led to a matter (REF-28).</summary>
public sealed record LinkExercise(Guid Matter) : ExerciseCommand;

/// <summary>What was written alone and not shared is erased with it.</summary>
public sealed record EndExercise : ExerciseCommand;

/// <param name="Text">One of the exercise's own texts, by its id. That it is there is seen to where the command comes in.</param>
public sealed record EraseExerciseText(Guid Text, ErasureReason Reason) : ExerciseCommand;

public abstract record ExerciseEvent;

/// <param name="Writing">Where the municipality's own questions were written; null for those that come with the service.</param>
/// <param name="Questions">How many they are; null as above.</param>
public sealed record ExerciseStarted(QuestionSet Set, Guid? Writing = null, int? Questions = null) : ExerciseEvent;

public sealed record AnswerShared(int Question, ThinkingAs As, Guid Seat, Words Answer) : ExerciseEvent;

public sealed record ExerciseSummarised(Words Summary, Words? Surprised) : ExerciseEvent;

public sealed record SummaryAgreed(Guid Seat) : ExerciseEvent;

/// <summary>Every party stands behind the summary.</summary>
public sealed record SummaryStands : ExerciseEvent;

public sealed record ExerciseLinked(Guid Matter) : ExerciseEvent;

public sealed record ExerciseEnded : ExerciseEvent;

/// <summary>The text and its salt are gone, wherever they stood. Its commitment in the event that held it stays.</summary>
public sealed record ExerciseTextErased(Guid Text, ErasureReason Reason) : ExerciseEvent;

/// <summary>The sets of questions (REF-01 to REF-19); what they ask stands in the service's own words.</summary>
public enum QuestionSet
{
    WhichArena,
    WhatStirs,
    StartInRole,
    LeadersOne,
    StewardsOne,
    LeadersTwo,
    StewardsTwo,
    BigThemes,
    StaffConversation,
    Fairness,
    Stuck,
    StandingItem,
    CooperationCheck,
    ThemesOverTime,
    DevelopmentFrame,
    MeetingStructure,
    FourQuestions,
}

/// <summary>The part that someone thinks as.</summary>
public enum ThinkingAs
{
    Oneself,
    Leader,
    ShopSteward,
    SafetyRepresentative,
}

/// <param name="Questions">How many it asks.</param>
/// <param name="Agreed">The seats that agree to the summary as it stands.</param>
public sealed record Exercise(bool IsStarted, int Questions, bool IsSummarised, ImmutableHashSet<Guid> Agreed, ImmutableHashSet<Guid> Matters, bool IsEnded, ImmutableHashSet<Guid> Erased)
    : IDecider<Exercise, ExerciseCommand, ExerciseEvent>
{
    public static readonly Refusal NotStarted = new("exercise/not-started");
    public static readonly Refusal AlreadyStarted = new("exercise/already-started");
    public static readonly Refusal NoSuchQuestion = new("exercise/no-such-question");
    public static readonly Refusal NotSummarised = new("exercise/not-summarised");
    public static readonly Refusal NoParties = new("exercise/no-parties");
    public static readonly Refusal NotAParty = new("exercise/not-a-party");
    public static readonly Refusal IsOver = new("exercise/is-over");

    public static Exercise Initial { get; } = new(false, 0, false, [], [], false, []);

    /// <summary>How many questions a set has, as it comes with the service.</summary>
    public static int QuestionsOf(QuestionSet set) => set switch
    {
        QuestionSet.WhichArena or QuestionSet.WhatStirs or QuestionSet.StartInRole or QuestionSet.LeadersOne => 3,
        QuestionSet.LeadersTwo or QuestionSet.StaffConversation or QuestionSet.Stuck => 5,
        QuestionSet.BigThemes => 9,
        QuestionSet.StandingItem or QuestionSet.CooperationCheck => 2,
        QuestionSet.ThemesOverTime => 7,
        QuestionSet.MeetingStructure => 1,
        _ => 4,
    };

    public static Decision<ExerciseEvent> Decide(Exercise state, ExerciseCommand command, Acting acting) => command switch
    {
        StartExercise when state.IsStarted => AlreadyStarted,
        StartExercise c => [new ExerciseStarted(c.Set, c.Own?.Writing, c.Own?.Count)],
        _ when !state.IsStarted => NotStarted,
        EraseExerciseText c when state.Erased.Contains(c.Text) => [],
        EraseExerciseText c => [new ExerciseTextErased(c.Text, c.Reason)],
        LinkExercise c when state.Matters.Contains(c.Matter) => [],
        LinkExercise c => [new ExerciseLinked(c.Matter)],

        // What all have seen together can be agreed on also when it is over; what was alone is gone then.
        AgreeSummary when !state.IsSummarised => NotSummarised,
        AgreeSummary when state.Agreed.Contains(acting.Seat) => [],
        AgreeSummary { Parties.Count: 0 } => NoParties,
        AgreeSummary c when !Approval.IsParty(c.Parties, acting.Seat) => NotAParty,
        AgreeSummary c => state.AgreedBy(acting.Seat, c.Parties, []),
        EndExercise when state.IsEnded => [],
        _ when state.IsEnded => IsOver,
        EndExercise => [new ExerciseEnded()],
        ShareAnswer c when c.Question < 1 || c.Question > state.Questions => NoSuchQuestion,
        ShareAnswer c => [new AnswerShared(c.Question, c.As, acting.Seat, c.Answer)],
        SummariseExercise { Parties.Count: 0 } => NoParties,
        SummariseExercise c => (state with { Agreed = [] }).AgreedBy(acting.Seat, c.Parties, [new ExerciseSummarised(c.Summary, c.Surprised)]),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static Exercise Evolve(Exercise state, ExerciseEvent happened) => happened switch
    {
        ExerciseStarted e => state with { IsStarted = true, Questions = e.Questions ?? QuestionsOf(e.Set) },
        ExerciseSummarised => state with { IsSummarised = true, Agreed = [] },
        SummaryAgreed e => state with { Agreed = state.Agreed.Add(e.Seat) },
        ExerciseLinked e => state with { Matters = state.Matters.Add(e.Matter) },
        ExerciseEnded => state with { IsEnded = true },
        ExerciseTextErased e => state with { Erased = state.Erased.Add(e.Text) },
        _ => state,
    };

    private Decision<ExerciseEvent> AgreedBy(Guid seat, Many<Many<Guid>> parties, ExerciseEvent[] first)
    {
        ExerciseEvent[] said = [.. first, new SummaryAgreed(seat)];
        return Decision.Of<ExerciseEvent>(Approval.IsByAll(parties, Agreed.Add(seat)) ? [.. said, new SummaryStands()] : said);
    }
}
