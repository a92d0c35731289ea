using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Trepart.Web.Seats;

namespace Trepart.Web.Commands;

/// <summary>The two doors to the desk: a form's POST, answered with a page, and a JSON request, answered with JSON.</summary>
public static class CommandEndpoints
{
    /// <summary>Shows a form again, with what was typed and what is to be read.</summary>
    public delegate Task<IResult> ShowForm(HttpContext http, Visit visit, Act act, Draft draft, int status);

    /// <summary>Carries out what was asked.</summary>
    public delegate Task<Outcome> Handle(Asked asked, CancellationToken ct);

    /// <summary>Shows the form of an act on a thing.</summary>
    /// <param name="draft">What was typed and is to be read; null for a form that is opened.</param>
    public delegate Task<IResult> ShowFormOf(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status);

    /// <summary>The form of each act on a thing, and where it is sent; the thing's id is the route's <c>{id}</c>.</summary>
    /// <param name="whenDone">Where the thing itself is.</param>
    public static void MapForms(this IEndpointRouteBuilder thing, IEnumerable<Act> acts, ShowFormOf show, Func<Visit, Guid, string> whenDone)
    {
        foreach (var act in acts)
        {
            thing.MapGet(act.Slug!, (Guid id, HttpContext http, Visit visit) => show(http, visit, id, act, null, StatusCodes.Status200OK)).NeedsRight(act.Right);
            thing.MapPost(act.Slug!, (Guid id, HttpContext http, Visit visit, Desk desk) =>
                    FromForm(http, visit, desk, act, id, null, (h, v, a, draft, status) => show(h, v, id, a, draft, status), done => whenDone(visit, done)))
                .NeedsRight(act.Right);
        }
    }

    /// <summary>Handles a form that was sent: to <paramref name="whenDone"/> if it is so, otherwise the form again.</summary>
    public static Task<IResult> FromForm(
        HttpContext http, Visit visit, Desk desk, Act act, Guid? stream, Guid? arena, ShowForm show, Func<Guid, string> whenDone) =>
        FromForm(http, visit, (asked, ct) => desk.Handle(visit.Tenant, visit.Who, asked, ct), act, stream, arena, show, whenDone);

