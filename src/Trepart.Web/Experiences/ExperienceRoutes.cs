using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Erasing;
using Trepart.Web.Seats;

namespace Trepart.Web.Experiences;

/// <summary>Erfaringer: what groups tell everyone of what they tried, to search, to be offered, and to be tried elsewhere.</summary>
public static class ExperienceRoutes
{
    public static void MapExperiences(this IEndpointRouteBuilder municipality)
    {
        var group = municipality.MapGroup("grupper/{arena:guid}").Shows(PersonalData.Texts);
        group.MapGet("erfaringer", OfGroup).NeedsRight(Right.ReadArena);
        group.MapGet(ExperienceActs.Draft.Slug!, (Guid arena, [FromQuery(Name = "sak")] Guid? matter, HttpContext http, Visit visit) => ShowNew(http, visit, arena, matter, null, StatusCodes.Status200OK))
            .NeedsRight(Right.WorkInGroup);
        group.MapPost(ExperienceActs.Draft.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, ExperienceActs.Draft, null, arena, (h, v, _, draft, status) => ShowNew(h, v, arena, null, draft, status), done => AddressOf(visit, done)))
            .NeedsRight(Right.WorkInGroup);
        group.MapGet(ExperienceActs.Answer.Slug!, (Guid arena, [FromQuery(Name = "erfaring")] Guid? experience, HttpContext http, Visit visit) =>
            ShowAnswer(http, visit, arena, experience, null, StatusCodes.Status200OK)).NeedsRight(Right.WorkInGroup);
        group.MapPost(ExperienceActs.Answer.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, ExperienceActs.Answer, null, arena,
                (h, v, _, draft, status) => ShowAnswer(h, v, arena, Guid.TryParse(draft.Body["experience"]?.ToString(), out var id) ? id : null, draft, status),
                done => AdoptionAddress(visit, done)))
            .NeedsRight(Right.WorkInGroup);

        municipality.MapGet("erfaringer", (string? tema, Visit visit, ExperienceBook book, Arenas arenas, CancellationToken ct) => Catalogue(visit, book, arenas, ThemeOf(tema), null, ct))
            .ForEveryone().Shows(PersonalData.Texts);

        // What someone looks for stands in no address.
        municipality.MapPost("erfaringer/finn", async (HttpContext http, Visit visit, ExperienceBook book, Arenas arenas, CancellationToken ct) =>
            await Catalogue(visit, book, arenas, null, (await http.Request.ReadFormAsync(ct))["ord"].ToString(), ct)).ForEveryone().Shows(PersonalData.Texts);

        var one = municipality.MapGroup("erfaringer/{id:guid}").Shows(PersonalData.Texts);

        // Everyone, once it is published; the group itself before that. The handler asks.
        one.MapGet("", Show).ForEveryone();
        one.MapForms(ExperienceActs.OnExperience, ShowForm, AddressOf);

        var adoption = municipality.MapGroup("utprovd-hos-oss/{id:guid}").Shows(PersonalData.Texts);
        adoption.MapGet("", ShowAdoption).ForEveryone();
        adoption.MapGet(ExperienceActs.Tell.Slug!, (Guid id, HttpContext http, Visit visit) => ShowTell(http, visit, id, null, StatusCodes.Status200OK)).NeedsRight(Right.WorkInGroup);
        adoption.MapPost(ExperienceActs.Tell.Slug!, (Guid id, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, ExperienceActs.Tell, id, null, (h, v, _, draft, status) => ShowTell(h, v, id, draft, status), done => AdoptionAddress(visit, done)))
            .NeedsRight(Right.WorkInGroup);
    }

    public static string AddressOf(Visit visit, Guid experience) => $"{visit.Root}/erfaringer/{experience}";

    public static string AdoptionAddress(Visit visit, Guid adoption) => $"{visit.Root}/utprovd-hos-oss/{adoption}";

    /// <summary>Everyone, once it is published; otherwise the group itself.</summary>
    public static bool MayRead(SignedIn who, ExperienceRow experience) => experience.IsPublished || who.May(Right.ReadArena, experience.Arena);

    public static bool MayDo(SignedIn who, Act act, ExperienceRow experience) => who.May(act.Right, experience.Arena) && MayRead(who, experience);

    private static Theme? ThemeOf(string? text) => Enum.TryParse<Theme>(text, ignoreCase: true, out var theme) && Enum.IsDefined(theme) ? theme : null;

    private static async Task<IResult> Catalogue(Visit visit, ExperienceBook book, Arenas arenas, Theme? theme, string? words, CancellationToken ct) =>
        new RazorComponentResult<ExperiencesPage>(new Dictionary<string, object?>
        {
            ["Experiences"] = await book.Published(visit.Tenant, theme, words, ct),
            ["Arenas"] = await arenas.All(visit.Tenant, ct),
            ["Theme"] = theme,
            ["Words"] = words,
        });

    private static async Task<IResult> OfGroup(Guid arena, Visit visit, ExperienceBook book, Arenas arenas, CancellationToken ct) =>
        new RazorComponentResult<ExperiencesPage>(new Dictionary<string, object?>
        {
            ["Experiences"] = await book.OfArena(visit.Tenant, arena, ct),
            ["Arenas"] = await arenas.All(visit.Tenant, ct),
            ["Group"] = await arenas.Get(visit.Tenant, arena, ct),
        });

    private static async Task<IResult> Show(Guid id, Visit visit, ExperienceBook book, Arenas arenas, EventStore store, SeatBook seats, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } experience)
            return Problems.NotFound(visit);
        if (!MayRead(visit.Who, experience))
            return Problems.Forbidden(visit);
        var isOwn = visit.Who.May(Right.ReadArena, experience.Arena);
        return new RazorComponentResult<ExperiencePage>(new
        {
            Experience = experience,
            Arenas = await arenas.All(visit.Tenant, ct),
            Adoptions = await book.Adoptions(visit.Tenant, id, ct),
            Offers = await book.Offers(visit.Tenant, id, ct),
            Seats = await seats.AllSeats(visit.Tenant, ct),
            State = isOwn ? (Experience)Kind.Experience.Fold((await store.Read(visit.Tenant, id, ct)).Events.Select(e => e.Event)) : null,
        });
    }

    private static async Task<IResult> ShowNew(HttpContext http, Visit visit, Guid arena, Guid? matter, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var matters = (await services.GetRequiredService<Matters.MatterLists>().OfArena(visit.Tenant, arena, 200, ct)).Where(m => m.Trial is not null).ToList();
        return new RazorComponentResult<ActPage>(new
        {
            Act = ExperienceActs.Draft,
            About = SeatRoutes.NameOf((await services.GetRequiredService<Arenas>().Get(visit.Tenant, arena, ct))!),
            Back = $"{visit.Root}/grupper/{arena}/erfaringer",
            Draft = draft ?? Draft.New(),
            Choices = FormChoices.None with
            {
                OptionsOf = new Dictionary<string, IReadOnlyList<(string, string)>> { ["matter"] = [.. matters.Select(m => (m.Id.ToString(), m.Title ?? visit.Text["words.erased"]))] },
                Option = matters.Exists(m => m.Id == matter) ? matter.ToString() : null,
            },
        })
        { StatusCode = status };
    }

    private static async Task<IResult> ShowAnswer(HttpContext http, Visit visit, Guid arena, Guid? experience, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var book = services.GetRequiredService<ExperienceBook>();
        var one = experience is { } id && await book.Get(visit.Tenant, id, ct) is { IsPublished: true } found ? found : null;
        return new RazorComponentResult<ActPage>(new
        {
            Act = ExperienceActs.Answer,
            About = one is null ? SeatRoutes.NameOf((await services.GetRequiredService<Arenas>().Get(visit.Tenant, arena, ct))!) : one.Title ?? visit.Text["words.erased"],
            Back = one is null ? $"{visit.Root}/erfaringer" : AddressOf(visit, one.Id),
            Draft = draft ?? Draft.New() with { Body = one is null ? [] : new JsonObject { ["experience"] = one.Id.ToString() } },
            Choices = one is not null
                ? FormChoices.None with { Hidden = ["experience"], Fixed = [("experience", one.Id.ToString())] }
                : FormChoices.None with { Options = [.. (await book.Published(visit.Tenant, null, null, ct)).Where(e => e.Arena != arena).Select(e => (e.Id.ToString(), e.Title ?? visit.Text["words.erased"]))] },
        })
        { StatusCode = status };
    }

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        if (await services.GetRequiredService<ExperienceBook>().Get(visit.Tenant, id, ct) is not { } experience)
            return Problems.NotFound(visit);
        if (!MayDo(visit.Who, act, experience))
            return Problems.Forbidden(visit);
        var choices = FormChoices.None;
        if (act == ExperienceActs.EraseText)
        {
            var history = await services.GetRequiredService<EventStore>().Read(visit.Tenant, id, ct);
            choices = choices with { Options = TextChoices.Of(history.Events.Where(e => e.Event is not ExperienceOffered), history.Words) };
        }
        else if (act == ExperienceActs.Offer)
        {
            var arenas = await services.GetRequiredService<Arenas>().All(visit.Tenant, ct);
            choices = choices with { Arenas = [.. arenas.Values.Where(a => a.Kind is ArenaKind.WorkingGroup && a.Id != experience.Arena).Select(a => (a.Id, SeatRoutes.NameOf(a)))] };
        }

        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = experience.Title ?? visit.Text["words.erased"],
            Back = AddressOf(visit, id),
            Draft = draft ?? Draft.New(experience.Version) with { Body = Beginning(act, experience) },
            Choices = choices,
        })
        { StatusCode = status };
    }

    private static JsonObject Beginning(Act act, ExperienceRow experience) =>
        act == ExperienceActs.Edit
            ? new()
            {
                ["title"] = experience.Title,
                ["situation"] = experience.Situation,
                ["tried"] = experience.Tried,
                ["result"] = experience.Result,
                ["tips"] = experience.Tips,
                ["outcome"] = experience.Outcome.Camel(),
                ["theme"] = experience.Theme is { } theme ? theme.Camel() : null,
            }
            : act == ExperienceActs.ChooseSharing && experience.Shareable ? new() { ["shareable"] = "true" } : [];


    private static async Task<IResult> ShowAdoption(Guid id, Visit visit, ExperienceBook book, Arenas arenas, CancellationToken ct)
    {
        if (await book.Adoption(visit.Tenant, id, ct) is not { } adoption || await book.Get(visit.Tenant, adoption.Experience, ct) is not { } experience)
            return Problems.NotFound(visit);
        if (!MayReadAdoption(visit.Who, adoption, experience))
            return Problems.Forbidden(visit);
        return new RazorComponentResult<AdoptionPage>(new { Adoption = adoption, Experience = experience, Arenas = await arenas.All(visit.Tenant, ct) });
    }

    /// <summary>As the catalogue shows it: everyone, for as long as the experience is published; otherwise the group that tried it.</summary>
    public static bool MayReadAdoption(SignedIn who, AdoptionRow adoption, ExperienceRow experience) => experience.IsPublished || who.May(Right.ReadArena, adoption.Arena);

    private static async Task<IResult> ShowTell(HttpContext http, Visit visit, Guid id, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var book = services.GetRequiredService<ExperienceBook>();
        if (await book.Adoption(visit.Tenant, id, ct) is not { } adoption)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.WorkInGroup, adoption.Arena))
            return Problems.Forbidden(visit);
        return new RazorComponentResult<ActPage>(new
        {
            Act = ExperienceActs.Tell,
            About = (await book.Get(visit.Tenant, adoption.Experience, ct))?.Title ?? visit.Text["words.erased"],
            Back = AdoptionAddress(visit, id),
            Draft = draft ?? Draft.New(adoption.Version),
        })
        { StatusCode = status };
    }
}
