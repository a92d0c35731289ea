using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Domain;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Signals;

/// <summary>Spørsmål og signaler: from the steering group to groups, and what the groups reply.</summary>
public static class SignalRoutes
{
    public static void MapSignals(this IEndpointRouteBuilder municipality)
    {
        var group = municipality.MapGroup("grupper/{arena:guid}").Shows(PersonalData.Texts);
        group.MapGet(SignalActs.Send.Slug!, (Guid arena, HttpContext http, Visit visit) => ShowSend(http, visit, null, StatusCodes.Status200OK)).NeedsRight(Right.AnswerGroups);
        group.MapPost(SignalActs.Send.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, SignalActs.Send, null, arena, (h, v, _, draft, status) => ShowSend(h, v, draft, status), done => AddressOf(visit, done)))
            .NeedsRight(Right.AnswerGroups);
        group.MapGet(SignalActs.Reply.Slug!, (Guid arena, [FromQuery(Name = "sporsmal")] Guid? signal, HttpContext http, Visit visit) => ShowReply(http, visit, arena, signal, null, StatusCodes.Status200OK))
            .NeedsRight(Right.WorkInGroup);
        group.MapPost(SignalActs.Reply.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, SignalActs.Reply, null, arena,
                (h, v, _, draft, status) => ShowReply(h, v, arena, Guid.TryParse(draft.Body["signal"]?.ToString(), out var signal) ? signal : null, draft, status),
                _ => $"{visit.Root}/sporsmal"))
            .NeedsRight(Right.WorkInGroup);

        // Those who ask and those who are asked: two rights, and the handler asks.
        municipality.MapGet("sporsmal", List).ForEveryone().Shows(PersonalData.Texts);
        var one = municipality.MapGroup("sporsmal/{id:guid}").Shows(PersonalData.Texts);
        one.MapGet("", Show).ForEveryone();
        one.MapGet(SignalActs.Close.Slug!, (Guid id, HttpContext http, Visit visit) => ShowClose(http, visit, id, null, StatusCodes.Status200OK)).NeedsRight(Right.AnswerGroups);
        one.MapPost(SignalActs.Close.Slug!, (Guid id, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, SignalActs.Close, id, null, (h, v, _, draft, status) => ShowClose(h, v, id, draft, status), done => AddressOf(visit, done)))
            .NeedsRight(Right.AnswerGroups);
    }

    public static void MapSignalsApi(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("signals", async (Visit visit, SignalBook book, CancellationToken ct) => TypedResults.Ok(new SignalList(await Mine(visit, book, ct))))
            .ForEveryone().Shows(PersonalData.Texts)
            .WithName("list-signals").WithTags("signal").WithSummary("What the steering group asks your groups; all of it to those who answer for it").Produces<SignalList>();
        municipality.MapGet("signals/{id:guid}", ReadSignal).ForEveryone().Shows(PersonalData.Texts)
            .WithName("read-signal").WithTags("signal").WithSummary("A question or signal, with the replies that you may read").Produces<SignalAnswer>();
        municipality.MapGet("replies/{id:guid}", ReadReply).ForEveryone().Shows(PersonalData.Texts)
            .WithName("read-reply").WithTags("reply").WithSummary("A group's reply").Produces<ReplyRow>();
    }

    public static string AddressOf(Visit visit, Guid signal) => $"{visit.Root}/sporsmal/{signal}";

    /// <summary>Who it is from, and those in a group that is asked.</summary>
    public static bool MayRead(SignedIn who, SignalRow signal) => who.May(Right.AnswerGroups) || GroupsOf(who, Right.ReadArena).Any(signal.Asks);

    public static Guid[] GroupsOf(SignedIn who, Right right) =>
        [.. who.Holdings.Where(h => Rights.Of(h.Seat).Contains(right)).Select(h => h.Seat.Arena).Distinct()];

    private static Task<IReadOnlyList<SignalRow>> Mine(Visit visit, SignalBook book, CancellationToken ct) =>
        visit.Who.May(Right.AnswerGroups) ? book.All(visit.Tenant, ct) : book.To(visit.Tenant, GroupsOf(visit.Who, Right.ReadArena), ct);

    // The steering group hears everyone; a group reads its own.
    private static IReadOnlyList<ReplyRow> Readable(Visit visit, IReadOnlyList<ReplyRow> replies) =>
        [.. replies.Where(r => visit.Who.May(Right.AnswerGroups) || visit.Who.May(Right.ReadArena, r.Arena))];

    private static async Task<IResult> List(Visit visit, SignalBook book, CancellationToken ct) =>
        new RazorComponentResult<SignalsPage>(new { Signals = await Mine(visit, book, ct) });

    private static async Task<IResult> Show(Guid id, Visit visit, SignalBook book, Arenas arenas, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } signal)
            return Problems.NotFound(visit);
        if (!MayRead(visit.Who, signal))
            return Problems.Forbidden(visit);
        return new RazorComponentResult<SignalPage>(new
        {
            Signal = signal,
            Replies = Readable(visit, await book.Replies(visit.Tenant, id, ct)),
            Arenas = await arenas.All(visit.Tenant, ct),
        });
    }

    private static async Task<IResult> ReadSignal(Guid id, HttpContext http, Visit visit, SignalBook book, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } signal)
            return Problems.NotFound(visit);
        if (!MayRead(visit.Who, signal))
            return Problems.Forbidden(visit);
        http.Response.Headers.ETag = $"\"{signal.Version.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Ok(new SignalAnswer(id, signal.Version, signal, Readable(visit, await book.Replies(visit.Tenant, id, ct))));
    }

    private static async Task<IResult> ReadReply(Guid id, HttpContext http, Visit visit, SignalBook book, CancellationToken ct)
    {
        if (await book.Reply(visit.Tenant, id, ct) is not { } reply)
            return Problems.NotFound(visit);
        if (Readable(visit, [reply]) is [])
            return Problems.Forbidden(visit);
        http.Response.Headers.ETag = $"\"{reply.Version.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Ok(reply);
    }

    private static async Task<IResult> ShowSend(HttpContext http, Visit visit, Draft? draft, int status)
    {
        var arenas = await http.RequestServices.GetRequiredService<Arenas>().All(visit.Tenant, http.RequestAborted);
        return new RazorComponentResult<ActPage>(new
        {
            Act = SignalActs.Send,
            Back = $"{visit.Root}/sporsmal",
            Draft = draft ?? Draft.New(),
            Choices = FormChoices.None with { Arenas = [.. arenas.Values.Where(a => a.Kind is ArenaKind.WorkingGroup).Select(a => (a.Id, SeatRoutes.NameOf(a)))] },
        })
        { StatusCode = status };
    }

    private static async Task<IResult> ShowReply(HttpContext http, Visit visit, Guid arena, Guid? signal, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var asked = await services.GetRequiredService<SignalBook>().To(visit.Tenant, [arena], ct);
        var one = asked.FirstOrDefault(s => s.Id == signal);
        return new RazorComponentResult<ActPage>(new
        {
            Act = SignalActs.Reply,
            About = one is null ? SeatRoutes.NameOf((await services.GetRequiredService<Arenas>().Get(visit.Tenant, arena, ct))!) : one.Title ?? visit.Text["words.erased"],
            Standing = one is null ? null : one.Text ?? visit.Text["words.erased"],
            Back = one is null ? $"{visit.Root}/sporsmal" : AddressOf(visit, one.Id),
            Draft = draft ?? Draft.New() with { Body = one is null ? [] : new JsonObject { ["signal"] = one.Id.ToString() } },
            Choices = one is not null
                ? FormChoices.None with { Hidden = ["signal"], Fixed = [("signal", one.Id.ToString())] }
                : FormChoices.None with { Options = [.. asked.Where(s => s.ClosedOn is null).Select(s => (s.Id.ToString(), s.Title ?? visit.Text["words.erased"]))] },
        })
        { StatusCode = status };
    }

    private static async Task<IResult> ShowClose(HttpContext http, Visit visit, Guid id, Draft? draft, int status)
    {
        if (await http.RequestServices.GetRequiredService<SignalBook>().Get(visit.Tenant, id, http.RequestAborted) is not { } signal)
            return Problems.NotFound(visit);
        return new RazorComponentResult<ActPage>(new
        {
            Act = SignalActs.Close,
            About = signal.Title ?? visit.Text["words.erased"],
            Back = AddressOf(visit, id),
            Draft = draft ?? Draft.New(signal.Version),
        })
        { StatusCode = status };
    }
}

public sealed record SignalList(IReadOnlyList<SignalRow> Items);

public sealed record SignalAnswer(Guid Id, long Version, SignalRow Signal, IReadOnlyList<ReplyRow> Replies);
