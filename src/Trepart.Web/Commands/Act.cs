using Trepart.Domain;
using Trepart.Web.Seats;

namespace Trepart.Web.Commands;

/// <summary>A kind of stream: where its rules are, and who its events are for.</summary>
/// <param name="Name">The stored name of the stream's type.</param>
public sealed record Kind(
    string Name,
    string Visibility,
    Func<IEnumerable<object>, object> Fold,
    Func<object, object, Acting, (IReadOnlyList<object> Events, Refusal? Refusal)> Decide)
{
    public static readonly Kind Matter = Of<Matter, MatterCommand, MatterEvent>("matter", "arena");
    public static readonly Kind Input = Of<Input, InputCommand, InputEvent>("input", "arena");
    public static readonly Kind Arena = Of<Arena, ArenaCommand, ArenaEvent>("arena", "municipality");
    public static readonly Kind Seat = Of<Seat, SeatCommand, SeatEvent>("seat", "municipality");
    public static readonly Kind Mandate = Of<Mandate, MandateCommand, MandateEvent>("mandate", "municipality");

    public static readonly Kind Workplace = Of<Workplace, WorkplaceCommand, WorkplaceEvent>("workplace", "municipality") with { IsOfMunicipality = true };
    public static readonly Kind Union = Of<Union, UnionCommand, UnionEvent>("union", "municipality");
    public static readonly Kind Rules = Of<Rules, RulesCommand, RulesEvent>("rules", "arena");
    public static readonly Kind InputLink = Of<InputLink, InputLinkCommand, InputLinkEvent>("input_link", "arena");
    public static readonly Kind StaffMeeting = Of<StaffMeeting, StaffMeetingCommand, StaffMeetingEvent>("staff_meeting", "arena");

    public static readonly Kind Person = Of<Person, PersonCommand, PersonEvent>("person", "municipality");
    public static readonly Kind Retention = Of<Domain.Retention, RetentionCommand, RetentionEvent>("retention", "municipality");

    public static readonly Kind Sharing = Of<Sharing, SharingCommand, SharingEvent>("sharing", "municipality");

    /// <summary>Belongs to no group: it can be pointed at from every one of them.</summary>
    public bool IsOfMunicipality { get; private init; }

    public static readonly Kind Item = Of<SteeringItem, ItemCommand, ItemEvent>("steering_item", "arena");
    public static readonly Kind Series = Of<Series, SeriesCommand, SeriesEvent>("series", "arena");
    public static readonly Kind Meeting = Of<Meeting, MeetingCommand, MeetingEvent>("meeting", "arena");
    public static readonly Kind Action = Of<GroupAction, ActionCommand, ActionEvent>("action", "arena");

    /// <summary>A stop is the group's own, and not for whoever reads the whole history (HLP-03).</summary>
    public static readonly Kind Help = Of<HelpRequest, HelpCommand, HelpEvent>("help", "group");

    public static readonly Kind Questions = Of<OwnQuestions, OwnQuestionsCommand, OwnQuestionsEvent>("own_questions", "municipality") with { IsOfMunicipality = true };
    public static readonly Kind Exercise = Of<Exercise, ExerciseCommand, ExerciseEvent>("exercise", "group");

    /// <summary>The group's own: nobody above it reads its figures (INV-16).</summary>
    public static readonly Kind Trust = Of<TrustCheck, TrustCommand, TrustEvent>("trust_check", "group");

    public static readonly Kind Report = Of<Report, ReportCommand, ReportEvent>("report", "arena") with { IsOfMunicipality = true };
    public static readonly Kind ReportRhythm = Of<ReportRhythmChoice, ReportRhythmCommand, ReportRhythmEvent>("report_rhythm", "municipality");

    public static readonly Kind Signal = Of<Signal, SignalCommand, SignalEvent>("signal", "municipality") with { IsOfMunicipality = true };
    public static readonly Kind Reply = Of<Reply, ReplyCommand, ReplyEvent>("reply", "arena");
    public static readonly Kind Experience = Of<Experience, ExperienceCommand, ExperienceEvent>("experience", "arena") with { IsOfMunicipality = true };
    public static readonly Kind Adoption = Of<Adoption, AdoptionCommand, AdoptionEvent>("adoption", "arena");

    public static readonly Kind PoliticalDecision =
        Of<PoliticalDecision, PoliticalDecisionCommand, PoliticalDecisionEvent>("political_decision", "municipality") with { IsOfMunicipality = true };

    public static readonly Kind DecisionLink = Of<DecisionLink, DecisionLinkCommand, DecisionLinkEvent>("decision_link", "arena");
    public static readonly Kind Win = Of<Win, WinCommand, WinEvent>("win", "arena");

    public static readonly Kind Training = Of<Domain.Training, TrainingCommand, TrainingEvent>("training", "municipality") with { IsOfMunicipality = true };
    public static readonly Kind Participation = Of<Participation, ParticipationCommand, ParticipationEvent>("participation", "arena");

    public static readonly Kind Gathering = Of<Gathering, GatheringCommand, GatheringEvent>("gathering", "municipality") with { IsOfMunicipality = true };
    public static readonly Kind Presentation = Of<Presentation, PresentationCommand, PresentationEvent>("presentation", "arena");

    public static readonly Kind Process = Of<MunicipalProcess, ProcessCommand, ProcessEvent>("process", "municipality") with { IsOfMunicipality = true };

    public static readonly Kind Goal = Of<Goal, GoalCommand, GoalEvent>("goal", "arena");

    private static Kind Of<TState, TCommand, TEvent>(string name, string visibility)
        where TState : IDecider<TState, TCommand, TEvent>
        where TEvent : notnull =>
        new(
            name,
            visibility,
            events => events.Cast<TEvent>().Aggregate(TState.Initial, TState.Evolve)!,
            (state, command, acting) =>
            {
                var decision = TState.Decide((TState)state, (TCommand)command, acting);
                return ([.. decision.Events], decision.Refusal);
            });
}

