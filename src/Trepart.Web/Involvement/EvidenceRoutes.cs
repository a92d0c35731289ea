using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Auditing;
using Trepart.Web.Groups;
using Trepart.Web.Help;
using Trepart.Web.Matters;
using Trepart.Web.Seats;
using Trepart.Web.Training;

namespace Trepart.Web.Involvement;

/// <summary>Who took part in a matter and when, made from its own story: for the same as the matter itself (LER-09).</summary>
public static class EvidenceRoutes
{
    public static void MapEvidence(this IEndpointRouteBuilder municipality) =>
        municipality.MapGet("saker/{id:guid}/medvirkning", Show).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts);

    public static void MapEvidenceApi(this IEndpointRouteBuilder municipality) =>
        municipality.MapGet("matters/{id:guid}/involvement", Read).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("read-matter-involvement").WithTags("matter").WithSummary("Who took part in a matter and when, by seat and union, made from its own story").Produces<EvidenceAnswer>();

    public static string AddressOf(Visit visit, Guid matter) => $"{MatterRoutes.AddressOf(visit, matter)}/medvirkning";

    private static async Task<IResult> Show(Guid id, HttpContext http, Visit visit, EventStore store, AuditReading audit, HelpReading help, CancellationToken ct)
    {
        var (found, problem) = await Open(id, http, visit, store, audit, help, ct);
        if (found is not { } story)
            return problem!;
        var services = http.RequestServices;
        return new RazorComponentResult<EvidencePage>(new
        {
            Story = story,
            Evidence = await Of(services, visit, story, ct),
            Telling = new Telling(visit.Text, services.GetRequiredService<Calendar>().Today, await services.GetRequiredService<SeatBook>().AllSeats(visit.Tenant, ct), story.Words),
            Processes = await services.GetRequiredService<ProcessBook>().OfMatter(visit.Tenant, id, ct),
        });
    }

    private static async Task<IResult> Read(Guid id, HttpContext http, Visit visit, EventStore store, AuditReading audit, HelpReading help, CancellationToken ct)
    {
        var (found, problem) = await Open(id, http, visit, store, audit, help, ct);
        if (found is not { } story)
            return problem!;
        http.Response.Headers.ETag = $"\"{story.Version.ToString(CultureInfo.InvariantCulture)}\"";
        var evidence = await Of(http.RequestServices, visit, story, ct);
        return TypedResults.Ok(new EvidenceAnswer(
            id, story.Arena, story.Version, story.Title, story.Events[0].HappenedOn, evidence.StewardsAtStart, evidence.UnionsAsked,
            [.. evidence.Seats.Select(s => new SeatEvidence(s.Seat.Id, s.Seat.Role, s.Seat.Organisation, new(s.First.Type, s.First.HappenedOn), new(s.Last.Type, s.Last.HappenedOn), s.Times))],
            [.. evidence.Steps.Select(s => new StepEvidence(s.Record.Type, s.Record.HappenedOn, s.Record.Seat, s.Agreed))]));
    }

    // The same door as the matter's own page.
    private static async Task<(MatterStory? Story, IResult? Problem)> Open(
        Guid id, HttpContext http, Visit visit, EventStore store, AuditReading audit, HelpReading help, CancellationToken ct)
    {
        var history = await store.Read(visit.Tenant, id, ct);
        if (MatterStory.Of(id, history) is not { } story)
            return (null, Problems.NotFound(visit));
        if (visit.Who.May(Right.ReadArena, story.Arena) || await help.OpenMatter(http, visit, id, ct))
            return (story, null);
        return await audit.Open(http, visit, Opened.Matter, id, history, null, ct) is { } seen && MatterStory.Of(id, seen) is { } part ? (part, null) : (null, Problems.Forbidden(visit));
    }

    private static async Task<MatterEvidence> Of(IServiceProvider services, Visit visit, MatterStory story, CancellationToken ct)
    {
        var seats = await services.GetRequiredService<SeatBook>().AllSeats(visit.Tenant, ct);
        var raised = story.Events[0];
        var held = await services.GetRequiredService<TrainingBook>().HeldOn(visit.Tenant, story.Arena, raised.HappenedOn, ct);
        var start = story.Events.FirstOrDefault(e => e.Event is TrialStarted);
        var unions = start is null ? [] : await services.GetRequiredService<GroupBook>().UnionsOn(visit.Tenant, story.Arena, start.HappenedOn, start.Position, ct);
        return MatterEvidence.Of(
            story, seats, [.. held.Select(s => seats[s]).Where(s => s.Role is SeatRole.ShopSteward).Select(s => s.Organisation).OfType<string>().Distinct().Order(Learning.NorwegianOrder.Instance)],
            [.. unions.Select(u => new UnionAsked(u.Organisation, u.Stage, u.Since))]);
    }
}