    /// <summary>The same for what another than the desk carries out.</summary>
    public static async Task<IResult> FromForm(
        HttpContext http, Visit visit, Handle handle, Act act, Guid? stream, Guid? arena, ShowForm show, Func<Guid, string> whenDone)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        long? version = null;
        if (!Guid.TryParse(form["commandId"], out var commandId) || (!act.Creates && !TryVersion(form["version"], out version)))
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "unreadable");

        var body = FormBody.Of(form, act, http.RequestServices.GetRequiredService<Forgery>().Name);
        var confirmed = form["confirmed"] == "true";
        var asked = new Asked(act, stream ?? Guid.CreateVersion7(), arena, commandId, version, body, confirmed);
        var outcome = await handle(asked, http.RequestAborted);

        var text = visit.Text;
        var draft = new Draft(commandId, version, body, [], null, IsSent: true, Asks: false);
        return outcome switch
        {
            Outcome.Done done => TypedResults.Redirect($"{whenDone(done.Stream)}?gjort={act.Name}#gjort"),
            Outcome.Unreadable bad => await show(http, visit, act, draft with { Errors = bad.Errors }, StatusCodes.Status400BadRequest),
            Outcome.Refused refused => await show(
                http, visit, act, draft with { Notice = new(text["problem.refused.title"], [text["refusal." + refused.Refusal.Code]]) }, StatusCodes.Status409Conflict),
            Outcome.Asks asks => await show(
                http, visit, act,
                draft with { Asks = true, Notice = new(text["problem.guard-asks.title"], [.. asks.Concerns.Select(c => text[$"guard.{c}"]), text["problem.guard-asks.detail"]]) },
                StatusCodes.Status409Conflict),
            Outcome.Moved moved => await show(
                http, visit, act,
                draft with
                {
                    // What was written is kept under a new id and the version that is there now: sending again is a new decision.
                    CommandId = Guid.CreateVersion7(),
                    Version = moved.Version,
                    Notice = new(text["problem.changed-meanwhile.title"], [text["problem.changed-meanwhile.detail"]], (whenDone(stream!.Value), text["problem.changed-meanwhile.see"])),
                },
                StatusCodes.Status412PreconditionFailed),
            _ => Problem(visit, outcome),
        };
    }

    /// <summary>Handles a JSON request. <c>Idempotency-Key</c> is the command's id; <c>If-Match</c> the version that was seen.</summary>
    public static Task<IResult> FromJson(HttpContext http, Visit visit, Desk desk, Act act, Guid? stream, Guid? arena, Func<Guid, string> location) =>
        FromJson(http, visit, (asked, ct) => desk.Handle(visit.Tenant, visit.Who, asked, ct), act, stream, arena, location);

    /// <summary>The same for what another than the desk carries out.</summary>
    /// <param name="location">Where the new thing is; null for what makes none.</param>
    public static async Task<IResult> FromJson(HttpContext http, Visit visit, Handle handle, Act act, Guid? stream, Guid? arena, Func<Guid, string>? location)
    {
        if (!Guid.TryParse(http.Request.Headers["Idempotency-Key"], out var commandId))
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "idempotency-key-missing");

        long? version = null;
        if (!act.Creates)
        {
            if (http.Request.Headers.IfMatch is not [{ } tag])
                return Problems.Of(visit, StatusCodes.Status428PreconditionRequired, "if-match-missing");
            if (tag != "*" && !TryVersion(tag.Trim('"'), out version))
                return Problems.Of(visit, StatusCodes.Status400BadRequest, "if-match-unreadable");
        }

        if (await ReadBody(http) is not { } body)
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "unreadable-json");

        var confirmed = body["confirmed"] is JsonValue c && c.GetValueKind() is JsonValueKind.True;
        body.Remove("confirmed");
        var asked = new Asked(act, stream ?? Guid.CreateVersion7(), arena, commandId, version, body, confirmed);
        var outcome = await handle(asked, http.RequestAborted);
        if (outcome is not Outcome.Done done)
            return Problem(visit, outcome);

        http.Response.Headers.ETag = $"\"{done.Version.ToString(CultureInfo.InvariantCulture)}\"";
        return act.Creates && location is not null ? TypedResults.Created(location(done.Stream), new Accepted(done.Stream, done.Version)) : TypedResults.Ok(new Accepted(done.Stream, done.Version));
    }

    /// <summary>The answer to a command that is carried out.</summary>
    /// <param name="Version">The version after it; sent as <c>If-Match</c> with the next command.</param>
    public sealed record Accepted(Guid Id, long Version);

    private static ProblemHttpResult Problem(Visit visit, Outcome outcome) => outcome switch
    {
        Outcome.Unreadable bad => Problems.Unreadable(visit, bad.Errors),
        Outcome.BodyDiffers => Problems.Of(visit, StatusCodes.Status422UnprocessableEntity, "command-id-used"),
        Outcome.Missing => Problems.NotFound(visit),
        Outcome.Forbidden => Problems.Forbidden(visit),
        Outcome.Moved => Problems.Of(visit, StatusCodes.Status412PreconditionFailed, "changed-meanwhile"),
        Outcome.Refused refused => Problems.Refused(visit, refused.Refusal),
        Outcome.Asks asks => Problems.Asks(visit, asks.Concerns),
        _ => throw new InvalidOperationException(outcome.GetType().Name),
    };

    private static bool TryVersion(string? text, out long? version)
    {
        version = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
        return version is not null;
    }

    /// <returns>Null where the body is no JSON object that can be read.</returns>
    public static async Task<JsonObject?> ReadBody(HttpContext http)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || type.MediaType != "application/json")
            return null;
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 };
            var body = await JsonNode.ParseAsync(http.Request.Body, documentOptions: options, cancellationToken: http.RequestAborted) as JsonObject;
            ReadTexts(body);
            return body;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    // The parser reads a text only when it is asked for: bytes that are not UTF-8 and half of a surrogate pair would come to light much later.
    private static void ReadTexts(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (_, value) in fields)
                    ReadTexts(value);
                break;
            case JsonArray items:
                foreach (var item in items)
                    ReadTexts(item);
                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.String:
                value.GetValue<string>();
                break;
        }
    }
}
