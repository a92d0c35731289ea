using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Web.Access;
using Trepart.Web.Retention;
using Trepart.Web.Seats;

namespace Trepart.Web.People;

/// <summary>Mine opplysninger: what is kept about the one who is signed in, who has seen it, and what can be corrected or erased. For everyone.</summary>
public static class MeRoutes
{
    private const int Shown = 20;

    public static void MapMe(this IEndpointRouteBuilder municipality)
    {
        var me = municipality.MapGroup("meg").ForEveryone().Shows(PersonalData.Own);
        me.MapGet("", Show);
        me.MapGet("alt", (Visit visit, PersonExporter exporter, AccessLog log, CancellationToken ct) => PeopleRoutes.Everything(visit, exporter, log, visit.Who.Person, true, ct));
        me.MapGet("alt.json", (HttpContext http, Visit visit, PersonExporter exporter, AccessLog log, CancellationToken ct) =>
            PeopleRoutes.EverythingAsJson(http, visit, exporter, log, visit.Who.Person, true, ct));
    }

    private static async Task<IResult> Show(Visit visit, Register register, AccessReader access, RetentionBook retention, CancellationToken ct) =>
        await register.Get(visit.Tenant, visit.Who.Person, ct) is { } me
            ? new RazorComponentResult<MePage>(new
            {
                Me = me,
                Access = await access.Find(visit.Tenant, new(About: me.Id, Limit: Shown), ct),
                Kept = await retention.All(visit.Tenant, ct),
            })
            : Problems.NotFound(visit);
}
