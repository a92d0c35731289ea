using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Boards;
using Trepart.Web.Seats;

namespace Trepart.Web.Trail;

/// <summary>An event of the trail, told and checked.</summary>
/// <param name="By">The seat that acted.</param>
/// <param name="Name">Who held it, or who it concerns, where the register still knows and the reader may.</param>
/// <param name="Thing">What the event belongs to, in the users' words.</param>
/// <param name="ThingAddress">Its own page; null where it has none, or the reader may not see it.</param>
public sealed record TrailLine(
    Recorded Record, Told Told, string By, string? Name, ArenaInfo? Arena, string Thing, string? ThingAddress, Proof Proof)
{
    /// <summary>The holding whose name is shown; null where none is.</summary>
    public Guid? Named => Name is null ? null : HoldingOf(Record);

    /// <summary>The name is of the one whom it concerns, and not of the one who did it.</summary>
    public bool IsAboutAnother => IsAboutHolder(Record);

    /// <summary>Tells a page of the trail.</summary>
    public static async Task<IReadOnlyList<TrailLine>> Of(
        History page, Visit visit, Calendar calendar, EventStore store, SeatBook seatBook, Arenas arenaBook, CancellationToken ct)
    {
        var streams = page.Events.Select(e => e.StreamId).Distinct().ToArray();
        var openings = await store.ReadOpenings(visit.Tenant, streams, ct);
        var written = await store.ReadWordsWithSalts(visit.Tenant, streams, ct);
        var seats = await seatBook.AllSeats(visit.Tenant, ct);
        var arenas = await arenaBook.All(visit.Tenant, ct);
        var holdings = page.Events.Select(HoldingOf).OfType<Guid>().Distinct().ToArray();
        var names = await seatBook.NamesOf(visit.Tenant, holdings, ct);
        var proposals = await Proposals(page, visit.Tenant, store, ct);

        var lines = new List<TrailLine>();
        foreach (var recorded in page.Events)
        {
            var telling = new Telling(visit.Text, calendar.Today, seats, page.Words);
            if (proposals.TryGetValue(recorded.Id, out var proposal))
                telling.Tell(proposal);

            var told = telling.Tell(recorded);
            var seat = IsAboutHolder(recorded) ? recorded.StreamId : recorded.Seat;
            lines.Add(new(
                recorded, told, telling.NameOfActor(recorded), MayKnow(visit.Who, recorded, seats.GetValueOrDefault(seat ?? default)) ? NameOf(recorded) : null,
                arenas.GetValueOrDefault(recorded.Arena), Thing(recorded, telling), Address(recorded), Proof.Of(recorded, written)));
        }

        return lines;

        string? NameOf(Recorded recorded) => HoldingOf(recorded) is { } holding ? names.GetValueOrDefault(holding) : null;

        string Thing(Recorded recorded, Telling telling) => openings.GetValueOrDefault(recorded.StreamId) switch
        {
            { Event: MatterRaised e } => page.Words.GetValueOrDefault(e.Title.Id) ?? visit.Text["words.erased"],
            { Event: InputReceived e } given => InputTitle(visit.Text, e.Kind, given.HappenedOn),
            { Event: UnnamedInputReceived e } given => InputTitle(visit.Text, e.Kind, given.HappenedOn),
            { Event: InputLinkEvent } => visit.Text["links.link"],
            { Event: StaffMeetingPlanned e } => page.Words.GetValueOrDefault(e.Theme.Id) ?? visit.Text["words.erased"],
            { Event: SeatEstablished } => visit.Text.Say("trail.seat", ("seat", telling.SeatName(recorded.StreamId))),
            { Event: ArenaEstablished e } => e.Name,
            { Event: PersonEvent } => visit.Text["people.title"],
            { Event: RetentionEvent } => visit.Text["retention.title"],
            { Event: WorkplaceRegistered e } => e.Name,
            { Event: UnionNoted e } => e.Organisation,
            { Event: RulesAdopted } => visit.Text["rules.title"],
            { Event: MandateGranted e } => MandateTitle(visit.Text, e.Authority),
            { Event: MeetingPlanned e } => visit.Text.Say("meeting.title-of", ("day", visit.Text.Day(e.Day, calendar.Today))),
            { Event: SeriesPlanned } => visit.Text["series.title"],
            { Event: ActionAgreed e } => page.Words.GetValueOrDefault(e.What.Id) ?? visit.Text["words.erased"],
            { Event: QuestionsWritten e } => Reflection.QuestionSets.TitleOf(visit.Text, e.Set),
            { Event: ExerciseStarted e } => Reflection.QuestionSets.TitleOf(visit.Text, e.Set),
            { Event: GatheringPlanned e } => page.Words.GetValueOrDefault(e.Theme.Id) ?? visit.Text["words.erased"],
            { Event: PresentationDrafted } => visit.Text["presentation.title"],
            { Event: TrainingPlanned e } => page.Words.GetValueOrDefault(e.Title.Id) ?? visit.Text["words.erased"],
            { Event: ParticipationRegistered } => visit.Text["training.part.title"],
            { Event: GoalSet e } => page.Words.GetValueOrDefault(e.What.Id) ?? visit.Text["words.erased"],
            { Event: ProcessRegistered e } => page.Words.GetValueOrDefault(e.Title.Id) ?? visit.Text["words.erased"],
            { Event: TrustCheckOpened } check => visit.Text.Say("trust.check-of", ("on", visit.Text.Date(check.HappenedOn))),
            { Event: StopCalled } stop => visit.Text.Say("help.stop-of", ("on", visit.Text.Date(stop.HappenedOn))),
            _ => recorded.StreamType,
        };

        string? Address(Recorded recorded) => (recorded.StreamType, visit.Who.May(Right.ReadArena, recorded.Arena) || visit.Who.Mandates.Any(m => m.Covers(recorded))) switch
        {
            ("workplace", _) => visit.Who.May(Right.ReadLearning) ? Workplaces.WorkplaceRoutes.AddressOf(visit, recorded.StreamId) : null,
            ("union", _) => visit.Who.May(Right.ReadArena, recorded.Arena) ? Groups.UnionRoutes.AddressOf(visit, recorded.StreamId) : null,
            ("mandate", _) => visit.Who.May(Right.SeeMandates) ? Auditing.AuditRoutes.AddressOf(visit, recorded.StreamId) : null,
            ("own_questions", _) => Reflection.ReflectionRoutes.OwnAddress(visit, recorded.StreamId),
            ("exercise", _) => visit.Who.May(Right.WorkInGroup, recorded.Arena) ? Reflection.ReflectionRoutes.AddressOf(visit, recorded.StreamId) : null,
            ("trust_check", _) => visit.Who.May(Right.GiveInput, recorded.Arena) ? Trust.TrustRoutes.AddressOf(visit, recorded.Arena) : null,
            ("help", _) => visit.Who.May(Right.WorkInGroup, recorded.Arena) ? Help.HelpRoutes.AddressOf(visit, recorded.StreamId) : null,
            ("gathering", _) => Gatherings.GatheringRoutes.AddressOf(visit, recorded.StreamId),
            ("presentation", _) => visit.Who.May(Right.ReadArena, recorded.Arena) ? Gatherings.GatheringRoutes.PresentationAddress(visit, recorded.StreamId) : null,
            ("process", _) => Involvement.ProcessRoutes.Reads(visit.Who) ? Involvement.ProcessRoutes.AddressOf(visit, recorded.StreamId) : null,
            ("training", _) => Training.TrainingRoutes.AddressOf(visit, recorded.StreamId),
            ("participation", _) => visit.Who.May(Right.KeepTraining) || visit.Who.May(Right.WorkInGroup, recorded.Arena) ? Training.TrainingRoutes.ParticipationAddress(visit, recorded.StreamId) : null,
            ("matter", true) => Matters.MatterRoutes.AddressOf(visit, recorded.StreamId),
            ("meeting", true) => Meetings.MeetingRoutes.AddressOf(visit, recorded.StreamId),
            ("action", true) => Meetings.ActionRoutes.AddressOf(visit, recorded.StreamId),
            ("goal", _) => visit.Who.May(Right.ReadArena, recorded.Arena) ? Goals.GoalRoutes.AddressOf(visit, recorded.StreamId) : null,
            ("staff_meeting", true) => StaffMeetings.StaffMeetingRoutes.AddressOf(visit, recorded.StreamId),
            ("input", true) => Inputs.InputRoutes.AddressOf(visit, recorded.StreamId),
            _ => null,
        };
    }

    /// <summary>What a mandate is called in a list.</summary>
    public static string MandateTitle(Language text, AuditAuthority authority) =>
        text.Say("mandate.of", ("authority", text.Choice(authority)));

    /// <summary>What an input is called in a list; what it says may be long.</summary>
    public static string InputTitle(Language text, InputKind kind, DateOnly on) =>
        text.Say("trail.input", ("kind", text.Choice(kind)), ("on", text.Date(on)));

    /// <summary>
    /// Whether the reader may know who acted. The holders of an office are known to everyone who sees the trail; an employee is known to the
    /// group that gets her inputs, and to nobody else; one who passes something on is not named at all.
    /// </summary>
    public static bool MayKnow(SignedIn who, Recorded recorded, SeatInfo? seat) =>
        recorded.Event is not InputReceived { OnBehalf: true }
        && (seat is { Role: not SeatRole.Employee } || who.May(Right.WorkInGroup, recorded.Arena));

    // Who takes or leaves a seat stands in the event, and is not the one who keeps the seats.
    private static bool IsAboutHolder(Recorded recorded) => recorded.Event is SeatTaken or SeatLeft or DeputyAppointed or DeputyshipEnded;

    private static Guid? HoldingOf(Recorded recorded) => recorded.Event switch
    {
        SeatTaken e => e.Holding,
        SeatLeft e => e.Holding,
        DeputyAppointed e => e.Holding,
        DeputyshipEnded e => e.Holding,
        _ => recorded.Actor,
    };

    /// <summary>The proposal that each evaluation is of, by the evaluation's id: it knows what the affected groups are called.</summary>
    private static async Task<Dictionary<Guid, Recorded>> Proposals(History page, Tenant tenant, EventStore store, CancellationToken ct)
    {
        var proposals = new Dictionary<Guid, Recorded>();
        foreach (var evaluations in page.Events.Where(e => e.Event is TrialEvaluated).GroupBy(e => e.StreamId))
        {
            var story = await store.Read(tenant, evaluations.Key, ct);
            foreach (var evaluation in evaluations)
            {
                if (story.Events.LastOrDefault(e => e.Event is TrialProposed && e.Version < evaluation.Version) is { } proposal)
                    proposals[evaluation.Id] = proposal;
            }
        }

        return proposals;
    }
}
