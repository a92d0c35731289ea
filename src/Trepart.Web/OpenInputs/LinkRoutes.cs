using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Seats;
using Trepart.Web.Steering;

namespace Trepart.Web.OpenInputs;

/// <summary>A group's links and posters: made, printed and closed by those who work in it.</summary>
public static class LinkRoutes
{
    public static void MapInputLinks(this IEndpointRouteBuilder municipality)
    {
        var group = municipality.MapGroup("grupper/{arena:guid}").ShowsNobody().OnlyInWorkingGroups();
        group.MapGet("lenker", List).NeedsRight(Right.WorkInGroup);
        group.MapGet(InputLinkActs.Open.Slug!, (Guid arena, Visit visit) => ShowNew(visit, arena, null, StatusCodes.Status200OK)).NeedsRight(Right.WorkInGroup);
        group.MapPost(InputLinkActs.Open.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, InputLinkActs.Open, null, arena, (_, v, _, draft, status) => ShowNew(v, arena, draft, status), done => AddressOf(visit, done)))
            .NeedsRight(Right.WorkInGroup);

        var link = municipality.MapGroup("lenker/{id:guid}").ShowsNobody();
        link.MapGet("", (Guid id, HttpContext http, Visit visit, CancellationToken ct) => Show(id, isPoster: false, http, visit, ct)).NeedsRight(Right.WorkInGroup);
        link.MapGet("plakat", (Guid id, HttpContext http, Visit visit, CancellationToken ct) => Show(id, isPoster: true, http, visit, ct)).NeedsRight(Right.WorkInGroup);
        link.MapGet(InputLinkActs.Close.Slug!, (Guid id, HttpContext http, Visit visit) => ShowClose(http, visit, id, null, StatusCodes.Status200OK)).NeedsRight(Right.WorkInGroup);
        link.MapPost(InputLinkActs.Close.Slug!, (Guid id, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, InputLinkActs.Close, id, null, (h, v, _, draft, status) => ShowClose(h, v, id, draft, status), done => AddressOf(visit, done)))
            .NeedsRight(Right.WorkInGroup);
    }

    public static string AddressOf(Visit visit, Guid link) => $"{visit.Root}/lenker/{link}";

    /// <summary>With the name that the service was asked by, as it is to stand on paper.</summary>
    public static string Whole(HttpContext http, string path) => $"{http.Request.Scheme}://{http.Request.Host}{path}";

    private static async Task<IResult> List(Guid arena, Visit visit, InputLinkList links, Arenas arenas, CancellationToken ct) =>
        new RazorComponentResult<LinksPage>(new { Arena = (await arenas.Get(visit.Tenant, arena, ct))!, Links = await links.OpenOf(visit.Tenant, arena, ct) });

    private static Task<IResult> ShowNew(Visit visit, Guid arena, Draft? draft, int status) =>
        Task.FromResult<IResult>(new RazorComponentResult<ActPage>(new { Act = InputLinkActs.Open, Back = $"{visit.Root}/grupper/{arena}/lenker", Draft = draft ?? Draft.New() }) { StatusCode = status });

    private static async Task<IResult> Show(Guid id, bool isPoster, HttpContext http, Visit visit, CancellationToken ct)
    {
        var services = http.RequestServices;
        if (await services.GetRequiredService<InputLinkList>().Get(visit.Tenant, id, ct) is not { } link)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.WorkInGroup, link.Arena))
            return Problems.Forbidden(visit);

        var arena = (await services.GetRequiredService<Arenas>().Get(visit.Tenant, link.Arena, ct))!;
        if (link.ClosedOn is not null)
            return new RazorComponentResult<LinkPage>(new { Link = link, Arena = arena });
        var address = Whole(http, $"{visit.Root}/gi/{services.GetRequiredService<OpenKeys>().Of(visit.Tenant, OpenDoor.Group, id)}");
        return isPoster
            ? new RazorComponentResult<PosterPage>(new
            {
                Title = visit.Text["poster.title"],
                Line = visit.Text.Say("input.to-group", ("group", arena.Name), ("workplace", arena.Workplace)),
                Points = new[] { visit.Text["poster.1"], visit.Text["poster.2"], visit.Text["poster.3"] },
                Address = address,
                Back = AddressOf(visit, id),
            })
            : new RazorComponentResult<LinkPage>(new { Link = link, Arena = arena, Address = address });
    }

    private static async Task<IResult> ShowClose(HttpContext http, Visit visit, Guid id, Draft? draft, int status)
    {
        var services = http.RequestServices;
        if (await services.GetRequiredService<InputLinkList>().Get(visit.Tenant, id, http.RequestAborted) is not { } link)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.WorkInGroup, link.Arena))
            return Problems.Forbidden(visit);
        return new RazorComponentResult<ActPage>(new { Act = InputLinkActs.Close, Back = AddressOf(visit, id), Draft = draft ?? Draft.New(link.Version) }) { StatusCode = status };
    }
}
