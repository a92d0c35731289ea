using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Trepart.Domain;
using Trepart.Web.Access;
using Trepart.Web.Commands;
using Trepart.Web.People;
using Trepart.Web.Retention;
using Trepart.Web.Seats;

namespace Trepart.Web.Api;

/// <summary>The register, what is kept about someone, who has read it, and how long it is kept.</summary>
public static class ApiRegister
{
    public static void MapRegister(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("me", (Visit visit, PersonExporter exporter, AccessLog log, CancellationToken ct) => Everything(visit.Who.Person, true, visit, exporter, log, ct))
            .ForEveryone().Shows(PersonalData.Own).WithName("read-me").WithTags("person").WithSummary("Everything that is kept about you");

        var people = municipality.MapGroup("people");
        people.MapGet("", People).NeedsRight(Right.KeepRegister).Shows(PersonalData.Register)
            .WithName("list-people").WithTags("person").WithSummary("The register of persons, 50 at a time").Produces<PersonList>();
        var person = people.MapGroup("{id:guid}");
        person.MapGet("everything", (Guid id, Visit visit, PersonExporter exporter, AccessLog log, CancellationToken ct) => Everything(id, false, visit, exporter, log, ct))
            .NeedsRight(Right.KeepRegister).Shows(PersonalData.PersonExport)
            .WithName("read-person").WithTags("person").WithSummary("Everything that is kept about one person");
        person.MapPost(RegisterActs.CorrectName.ApiName, (Guid id, HttpContext http, Visit visit, NameCorrector corrector) =>
                CommandEndpoints.FromJson(http, visit, (asked, ct) => corrector.Correct(visit, asked, ct), RegisterActs.CorrectName, id, null, null))
            .Described(RegisterActs.CorrectName);
        person.MapPost(RegisterActs.Erase.ApiName, (Guid id, HttpContext http, Visit visit, PersonEraser eraser, Calendar calendar) =>
                CommandEndpoints.FromJson(http, visit, (asked, ct) => Erase(asked, visit, eraser, calendar, ct), RegisterActs.Erase, id, null, null))
            .Described(RegisterActs.Erase);

        municipality.MapGet("access-log", ReadAccess).NeedsRight(Right.ReadAccessLog).Shows(PersonalData.AccessEntries)
            .WithName("read-access-log").WithTags("access").WithSummary("Who has read personal data, newest first").Produces<AccessList>();

        municipality.MapGet("retention", ReadRetention).ForEveryone().ShowsNobody()
            .WithName("read-retention").WithTags("retention").WithSummary("How long each kind is kept, and what was erased because its time was over").Produces<RetentionAnswer>();
        municipality.MapPost("retention/{kind}/" + RegisterActs.ChooseRetention.ApiName, (string kind, HttpContext http, Visit visit, RetentionChooser chooser) =>
                Choose(kind, http, visit, chooser))
            .Described(RegisterActs.ChooseRetention);
    }

    private static RouteHandlerBuilder Described(this RouteHandlerBuilder route, Act act) =>
        route.NeedsRight(act.Right).ShowsNobody().WithMetadata(act).WithTags(act.Kind.Name).WithName(act.ApiName)
            .WithSummary(Telling.Upper(act.Name.Replace('_', ' '))).Produces<CommandEndpoints.Accepted>();

    private static async Task<IResult> Everything(Guid id, bool isOwn, Visit visit, PersonExporter exporter, AccessLog log, CancellationToken ct)
    {
        if (await exporter.Of(visit.Tenant, id, isOwn, ct) is not { } export)
            return Problems.NotFound(visit);
        await log.Record(visit.Tenant, Reader.From(visit.Who, Right.KeepRegister), new(PersonalData.PersonExport) { Persons = [id] }, ct);
        return TypedResults.Ok(export.ToJson(visit.Municipality));
    }

    private static async Task<IResult> People(
        Visit visit, Register register, AccessLog log, CancellationToken ct, [FromQuery(Name = "page"), Description("The first is 1.")] int page = 1)
    {
        var found = await register.Find(visit.Tenant, null, Math.Clamp(page, 1, 10_000), ct);
        await log.Record(visit.Tenant, Reader.From(visit.Who, Right.KeepRegister), new(PersonalData.Register) { Persons = [.. found.People.Select(p => p.Id)] }, ct);
        return TypedResults.Ok(new PersonList(
            [.. found.People.Select(p => new PersonAnswer(p.Id, p.Name, [.. p.Seats.Select(s => new HeldAnswer(s.Seat.Id, s.TakenOn, s.LeftOn))]))], found.More));
    }

