using System.Collections.Immutable;

namespace Trepart.Domain;

/// <summary>What one asks of a staff meeting (personalmøte): the group asks everyone something, sorts what came, and tells what became of it (ARE-01).</summary>
public abstract record StaffMeetingCommand;

/// <param name="Question">What everyone is asked; there may be more.</param>
public sealed record PlanStaffMeeting(DateOnly Day, [OneLine] Words Theme, Words Question) : StaffMeetingCommand;

public sealed record AskStaff(Words Question) : StaffMeetingCommand;

/// <param name="Seat">Who leads it (ARE-04).</param>
public sealed record AssignPart([OneLine] Words Part, [Seat] Guid Seat) : StaffMeetingCommand;

/// <summary>From now on answers come in from phones, by a link that is on the wall.</summary>
public sealed record OpenCollecting : StaffMeetingCommand;

public sealed record CloseCollecting : StaffMeetingCommand;

/// <summary>What was written on paper, one answer a line.</summary>
/// <param name="Question">Its number: 1, 2, …</param>
/// <param name="Table">The number of the table group that answered together (ARE-06); null for none.</param>
public sealed record TypeAnswers(int Question, Many<Words> Answers, int? Table = null) : StaffMeetingCommand;

/// <summary>What came from phones stands in the log: nobody's, and in no order. Only the service does it.</summary>
public sealed record GatherAnswers(int Question, Many<Words> Answers) : StaffMeetingCommand;

/// <summary>Answers that belong together. An answer is moved by being put in another.</summary>
public sealed record MakeCluster([OneLine] Words Name, Many<Guid> Answers) : StaffMeetingCommand;

/// <param name="Cluster">Its number: 1, 2, …</param>
/// <param name="Reason">Read by all who were there, as an answer to an input is by its giver.</param>
/// <param name="Matter">Where it is taken up; null for none.</param>
public sealed record AnswerCluster(int Cluster, Disposition Disposition, [AskedFor] Words? Reason, Guid? Matter = null) : StaffMeetingCommand;

/// <summary>How many could come, in numbers and never by name (MET-23).</summary>
/// <param name="Present">How many took part.</param>
/// <param name="Staff">How many work there.</param>
/// <param name="Minutes">How much working time was set aside for each.</param>
public sealed record NoteTakingPart(int Present, int Staff, int? Minutes = null) : StaffMeetingCommand;

public abstract record StaffMeetingEvent;

public sealed record StaffMeetingPlanned(DateOnly Day, Words Theme, Words Question) : StaffMeetingEvent;

public sealed record StaffAsked(Words Question) : StaffMeetingEvent;

public sealed record PartAssigned(Words Part, Guid Seat) : StaffMeetingEvent;

public sealed record CollectingOpened : StaffMeetingEvent;

public sealed record CollectingClosed : StaffMeetingEvent;

public sealed record AnswersTyped(int Question, Many<Words> Answers, int? Table) : StaffMeetingEvent;

public sealed record AnswersGathered(int Question, Many<Words> Answers) : StaffMeetingEvent;

public sealed record ClusterMade(Words Name, Many<Guid> Answers) : StaffMeetingEvent;

public sealed record ClusterAnswered(int Cluster, Disposition Disposition, Words Reason, Guid? Matter) : StaffMeetingEvent;

public sealed record TakingPartNoted(int Present, int Staff, int? Minutes) : StaffMeetingEvent;

public enum StaffMeetingStage
{
    NotPlanned,
    Planned,
    Collecting,
    Collected,
}

