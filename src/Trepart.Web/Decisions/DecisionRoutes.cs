using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Experiences;
using Trepart.Web.Reports;
using Trepart.Web.Seats;

namespace Trepart.Web.Decisions;

/// <summary>Vedtak og seire: what was decided elsewhere and what is done about it, where learning was used, and what is celebrated.</summary>
public static class DecisionRoutes
{
    public static void MapDecisions(this IEndpointRouteBuilder municipality)
    {
        var group = municipality.MapGroup("grupper/{arena:guid}").Shows(PersonalData.Texts);
        foreach (var act in new[] { DecisionActs.Register, DecisionActs.Link, DecisionActs.NoteRead, DecisionActs.Celebrate })
        {
            group.MapGet(act.Slug!, (Guid arena, [FromQuery(Name = "vedtak")] Guid? decision, HttpContext http, Visit visit) =>
                ShowNew(http, visit, arena, act, decision, null, StatusCodes.Status200OK)).NeedsRight(act.Right);
            group.MapPost(act.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                    http, visit, desk, act, null, arena,
                    (h, v, a, draft, status) => ShowNew(h, v, arena, a, Guid.TryParse(draft.Body["politicalDecision"]?.ToString(), out var id) ? id : null, draft, status),
                    done => act == DecisionActs.Register ? AddressOf(visit, done) : act == DecisionActs.Celebrate ? WinAddress(visit, done) : $"{visit.Root}/vedtak"))
                .NeedsRight(act.Right);
        }

        municipality.MapGet("vedtak", async Task<IResult> (Visit visit, DecisionBook book, CancellationToken ct) =>
            new RazorComponentResult<DecisionsPage>(new { Decisions = await book.All(visit.Tenant, ct) })).ForEveryone().Shows(PersonalData.Texts);
        municipality.MapGet("seire", async Task<IResult> (Visit visit, DecisionBook book, Arenas arenas, CancellationToken ct) =>
            new RazorComponentResult<WinsPage>(new { Wins = await book.Wins(visit.Tenant, ct), Arenas = await arenas.All(visit.Tenant, ct) })).ForEveryone().Shows(PersonalData.Texts);

        var one = municipality.MapGroup("vedtak/{id:guid}").Shows(PersonalData.Texts);
        one.MapGet("", ShowDecision).ForEveryone();
        Form(one, DecisionActs.NoteUsed, AddressOf);
        var win = municipality.MapGroup("seire/{id:guid}").Shows(PersonalData.Texts);
        win.MapGet("", ShowWin).ForEveryone();
        Form(win, DecisionActs.Congratulate, WinAddress);

