using System.Globalization;
using Trepart.Web.Access;
using Trepart.Web.Seats;

namespace Trepart.Web.Experiences;

/// <summary>What the pages of experiences show, as JSON and to the same people.</summary>
public static class ExperienceApi
{
    public static void MapExperiencesApi(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("experiences", async (Visit visit, ExperienceBook book, CancellationToken ct) =>
                TypedResults.Ok(new ExperienceList(await book.Published(visit.Tenant, null, null, ct))))
            .ForEveryone().Shows(PersonalData.Texts)
            .WithName("list-experiences").WithTags("experience").WithSummary("What groups have published, the latest first").Produces<ExperienceList>();
        municipality.MapGet("arenas/{arena:guid}/experiences", async (Guid arena, Visit visit, ExperienceBook book, CancellationToken ct) =>
                TypedResults.Ok(new ExperienceList(await book.OfArena(visit.Tenant, arena, ct))))
            .NeedsRight(Right.ReadArena).Shows(PersonalData.Texts)
            .WithName("list-own-experiences").WithTags("experience").WithSummary("A group's own, also those that are not published").Produces<ExperienceList>();
        municipality.MapGet("experiences/{id:guid}", Read).ForEveryone().Shows(PersonalData.Texts)
            .WithName("read-experience").WithTags("experience").WithSummary("An experience, and what other groups do with it").Produces<ExperienceAnswer>();
        municipality.MapGet("adoptions/{id:guid}", ReadAdoption).ForEveryone().Shows(PersonalData.Texts)
            .WithName("read-adoption").WithTags("adoption").WithSummary("What another group does with an experience, and what came of it there").Produces<AdoptionRow>();
    }

    private static async Task<IResult> Read(Guid id, HttpContext http, Visit visit, ExperienceBook book, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } experience)
            return Problems.NotFound(visit);
        if (!ExperienceRoutes.MayRead(visit.Who, experience))
            return Problems.Forbidden(visit);
        http.Response.Headers.ETag = $"\"{experience.Version.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Ok(new ExperienceAnswer(id, experience.Version, experience, await book.Adoptions(visit.Tenant, id, ct)));
    }

    private static async Task<IResult> ReadAdoption(Guid id, HttpContext http, Visit visit, ExperienceBook book, CancellationToken ct)
    {
        if (await book.Adoption(visit.Tenant, id, ct) is not { } adoption || await book.Get(visit.Tenant, adoption.Experience, ct) is not { } experience)
            return Problems.NotFound(visit);
        if (!ExperienceRoutes.MayReadAdoption(visit.Who, adoption, experience))
            return Problems.Forbidden(visit);
        http.Response.Headers.ETag = $"\"{adoption.Version.ToString(CultureInfo.InvariantCulture)}\"";
        return TypedResults.Ok(adoption);
    }
}

public sealed record ExperienceList(IReadOnlyList<ExperienceRow> Items);

public sealed record ExperienceAnswer(Guid Id, long Version, ExperienceRow Experience, IReadOnlyList<AdoptionRow> Adoptions);