/// <param name="Questions">How many everyone is asked.</param>
/// <param name="Answers">All that came, from phones and paper.</param>
/// <param name="Clusters">How many have been made.</param>
public sealed record StaffMeeting(StaffMeetingStage Stage, int Questions, ImmutableHashSet<Guid> Answers, int Clusters)
    : IDecider<StaffMeeting, StaffMeetingCommand, StaffMeetingEvent>
{
    public static readonly Refusal NotPlanned = new("staffmeeting/not-planned");
    public static readonly Refusal AlreadyPlanned = new("staffmeeting/already-planned");
    public static readonly Refusal AlreadyCollecting = new("staffmeeting/already-collecting");
    public static readonly Refusal NotCollecting = new("staffmeeting/not-collecting");
    public static readonly Refusal NoSuchQuestion = new("staffmeeting/no-such-question");
    public static readonly Refusal NothingWritten = new("staffmeeting/nothing-written");
    public static readonly Refusal NoSuchAnswer = new("staffmeeting/no-such-answer");
    public static readonly Refusal NoSuchCluster = new("staffmeeting/no-such-cluster");
    public static readonly Refusal ReasonRequired = new("staffmeeting/reason-required");
    public static readonly Refusal MoreThanThereAre = new("staffmeeting/more-than-there-are");

    public static StaffMeeting Initial { get; } = new(StaffMeetingStage.NotPlanned, 0, [], 0);

    public static Decision<StaffMeetingEvent> Decide(StaffMeeting state, StaffMeetingCommand command, Acting acting) => command switch
    {
        PlanStaffMeeting when state.Stage is not StaffMeetingStage.NotPlanned => AlreadyPlanned,
        PlanStaffMeeting c => [new StaffMeetingPlanned(c.Day, c.Theme, c.Question)],
        _ when state.Stage is StaffMeetingStage.NotPlanned => NotPlanned,

        AskStaff c => [new StaffAsked(c.Question)],
        AssignPart c => [new PartAssigned(c.Part, c.Seat)],

        OpenCollecting when state.Stage is StaffMeetingStage.Collecting => AlreadyCollecting,
        OpenCollecting => [new CollectingOpened()],
        CloseCollecting when state.Stage is not StaffMeetingStage.Collecting => NotCollecting,
        CloseCollecting => [new CollectingClosed()],

        TypeAnswers c when c.Question < 1 || c.Question > state.Questions => NoSuchQuestion,
        TypeAnswers { Answers.Count: 0 } => NothingWritten,
        TypeAnswers c => [new AnswersTyped(c.Question, c.Answers, c.Table)],
        GatherAnswers c when c.Question < 1 || c.Question > state.Questions => NoSuchQuestion,
        GatherAnswers c => [new AnswersGathered(c.Question, c.Answers)],

        MakeCluster { Answers.Count: 0 } => NothingWritten,
        MakeCluster c when !c.Answers.All(state.Answers.Contains) => NoSuchAnswer,
        MakeCluster c => [new ClusterMade(c.Name, c.Answers)],

        // INV-6 holds here too: what everyone was asked, everyone hears the answer to.
        AnswerCluster c when c.Cluster < 1 || c.Cluster > state.Clusters => NoSuchCluster,
        AnswerCluster { Reason: null } => ReasonRequired,
        AnswerCluster c => [new ClusterAnswered(c.Cluster, c.Disposition, c.Reason!, c.Matter)],

        NoteTakingPart c when c.Present > c.Staff => MoreThanThereAre,
        NoteTakingPart c => [new TakingPartNoted(c.Present, c.Staff, c.Minutes)],
        _ => throw new ArgumentOutOfRangeException(nameof(command), command, null),
    };

    public static StaffMeeting Evolve(StaffMeeting state, StaffMeetingEvent happened) => happened switch
    {
        StaffMeetingPlanned => state with { Stage = StaffMeetingStage.Planned, Questions = 1 },
        StaffAsked => state with { Questions = state.Questions + 1 },
        CollectingOpened => state with { Stage = StaffMeetingStage.Collecting },
        CollectingClosed => state with { Stage = StaffMeetingStage.Collected },
        AnswersTyped e => state with { Answers = state.Answers.Union(e.Answers.Select(a => a.Id)) },
        AnswersGathered e => state with { Answers = state.Answers.Union(e.Answers.Select(a => a.Id)) },
        ClusterMade => state with { Clusters = state.Clusters + 1 },
        _ => state,
    };
}