/// <summary>What an act has counted where it comes in, so that its figures are those of the record.</summary>
/// <param name="Period">The first and the last day, from how the thing stands.</param>
/// <param name="With">Gives the command the figures.</param>
public sealed record Counting(Func<IReadOnlyList<object>, (DateOnly From, DateOnly Until)> Period, Func<object, ReportFigures, object> With);

/// <summary>One thing that a user can do: the same rule behind a form, a JSON request and a line of an imported file.</summary>
/// <param name="Name">Stable and public: it names the command in files and in the API, and finds its texts.</param>
/// <param name="Slug">The last part of the form's address; null where there is no form.</param>
/// <param name="Right">What the acting seat must be allowed.</param>
/// <param name="Creates">Begins a new stream.</param>
public sealed record Act(string Name, string? Slug, Kind Kind, Type Command, Right Right, bool Creates = false)
{
    /// <summary>Other streams that move in the same append, if the command asks for any.</summary>
    public Func<object, Guid, IReadOnlyList<(Kind Kind, Guid Stream, object Command)>> Also { get; init; } = (_, _) => [];

    /// <summary>
    /// Another stream whose rules may say no, and to which nothing happens: what it is asked follows from the command and from how the first one stands.
    /// </summary>
    public Func<object, (Kind Kind, Guid Stream, Func<object, object> Command)?> Consents { get; init; } = _ => null;

    /// <summary>Done from the very seat that it is about, and from no other of the group.</summary>
    public bool IsOfOwnSeat { get; init; }

    /// <summary>Which of her own seats in the group someone acts from, where the command says it; null for whichever may.</summary>
    public Func<object, Guid?>? FromSeat { get; init; }

    /// <summary>The seats that the command names are of this role; null where they may be any.</summary>
    public SeatRole? Names { get; init; }

    /// <summary>What is not in the log and goes with it in the same transaction; null for nothing.</summary>
    public Action<Npgsql.NpgsqlBatch, Store.Tenant, Guid>? Beside { get; init; }

    /// <summary>New streams that are begun in the same append, after the first.</summary>
    public Func<object, Guid, IReadOnlyList<(Kind Kind, Guid Stream, object Command)>> Begins { get; init; } = (_, _) => [];

    /// <summary>Tells the command whose table it is and which parties sit around it, where its rule is about that; null where it is not.</summary>
    public Func<object, Table, object>? With { get; init; }

    /// <summary>What the arena's own rule is asked before something new begins there; null for what may begin in every arena.</summary>
    public Func<object, ArenaCommand>? Welcome { get; init; }

    /// <summary>Tells the command in which arena it comes in, where its rule is about that; null where it is not.</summary>
    public Func<object, Guid, object>? In { get; init; }

    /// <summary>Gives the command what is counted of the arena's past; null where nothing is.</summary>
    public Counting? Counts { get; init; }

    /// <summary>Tells the command how many would be asked and when they last were; null for what asks nobody.</summary>
    public Func<object, Trust.TrustGround, object>? Trust { get; init; }

    /// <summary>Tells the command which sets of questions the municipality has its own of; null for what asks no questions.</summary>
    public Func<object, IReadOnlyDictionary<QuestionSet, QuestionsInUse>, object>? Questions { get; init; }

    /// <summary>Other streams that the command points at: they must exist in the same arena, and be of that kind.</summary>
    public Func<object, IReadOnlyList<(Kind Kind, Guid Stream)>> PointsAt { get; init; } = _ => [];

    /// <summary>Other streams that the command points at, in whichever arena they are: they must exist, be of that kind, and be for the one who asks to read.</summary>
    public Func<object, IReadOnlyList<(Kind Kind, Guid Stream)>> RefersTo { get; init; } = _ => [];

    /// <summary>The text of its stream that the command takes away; null for an act that takes none.</summary>
    public Func<object, (Guid Text, ErasureReason Reason)>? Erases { get; init; }

    /// <summary>The holding that someone gets by it, who is told of as a <see cref="Newcomer"/>; null for an act that gives nobody a seat.</summary>
    public Field? Made { get; } = CommandShape.Of(Command).SingleOrDefault(f => f.IsMade);

    public string ApiName => Name.Replace('_', '-');

    /// <summary>What a form asks for and JSON may hold.</summary>
    public IReadOnlyList<Field> Fields { get; } = [.. CommandShape.Of(Command).SelectMany(f => f.IsMade ? Newcomer.FieldsFor(f) : [f])];
}