        static void Form(RouteGroupBuilder things, Act act, Func<Visit, Guid, string> address)
        {
            things.MapGet(act.Slug!, (Guid id, HttpContext http, Visit visit) => ShowForm(http, visit, id, act, null, StatusCodes.Status200OK)).NeedsRight(act.Right);
            things.MapPost(act.Slug!, (Guid id, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                    http, visit, desk, act, id, null, (h, v, a, draft, status) => ShowForm(h, v, id, a, draft, status), done => address(visit, done)))
                .NeedsRight(act.Right);
        }
    }

    public static void MapDecisionsApi(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("political-decisions/{id:guid}", ReadDecision).ForEveryone().Shows(PersonalData.Texts)
            .WithName("read-political-decision").WithTags("political_decision").WithSummary("A political decision, who works with it, and what was learned and used").Produces<DecisionAnswer>();
        municipality.MapGet("decision-links/{id:guid}", ReadLink).ForEveryone().Shows(PersonalData.Texts)
            .WithName("read-decision-link").WithTags("decision_link").WithSummary("What a group says of a political decision").Produces<DecisionLinkRow>();
        municipality.MapGet("decision-uses-read/{id:guid}", ReadLink).ForEveryone().Shows(PersonalData.Texts)
            .WithName("read-decision-use-read").WithTags("decision_link").WithSummary("That a group has read where what it learned was used").Produces<DecisionLinkRow>();
        municipality.MapGet("wins/{id:guid}", ReadWin).ForEveryone().Shows(PersonalData.Texts)
            .WithName("read-win").WithTags("win").WithSummary("What a group celebrates").Produces<WinRow>();
    }

    public static string AddressOf(Visit visit, Guid decision) => $"{visit.Root}/vedtak/{decision}";

    public static string WinAddress(Visit visit, Guid win) => $"{visit.Root}/seire/{win}";

    // INV-12: that a group works with it is told to all; what it works with, to itself.
    private static DecisionLinkRow Shown(Visit visit, DecisionLinkRow link) =>
        visit.Who.May(Right.ReadArena, link.Arena) ? link : link with { Matter = null, Report = null, Title = null };

    private static async Task<IResult> ShowDecision(Guid id, Visit visit, DecisionBook book, Arenas arenas, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } decision)
            return Problems.NotFound(visit);
        return new RazorComponentResult<DecisionPage>(new
        {
            Decision = decision,
            Links = (await book.Links(visit.Tenant, id, ct)).Select(l => Shown(visit, l)).ToList(),
            Used = await book.Used(visit.Tenant, id, ct),
            Arenas = await arenas.All(visit.Tenant, ct),
        });
    }

    private static async Task<IResult> ShowWin(Guid id, Visit visit, DecisionBook book, Arenas arenas, CancellationToken ct) =>
        await book.Win(visit.Tenant, id, ct) is not { } win ? Problems.NotFound(visit)
        : new RazorComponentResult<WinPage>(new { Win = win, Arena = await arenas.Get(visit.Tenant, win.Arena, ct) });

    private static async Task<IResult> ReadDecision(Guid id, HttpContext http, Visit visit, DecisionBook book, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } decision)
            return Problems.NotFound(visit);
        Tag(http, decision.Version);
        return TypedResults.Ok(new DecisionAnswer(
            id, decision.Version, decision, [.. (await book.Links(visit.Tenant, id, ct)).Select(l => Shown(visit, l))], await book.Used(visit.Tenant, id, ct)));
    }

    private static async Task<IResult> ReadLink(Guid id, HttpContext http, Visit visit, DecisionBook book, CancellationToken ct)
    {
        if (await book.Link(visit.Tenant, id, ct) is not { } link)
            return Problems.NotFound(visit);
        Tag(http, link.Version);
        return TypedResults.Ok(Shown(visit, link));
    }

    private static async Task<IResult> ReadWin(Guid id, HttpContext http, Visit visit, DecisionBook book, CancellationToken ct)
    {
        if (await book.Win(visit.Tenant, id, ct) is not { } win)
            return Problems.NotFound(visit);
        Tag(http, win.Version);
        return TypedResults.Ok(visit.Who.May(Right.ReadArena, win.Arena) ? win : win with { Matter = null });
    }

    private static void Tag(HttpContext http, long version) => http.Response.Headers.ETag = $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    private static async Task<IResult> ShowNew(HttpContext http, Visit visit, Guid arena, Act act, Guid? decision, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var options = new Dictionary<string, IReadOnlyList<(string, string)>>();
        if (act == DecisionActs.Link || act == DecisionActs.NoteRead)
        {
            options["politicalDecision"] =
                [.. (await services.GetRequiredService<DecisionBook>().All(visit.Tenant, ct)).Select(d => (d.Id.ToString(), d.Title ?? visit.Text["words.erased"]))];
        }

        if (act == DecisionActs.Link || act == DecisionActs.Celebrate)
        {
            options["matter"] = [.. (await services.GetRequiredService<Matters.MatterLists>().OfArena(visit.Tenant, arena, 200, ct)).Select(m => (m.Id.ToString(), m.Title ?? visit.Text["words.erased"]))];
            options["report"] = [.. (await services.GetRequiredService<ReportBook>().OfArena(visit.Tenant, arena, ct)).Select(r => (r.Id.ToString(), ReportRoutes.Period(visit.Text, r)))];
        }

        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = act == DecisionActs.Register ? null : SeatRoutes.NameOf((await services.GetRequiredService<Arenas>().Get(visit.Tenant, arena, ct))!),
            Back = act == DecisionActs.Celebrate ? $"{visit.Root}/seire" : $"{visit.Root}/vedtak",
            Draft = draft ?? Draft.New() with { Body = decision is null ? [] : new JsonObject { ["politicalDecision"] = decision.ToString() } },
            Choices = FormChoices.None with { OptionsOf = options },
        })
        { StatusCode = status };
    }

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var book = services.GetRequiredService<DecisionBook>();
        var choices = FormChoices.None;
        (string? Title, long Version)? thing = act == DecisionActs.Congratulate
            ? await book.Win(visit.Tenant, id, ct) is { } win ? (win.What, win.Version) : null
            : await book.Get(visit.Tenant, id, ct) is { } decision ? (decision.Title, decision.Version) : null;
        if (thing is not { } found)
            return Problems.NotFound(visit);
        if (act == DecisionActs.NoteUsed)
        {
            var arenas = await services.GetRequiredService<Arenas>().All(visit.Tenant, ct);
            choices = choices with
            {
                OptionsOf = new Dictionary<string, IReadOnlyList<(string, string)>>
                {
                    ["experiences"] =
                    [
                        .. (await services.GetRequiredService<ExperienceBook>().Published(visit.Tenant, null, null, ct))
                            .Select(e => (e.Id.ToString(), $"{e.Title ?? visit.Text["words.erased"]} ({SeatRoutes.NameOf(arenas[e.Arena])})")),
                    ],
                    ["reports"] =
                    [
                        .. (await services.GetRequiredService<ReportBook>().Sent(visit.Tenant, ct))
                            .Select(r => (r.Id.ToString(), $"{SeatRoutes.NameOf(arenas[r.Arena])}, {ReportRoutes.Period(visit.Text, r)}")),
                    ],
                },
            };
        }

        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = found.Title ?? visit.Text["words.erased"],
            Back = act == DecisionActs.Congratulate ? WinAddress(visit, id) : AddressOf(visit, id),
            Draft = draft ?? Draft.New(found.Version),
            Choices = choices,
        })
        { StatusCode = status };
    }
}

public sealed record DecisionAnswer(Guid Id, long Version, DecisionRow Decision, IReadOnlyList<DecisionLinkRow> Links, IReadOnlyList<UsedRow> Used);