/// <summary>What a seat has done in a matter.</summary>
/// <param name="Times">How many records of the story it is in: it acted, or spoke, or agreed.</param>
public sealed record SeatPart(SeatInfo Seat, Recorded First, Recorded Last, int Times);

/// <summary>Where the group agreed, looked back or went on.</summary>
/// <param name="Agreed">The seats that agreed, where the record says which.</param>
public sealed record EvidenceStep(Recorded Record, IReadOnlyList<Guid> Agreed);

/// <param name="Since">The day from which it was so.</param>
public sealed record UnionAsked(string Organisation, UnionStage Stage, DateOnly Since);

/// <summary>Who took part in a matter and when.</summary>
/// <param name="StewardsAtStart">The unions whose steward had a seat in the group on the day that the matter was raised.</param>
/// <param name="UnionsAsked">How it stood with the unions when the first trial began; none where none has.</param>
public sealed record MatterEvidence(
    IReadOnlyList<SeatPart> Seats, IReadOnlyList<string> StewardsAtStart, IReadOnlyList<UnionAsked> UnionsAsked, IReadOnlyList<EvidenceStep> Steps)
{
    public static MatterEvidence Of(MatterStory story, KnownSeats seats, IReadOnlyList<string> stewards, IReadOnlyList<UnionAsked> unions)
    {
        var parts = story.Events.SelectMany(e => SeatsIn(e).Where(seats.ContainsKey).Distinct().Select(s => (Seat: s, Record: e)))
            .GroupBy(p => p.Seat, p => p.Record)
            .Select(g => new SeatPart(seats[g.Key], g.First(), g.Last(), g.Count()))
            .OrderBy(p => p.First.Version).ThenBy(p => p.Seat.Role).ThenBy(p => p.Seat.Number).ThenBy(p => p.Seat.Id);
        return new([.. parts], stewards, unions, [.. story.Events.Where(IsStep).Select(e => new EvidenceStep(e, Agreed(e)))]);
    }

    private static bool IsStep(Recorded recorded) => recorded.Event
        is ProblemAgreed or AgreementReached or TrialAgreed or TrialStarted or TrialEvaluated or TrialMadePermanent or TrialReverted or TrialExtended or LeaderDecided or MatterHandedOver
        or MatterClosed;

    private static IReadOnlyList<Guid> Agreed(Recorded recorded) => recorded.Event switch
    {
        ProblemAgreed e => [.. e.Seats],
        AgreementReached e => [.. e.Seats],
        TrialAgreed e => [.. e.Seats],
        _ => [],
    };

    // The seat that acted, and those that the record says took part: not those that were only asked to.
    private static IEnumerable<Guid> SeatsIn(Recorded recorded) =>
        (recorded.Seat is { } by ? new[] { by } : []).Concat(recorded.Event switch
        {
            ViewRegistered e => [e.Seat],
            OwnSideNoted e => [e.Seat],
            HmsConcernRaised e => [e.Seat],
            ResponsibilityTaken e => [e.Seat],
            TalkHeld e => e.Seats,
            _ => Agreed(recorded),
        });
}

/// <summary>That something of this stored name happened on a day.</summary>
public sealed record HappenedThen(string Type, DateOnly On);

public sealed record SeatEvidence(Guid Seat, SeatRole Role, string? Organisation, HappenedThen First, HappenedThen Last, int Times);

/// <param name="By">The seat that put it down.</param>
public sealed record StepEvidence(string Type, DateOnly On, Guid? By, IReadOnlyList<Guid> Agreed);

public sealed record EvidenceAnswer(
    Guid Id, Guid Arena, long Version, string? Title, DateOnly RaisedOn, IReadOnlyList<string> StewardsAtStart, IReadOnlyList<UnionAsked> UnionsAsked,
    IReadOnlyList<SeatEvidence> Seats, IReadOnlyList<StepEvidence> Steps);
