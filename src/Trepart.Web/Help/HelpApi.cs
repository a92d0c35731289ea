using System.ComponentModel;
using System.Globalization;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Seats;

namespace Trepart.Web.Help;

/// <summary>What the pages of stops and helpers show, as JSON.</summary>
public static class HelpApi
{
    public static void MapHelpApi(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("arenas/{arena:guid}/help", List).NeedsRight(Right.WorkInGroup).Shows(PersonalData.Texts)
            .WithName("list-help").WithTags("help").WithSummary("A group's stops: the one that goes on first, then the latest").Produces<HelpList>();

        // As on the page: the group, or a helper it has let in.
        municipality.MapGet("help/{id:guid}", Read).ForEveryone().Shows(PersonalData.Texts)
            .WithName("read-help").WithTags("help").WithSummary("A stop; to a helper, what the group shares").Produces<HelpAnswer>();
        municipality.MapGet("help-upwards", Upwards).NeedsRight(Right.ReadLearning).Shows(PersonalData.Texts)
            .WithName("read-help-upwards").WithTags("help").WithSummary("How many groups have stopped, and those that let it be seen").Produces<HelpUpwardsAnswer>();
    }

    private static async Task<IResult> List(Guid arena, Visit visit, HelpBook book, CancellationToken ct) =>
        TypedResults.Ok(new HelpList([.. (await book.OfArena(visit.Tenant, arena, ct)).Select(h => HelpItem.Of(h))]));

    private static async Task<IResult> Read(Guid id, HttpContext http, Visit visit, HelpBook book, HelpReading reading, EventStore store, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } help)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.WorkInGroup, help.Arena))
        {
            return await reading.Open(http, visit, id, ct) is { } access
                ? TypedResults.Ok(new HelpAnswer(help.Id, help.Arena, help.Version, HelpItem.Of(help) with { Confirmed = [], Learned = null, IsShown = false }, [HelpAccessAnswer.Of(access)], null, null))
                : Problems.Forbidden(visit);
        }

        http.Response.Headers.ETag = $"\"{help.Version.ToString(CultureInfo.InvariantCulture)}\"";
        var history = await store.Read(visit.Tenant, id, ct);
        return TypedResults.Ok(new HelpAnswer(
            help.Id, help.Arena, help.Version, HelpItem.Of(help), [.. (await book.Accesses(visit.Tenant, id, ct)).Select(HelpAccessAnswer.Of)],
            [.. history.Events.Select(e => e.Event).OfType<StuckAnswered>().Select(e => new StuckAnswer(e.Question, e.Seat, history.Words.GetValueOrDefault(e.Answer.Id)))],
            await book.Openings(visit.Tenant, id, ct)));
    }

    private static async Task<IResult> Upwards(Visit visit, HelpBook book, CancellationToken ct)
    {
        var upwards = await book.Upwards(visit.Tenant, ct);
        return TypedResults.Ok(new HelpUpwardsAnswer(upwards.Groups, [.. upwards.Shown.Select(h => new ShownHelp(h.Arena, h.Stage, h.Helpers, h.Learned))]));
    }
}

public sealed record HelpList(IReadOnlyList<HelpItem> Items);

/// <summary>A stop as it stands.</summary>
/// <param name="Cause">Null where none is stated, and where the words have been erased.</param>
/// <param name="Confirmed">The seats that have confirmed the cause.</param>
public sealed record HelpItem(
    Guid Id, Guid Arena, long Version, HelpStage Stage, DateOnly CalledOn, string? Cause, IReadOnlyList<Guid> Confirmed, IReadOnlyList<HelperKind> Helpers, string? Shares,
    DateOnly? AskedOn, DateOnly? SessionOn, int Sessions, bool IsShown, string? Learned, DateOnly? EndedOn)
{
    public static HelpItem Of(HelpRow h) => new(
        h.Id, h.Arena, h.Version, h.Stage, h.CalledOn, h.Cause, h.Confirmed, h.Helpers, h.Shares, h.AskedOn, h.SessionOn, h.Sessions, h.IsShown, h.Learned, h.EndedOn);
}

/// <param name="Answers">What each seat has answered to the five questions; null for a helper.</param>
/// <param name="Opened">What helpers have opened; null for a helper.</param>
public sealed record HelpAnswer(
    Guid Id, Guid Arena, long Version, HelpItem Help, IReadOnlyList<HelpAccessAnswer> Accesses, IReadOnlyList<StuckAnswer>? Answers, IReadOnlyList<HelpOpening>? Opened);

/// <param name="Agreed">The seats that have agreed to it.</param>
public sealed record HelpAccessAnswer(
    int Number, [property: Description("The helper's.")] Guid Seat, DateOnly Start, DateOnly End, IReadOnlyList<Guid> Matters, IReadOnlyList<Guid> Agreed, AccessStage Stage)
{
    public static HelpAccessAnswer Of(HelpAccessRow a) => new(a.Number, a.Seat, a.Start, a.End, a.Matters, a.Agreed, a.Stage);
}

/// <param name="Text">Null where the words have been erased.</param>
public sealed record StuckAnswer(int Question, Guid Seat, string? Text);

/// <param name="Groups">How many groups have stopped; null where they are too few to be counted aloud.</param>
/// <param name="Shown">Those that let it be seen.</param>
public sealed record HelpUpwardsAnswer(int? Groups, IReadOnlyList<ShownHelp> Shown);

public sealed record ShownHelp(Guid Arena, HelpStage Stage, IReadOnlyList<HelperKind> Helpers, string? Learned);
