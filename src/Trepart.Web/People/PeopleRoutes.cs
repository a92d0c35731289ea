using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Domain;
using Trepart.Web.Access;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.People;

/// <summary>Personer: who stands in the register, where they sit or sat; a name corrected, everything about one taken out, one erased.</summary>
public static class PeopleRoutes
{
    public static void AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<Register>();
        services.AddSingleton<PersonEraser>();
        services.AddSingleton<MunicipalDesk>();
        services.AddSingleton<NameCorrector>();
        services.AddSingleton<PersonExporter>();
    }

    public static void MapPeople(this IEndpointRouteBuilder municipality)
    {
        var people = municipality.MapGroup("personer");
        people.MapGet("", (Visit visit, Register register, AccessLog log, CancellationToken ct, [FromQuery(Name = "side")] int page = 1) =>
            Show(visit, register, log, "", page, ct)).NeedsRight(Right.KeepRegister).Shows(PersonalData.Register);

        // A name is looked for by POST, so that it stands in no address: not in the browser's history, and in nobody's log.
        people.MapPost("finn", async (HttpContext http, Visit visit, Register register, AccessLog log, CancellationToken ct) =>
            await Show(visit, register, log, (await http.Request.ReadFormAsync(ct))["navn"].ToString().Trim(), 1, ct)).NeedsRight(Right.KeepRegister).Shows(PersonalData.Register);

        var person = people.MapGroup("{id:guid}").Shows(PersonalData.Person);
        person.MapGet("", ShowPerson).NeedsRight(Right.KeepRegister);
        person.MapGet(RegisterActs.CorrectName.Slug!, (Guid id, HttpContext http, Visit visit) => ShowCorrect(http, visit, id, null, StatusCodes.Status200OK))
            .NeedsRight(Right.KeepRegister);
        person.MapPost(RegisterActs.CorrectName.Slug!, (Guid id, HttpContext http, Visit visit, NameCorrector corrector) => CommandEndpoints.FromForm(
                http, visit, (asked, ct) => corrector.Correct(visit, asked, ct), RegisterActs.CorrectName, id, null,
                (h, v, _, draft, status) => ShowCorrect(h, v, id, draft, status), done => $"{visit.Root}/personer/{done}"))
            .NeedsRight(Right.KeepRegister);
        person.MapGet("slett", (Guid id, Visit visit, Register register, AccessLog log, CancellationToken ct) =>
            ShowErase(visit, register, log, id, new(Guid.CreateVersion7(), null, null), StatusCodes.Status200OK, ct)).NeedsRight(Right.ErasePeople);
        person.MapPost("slett", Erase).NeedsRight(Right.ErasePeople);

        var everything = people.MapGroup("{id:guid}").Shows(PersonalData.PersonExport);
        everything.MapGet("alt", (Guid id, Visit visit, PersonExporter exporter, AccessLog log, CancellationToken ct) =>
            Everything(visit, exporter, log, id, false, ct)).NeedsRight(Right.KeepRegister);
        everything.MapGet("alt.json", (Guid id, HttpContext http, Visit visit, PersonExporter exporter, AccessLog log, CancellationToken ct) =>
            EverythingAsJson(http, visit, exporter, log, id, false, ct)).NeedsRight(Right.KeepRegister);
    }

    /// <summary>The page and the file of everything about a person; the read is noted, unless she is the reader herself.</summary>
    public static async Task<IResult> Everything(Visit visit, PersonExporter exporter, AccessLog log, Guid person, bool isOwn, CancellationToken ct)
    {
        if (await exporter.Of(visit.Tenant, person, isOwn, ct) is not { } export)
            return Problems.NotFound(visit);
        await log.Record(visit.Tenant, Reader.From(visit.Who, Right.KeepRegister), new(PersonalData.PersonExport) { Persons = [person] }, ct);
        return new RazorComponentResult<EverythingPage>(new { Export = export, IsOwn = isOwn });
    }

    public static async Task<IResult> EverythingAsJson(HttpContext http, Visit visit, PersonExporter exporter, AccessLog log, Guid person, bool isOwn, CancellationToken ct)
    {
        if (await exporter.Of(visit.Tenant, person, isOwn, ct) is not { } export)
            return Problems.NotFound(visit);
        await log.Record(visit.Tenant, Reader.From(visit.Who, Right.KeepRegister), new(PersonalData.PersonExport) { Persons = [person] }, ct);
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{visit.Tenant.Id}-{person}.json\"";
        return TypedResults.Bytes(JsonSerializer.SerializeToUtf8Bytes(export.ToJson(visit.Municipality), Readable), "application/json");
    }

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file to read, never part of a page
    };

    private static async Task<IResult> Show(Visit visit, Register register, AccessLog log, string name, int page, CancellationToken ct)
    {
        page = Math.Clamp(page, 1, 10_000);
        var found = await register.Find(visit.Tenant, name, page, ct);
        await log.Record(visit.Tenant, Reader.From(visit.Who, Right.KeepRegister), new(PersonalData.Register) { Persons = [.. found.People.Select(p => p.Id)] }, ct);
        return new RazorComponentResult<PeoplePage>(new { Found = found, Name = name, Page = page });
    }

    private static async Task<IResult> ShowPerson(Guid id, Visit visit, Register register, AccessLog log, CancellationToken ct)
    {
        if (await Seen(visit, register, log, Right.KeepRegister, id, ct) is not { } person)
            return Problems.NotFound(visit);
        return new RazorComponentResult<PersonPage>(new { Person = person });
    }

    private static async Task<IResult> ShowCorrect(HttpContext http, Visit visit, Guid id, Draft? draft, int status)
    {
        var services = http.RequestServices;
        if (await Seen(visit, services.GetRequiredService<Register>(), services.GetRequiredService<AccessLog>(), Right.KeepRegister, id, http.RequestAborted) is not { } person)
            return Problems.NotFound(visit);
        return new RazorComponentResult<ActPage>(new
        {
            Act = RegisterActs.CorrectName,
            About = visit.Text.Say("people.correct.about", ("name", person.Name)),
            Back = $"{visit.Root}/personer/{id}",
            Draft = draft ?? (Draft.New() with { Body = new JsonObject { ["name"] = person.Name } }),
        })
        { StatusCode = status };
    }

    private static async Task<IResult> Erase(Guid id, HttpContext http, Visit visit, Register register, PersonEraser eraser, AccessLog log, Calendar calendar, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (!Guid.TryParse(form["commandId"], out var command))
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "unreadable");

        var given = ErasePersonPage.Reasons.Where(r => r.Camel() == form["reason"]).ToList();
        if (given is not [var reason])
            return await ShowErase(visit, register, log, id, new(command, null, "required"), StatusCodes.Status400BadRequest, ct);

        return await eraser.Erase(visit.Tenant, visit.Who, id, reason, command, calendar.Today, ct) switch
        {
            Outcome.Done => TypedResults.Redirect($"{visit.Root}/personer?gjort={RegisterActs.Erase.Name}#gjort"),
            Outcome.Forbidden => Problems.Forbidden(visit),
            Outcome.Refused refused => await ShowErase(visit, register, log, id, new(command, reason, "refusal." + refused.Refusal.Code), StatusCodes.Status409Conflict, ct),
            Outcome.Moved => await ShowErase(visit, register, log, id, new(Guid.CreateVersion7(), reason, "problem.changed-meanwhile.detail"), StatusCodes.Status412PreconditionFailed, ct),
            Outcome.BodyDiffers => Problems.Of(visit, StatusCodes.Status422UnprocessableEntity, "command-id-used"),
            _ => Problems.NotFound(visit),
        };
    }

    private static async Task<IResult> ShowErase(Visit visit, Register register, AccessLog log, Guid id, ErasePersonForm form, int status, CancellationToken ct) =>
        await Seen(visit, register, log, Right.ErasePeople, id, ct) is { } person
            ? new RazorComponentResult<ErasePersonPage>(new { Person = person, Form = form }) { StatusCode = status }
            : Problems.NotFound(visit);

    private static async Task<RegisteredPerson?> Seen(Visit visit, Register register, AccessLog log, Right right, Guid id, CancellationToken ct)
    {
        var person = await register.Get(visit.Tenant, id, ct);
        if (person is not null)
            await log.Record(visit.Tenant, Reader.From(visit.Who, right), new(PersonalData.Person) { Persons = [id] }, ct);
        return person;
    }
}

/// <param name="Problem">"required", or the key of the sentence that says why not; null at first.</param>
public sealed record ErasePersonForm(Guid CommandId, ErasureReason? Reason, string? Problem);
