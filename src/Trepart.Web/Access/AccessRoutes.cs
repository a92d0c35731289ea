using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Web.Commands;
using Trepart.Web.Seats;
using Trepart.Web.Trail;

namespace Trepart.Web.Access;

/// <summary>What the data protection officer asks of the access log, as it stands in the address; null leaves a thing open.</summary>
public sealed record AccessQuestion(AccessFilter Filter, IReadOnlyList<FieldError> Errors)
{
    public static readonly string[] Page = ["om", "leser", "hva", "fra", "til", "for"];
    public static readonly string[] Api = ["about", "reader", "kind", "from", "to", "before"];

    /// <param name="names">What the filters are called: <see cref="Page"/> or <see cref="Api"/>.</param>
    public static AccessQuestion Read(IQueryCollection query, string[] names)
    {
        var errors = new List<FieldError>();
        return new(new(Id(names[0]), Id(names[1]), Kind(names[2]), Day(names[3]), Day(names[4]), Id(names[5])), errors);

        string? One(string name) => string.IsNullOrWhiteSpace(query[name]) ? null : query[name].ToString().Trim();

        Guid? Id(string name) => One(name) is not { } text ? null : Guid.TryParse(text, out var id) ? id : Error<Guid?>(name, "not-an-id");

        DateOnly? Day(string name) => One(name) is not { } text ? null : TrailQuestion.TryDay(text, out var day) ? day : Error<DateOnly?>(name, "not-a-date");

        string? Kind(string name) =>
            One(name) is not { } text ? null : PersonalData.All.Any(p => p.IsLogged && p.Code == text) ? text : Error<string>(name, "not-a-choice");

        T? Error<T>(string name, string code)
        {
            errors.Add(new(name, code));
            return default;
        }
    }

    /// <summary>The same question from another entry on, as the query of an address.</summary>
    public string Address(string[] names, Guid? before)
    {
        object?[] values = [Filter.About, Filter.Reader, Filter.Kind, Filter.From, Filter.To, before];
        var query = new QueryString();
        foreach (var (name, value) in names.Zip(values).Where(v => v.Second is not null))
            query = query.Add(name, value is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : value!.ToString()!);
        return query.ToUriComponent();
    }
}

/// <summary>Tilgangslogg: who has read personal data, for the data protection officer. Nobody else sees it, and reading it is logged too.</summary>
public static class AccessRoutes
{
    public static void MapAccess(this IEndpointRouteBuilder municipality) =>
        municipality.MapGet("tilgangslogg", Show).NeedsRight(Right.ReadAccessLog).Shows(PersonalData.AccessEntries);

    private static async Task<IResult> Show(HttpContext http, Visit visit, AccessReader reader, AccessLog log, CancellationToken ct)
    {
        var question = AccessQuestion.Read(http.Request.Query, AccessQuestion.Page);
        var (entries, older) = await Find(question, visit, reader, log, ct);
        return new RazorComponentResult<AccessPage>(new { Question = question, Entries = entries, Older = older })
        {
            StatusCode = question.Errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    /// <returns>The entries that were asked for, and the last of them where there are older ones. The read is noted.</returns>
    public static async Task<(IReadOnlyList<AccessEntry> Entries, Guid? Older)> Find(
        AccessQuestion question, Visit visit, AccessReader reader, AccessLog log, CancellationToken ct)
    {
        var limit = question.Filter.Limit;
        var found = question.Errors.Count == 0 ? await reader.Find(visit.Tenant, question.Filter with { Limit = limit + 1 }, ct) : [];
        var shown = found.Take(limit).ToList();
        await log.Record(
            visit.Tenant, Reader.From(visit.Who, Right.ReadAccessLog),
            new(PersonalData.AccessEntries) { Persons = [.. shown.SelectMany(e => e.About.Select(a => a.Id)).Concat(shown.Select(e => e.Reader).OfType<Guid>())] }, ct);
        return (shown, found.Count > limit ? shown[^1].Id : null);
    }
}