    private static async Task<Outcome> Erase(Asked asked, Visit visit, PersonEraser eraser, Calendar calendar, CancellationToken ct)
    {
        var (body, problem) = MunicipalDesk.Read<Why>(asked);
        if (body is null)
            return problem!;
        return ErasePersonPage.Reasons.Contains(body.Reason)
            ? await eraser.Erase(visit.Tenant, visit.Who, asked.Stream, body.Reason, asked.CommandId, calendar.Today, ct)
            : new Outcome.Unreadable([new FieldError("reason", "not-a-choice")]);
    }

    private static async Task<IResult> ReadAccess([AsParameters] AccessParameters named, HttpContext http, Visit visit, AccessReader reader, AccessLog log, CancellationToken ct)
    {
        var question = AccessQuestion.Read(http.Request.Query, AccessQuestion.Api);
        List<FieldError> errors = [.. question.Errors, .. http.Request.Query.Keys.Except(AccessQuestion.Api).Select(k => new FieldError(k, "unknown-field"))];
        if (errors.Count > 0)
            return Problems.Unreadable(visit, errors);

        var (entries, older) = await AccessRoutes.Find(question, visit, reader, log, ct);
        return TypedResults.Ok(new AccessList(
            [.. entries.Select(e => new AccessAnswer(e.Id, Store.Leaf.Time(e.ReadAt), e.Reader, e.Seat?.Id, e.Mandate, e.Kind, e.Thing, e.Right, [.. e.About.Select(a => a.Id)]))],
            older is { } before ? $"{ApiRoutes.RootOf(visit)}/access-log{question.Address(AccessQuestion.Api, before)}" : null));
    }

    private static async Task<IResult> ReadRetention(Visit visit, RetentionBook book, Calendar calendar, CancellationToken ct) =>
        TypedResults.Ok(new RetentionAnswer(
            [.. (await book.All(visit.Tenant, ct)).Select(k => new KeptAnswer(k.Kind, k.Months, k.ChosenOn, k.Until(calendar.Today)))],
            [.. (await book.Runs(visit.Tenant, 200, ct)).Select(r => new RunAnswer(r.Kind, r.Until, r.Erased, Store.Leaf.Time(r.RanAt)))]));

    private static async Task<IResult> Choose(string kind, HttpContext http, Visit visit, RetentionChooser chooser) =>
        ChoiceNames.Parse<RetentionKind>(kind) is { } known
            ? await CommandEndpoints.FromJson(
                http, visit, (asked, ct) => chooser.Choose(visit, known, asked, ct), RegisterActs.ChooseRetention, RetentionBook.StreamOf(visit.Tenant, known), null, null)
            : Problems.NotFound(visit);
}

public sealed record PersonList(IReadOnlyList<PersonAnswer> Items, [property: Description("There is a further page.")] bool More);

/// <summary>A person in the register.</summary>
public sealed record PersonAnswer(Guid Id, string Name, IReadOnlyList<HeldAnswer> Seats);

/// <summary>A seat that she holds or held. Not which holding: the log names those, and who reads the register alone is not to join the two.</summary>
/// <param name="LeftOn">Null where the seat is held still.</param>
public sealed record HeldAnswer(Guid Seat, DateOnly TakenOn, DateOnly? LeftOn);

public sealed record AccessList(
    IReadOnlyList<AccessAnswer> Items, [property: Description("The address of the next, older page; null on the last.")] string? Next);

/// <summary>A read of personal data.</summary>
public sealed record AccessAnswer(
    Guid Id, [property: Description("UTC, to the minute.")] string ReadAt, [property: Description("A person; null for a mandate, and where she has been erased.")] Guid? Reader,
    Guid? Seat, Guid? Mandate, string Kind, Guid? Thing, Right? Right, [property: Description("The persons that it was about.")] IReadOnlyList<Guid> About);

public sealed record RetentionAnswer(IReadOnlyList<KeptAnswer> Items, IReadOnlyList<RunAnswer> Erased);

/// <param name="ChosenOn">Null where the usual time holds.</param>
/// <param name="Until">What is older is erased.</param>
public sealed record KeptAnswer(RetentionKind Kind, int Months, DateOnly? ChosenOn, DateOnly Until);

public sealed record RunAnswer(RetentionKind Kind, DateOnly Until, long Erased, string RanAt);

/// <summary>The access log's filters, as the API's description lists them; <see cref="AccessQuestion"/> reads them.</summary>
public sealed record AccessParameters
{
    [FromQuery(Name = "about"), Description("Only what was about this person.")]
    public string? About { get; init; }

    [FromQuery(Name = "reader"), Description("Only what this person read.")]
    public string? Reader { get; init; }

    [FromQuery(Name = "kind"), Description("Only this kind.")]
    public string? Kind { get; init; }

    [FromQuery(Name = "from"), Description("Read on this day or later.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), Description("Read on this day or earlier.")]
    public string? To { get; init; }

    [FromQuery(Name = "before"), Description("Only entries older than this one; the next page's address has it.")]
    public string? Before { get; init; }
}
