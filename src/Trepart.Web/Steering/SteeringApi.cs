using System.ComponentModel;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Seats;

namespace Trepart.Web.Steering;

/// <summary>What the steering group's pages show, as JSON.</summary>
public static class SteeringApi
{
    private const int Most = 200;

    public static void MapSteeringApi(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("steering-groups", List).ForEveryone().Shows(PersonalData.Texts)
            .WithName("list-steering-groups").WithTags("arena").WithSummary("The municipality's steering groups: what everyone there may know of them").Produces<SteeringList>();
        var arena = municipality.MapGroup("arenas/{arena:guid}");
        arena.MapGet("steering-items", Items).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("list-steering-items").WithTags("steering_item").WithSummary("A steering group's items: those that are going on first, at most 200").Produces<ItemList>();
        arena.MapGet("steering-composition", Composition).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("read-steering-composition").WithTags("arena").WithSummary("How a steering group is put together, beside what it compares itself with").Produces<SteeringComposed>();
    }

    private static async Task<IResult> List(Visit visit, SteeringBook book, SeatOverview seats, EventStore store, Calendar calendar, CancellationToken ct)
    {
        var groups = new List<SteeringAnswer>();
        foreach (var group in await book.Groups(visit.Tenant, visit.Who, ct))
        {
            var story = SteeringStory.Of(group.Id, await store.Read(visit.Tenant, group.Id, ct))!;
            var status = story.Last<LegalStatusAssessed>();
            groups.Add(new(
                group.Id, group.Name, story.Version, story.State.SetUp, story.Last<FoundingNoted>() is { Event: var founding } ? new(founding.Body, founding.DecidedOn, story.Text(founding.Text), story.Text(founding.Reference), story.Text(founding.Policy)) : null,
                story.Last<CharterAdopted>() is { Event: var charter } ? story.Text(charter.Charter) : null, story.State.ReviewOn,
                status?.Event.Status ?? LegalStatus.NotAssessed, status is { } assessed ? story.Text(assessed.Event.Office) : null, status?.Recorded.HappenedOn,
                [.. (await seats.Of(visit.Tenant, group.Id, calendar.Today, ct)).Where(s => Arena.Fits(s.Seat.Role, ArenaKind.SteeringGroup)).Select(s => new SeatThere(s.Seat.Id, s.Seat.Role, s.Seat.Organisation, s.HoldersOn(calendar.Today) is []))],
                [.. story.Themes.Select(t => new ThemeThere(t.Number, t.In(visit.Text)))]));
        }

        return TypedResults.Ok(new SteeringList(groups));
    }

    private static async Task<IResult> Items(Guid arena, Visit visit, SteeringBook book, CancellationToken ct) => TypedResults.Ok(new ItemList(await book.Items(visit.Tenant, arena, Most, ct)));

    private static async Task<IResult> Composition(Guid arena, Visit visit, SteeringBook book, Calendar calendar, CancellationToken ct) =>
        TypedResults.Ok(await book.Composition(visit.Tenant, arena, calendar.Today, ct));
}

public sealed record SteeringList(IReadOnlyList<SteeringAnswer> Items);

public sealed record ItemList(IReadOnlyList<ItemRow> Items);

/// <param name="Charter">The mandate as it stands; null where there is none yet, and where the words have been erased.</param>
/// <param name="AssessedBy">The office that has assessed the legal status; null where nobody has.</param>
public sealed record SteeringAnswer(
    Guid Id, string Name, long Version, SetUp SetUp, FoundingAnswer? Founding, string? Charter, DateOnly? ReviewOn, LegalStatus LegalStatus, string? AssessedBy, DateOnly? AssessedOn,
    IReadOnlyList<SeatThere> Seats, IReadOnlyList<ThemeThere> Themes);

public sealed record FoundingAnswer(FoundingBody Body, DateOnly DecidedOn, string? Text, string? Reference, string? Policy);

public sealed record SeatThere(Guid Id, SeatRole Role, string? Organisation, [property: Description("Nobody has it today.")] bool IsVacant);

public sealed record ThemeThere(int Number, string Name);
