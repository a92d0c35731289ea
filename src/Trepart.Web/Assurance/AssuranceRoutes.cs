using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Involvement;
using Trepart.Web.Seats;
using Trepart.Web.Steering;

namespace Trepart.Web.Assurance;

/// <summary>Slik er det sikret: what those who answer for the municipality can see is in place, to be read and nothing else (MET-30).</summary>
public static class AssuranceRoutes
{
    public static void AddAssurance(this IServiceCollection services) => services.AddSingleton<AssuranceBook>();

    public static void MapAssurance(this IEndpointRouteBuilder municipality) =>
        municipality.MapGet("trygghet", Show).NeedsRight(Right.SeeAssurance).Shows(PersonalData.Texts);

    public static void MapAssuranceApi(this IEndpointRouteBuilder municipality) =>
        municipality.MapGet("assurance", Read).NeedsRight(Right.SeeAssurance).ShowsNobody()
            .WithName("read-assurance").WithTags("process").WithSummary("Whether what the municipality answers for is in place: counts and names of groups").Produces<AssuranceAnswer>();

    private static async Task<IResult> Show(
        Visit visit, AssuranceBook book, SteeringBook steering, EventStore store, ProcessBook processes, Calendar calendar, CancellationToken ct)
    {
        var stories = new List<(string Name, SteeringStory Story)>();
        foreach (var group in await steering.Groups(visit.Tenant, visit.Who, ct))
            stories.Add((group.Name, SteeringStory.Of(group.Id, await store.Read(visit.Tenant, group.Id, ct))!));
        return new RazorComponentResult<AssurancePage>(new
        {
            Assured = await book.Read(visit.Tenant, calendar.Today, ct),
            Steering = stories,
            Lacking = await processes.Lacking(visit.Tenant, ct),
        });
    }

    private static async Task<IResult> Read(
        Visit visit, AssuranceBook book, SteeringBook steering, EventStore store, ProcessBook processes, Calendar calendar, CancellationToken ct)
    {
        var assured = await book.Read(visit.Tenant, calendar.Today, ct);
        var ground = new List<SteeringAssured>();
        foreach (var group in await steering.Groups(visit.Tenant, visit.Who, ct))
        {
            var story = SteeringStory.Of(group.Id, await store.Read(visit.Tenant, group.Id, ct))!;
            ground.Add(new(group.Id, story.Last<Domain.FoundingNoted>()?.Event.DecidedOn, story.State.ReviewOn));
        }

        return TypedResults.Ok(new AssuranceAnswer(
            assured.Groups, [.. assured.WithoutSafety.Select(g => g.Id)], assured.HmsWaiting, ground, [.. (await processes.Lacking(visit.Tenant, ct)).Select(p => p.Process.Id)]));
    }
}

/// <summary>What a steering group rests on.</summary>
/// <param name="FoundedOn">The day of the decision that it was founded on; null where none is noted.</param>
/// <param name="ReviewOn">When its charter is to be looked at again; null where it has none.</param>
public sealed record SteeringAssured(Guid Arena, DateOnly? FoundedOn, DateOnly? ReviewOn);

/// <param name="WithoutSafety">The groups that have no safety representative today.</param>
/// <param name="HmsWaiting">Null where they are so few that a number would point at them.</param>
/// <param name="Lacking">The processes in which a party says that it was not involved, and has no answer.</param>
public sealed record AssuranceAnswer(int Groups, IReadOnlyList<Guid> WithoutSafety, int? HmsWaiting, IReadOnlyList<SteeringAssured> Steering, IReadOnlyList<Guid> Lacking);
