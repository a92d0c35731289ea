using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Erasing;
using Trepart.Web.Matters;
using Trepart.Web.Seats;

namespace Trepart.Web.Help;

/// <summary>Stopp opp: a group halts, finds out together why it is stuck, and gets help together. For the group, and for a helper it lets in.</summary>
public static class HelpRoutes
{
    public static void AddHelp(this IServiceCollection services)
    {
        services.AddSingleton<HelpBook>();
        services.AddSingleton<HelpReading>();
    }

    public static void MapHelp(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("hjelp", ShowHome).ForEveryone().Shows(PersonalData.Texts);

        var group = municipality.MapGroup("grupper/{arena:guid}").Shows(PersonalData.Texts);
        group.MapGet(HelpActs.CallStop.Slug!, (Guid arena, HttpContext http, Visit visit) => ShowStop(http, visit, arena, null, StatusCodes.Status200OK)).NeedsRight(Right.WorkInGroup);
        group.MapPost(HelpActs.CallStop.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, HelpActs.CallStop, null, arena, (h, v, _, draft, status) => ShowStop(h, v, arena, draft, status), done => AddressOf(visit, done)))
            .NeedsRight(Right.WorkInGroup);

        var one = municipality.MapGroup("hjelp/{id:guid}").Shows(PersonalData.Texts);

        // Those who work in the group, and a helper it has let in: no right is theirs alone, and the handler asks.
        one.MapGet("", Show).ForEveryone();
        one.MapForms(HelpActs.OnHelp, ShowForm, AddressOf);
    }

    public static string AddressOf(Visit visit, Guid help) => $"{visit.Root}/hjelp/{help}";

    public static string AddressOfGroup(Visit visit, Guid arena) => $"{visit.Root}/grupper/{arena}/{HelpActs.CallStop.Slug}";

    public static string Kinds(Language text, IEnumerable<HelperKind> helpers) =>
        text.List(helpers.Select(h => text[$"helper.{h.Camel()}"]));

    /// <summary>How it stands with a stop, in one sentence.</summary>
    public static string Standing(Language text, HelpRow help, DateOnly today) => help switch
    {
        { Stage: HelpStage.Ended } => text.Say("help.standing.ended", ("on", text.Day(help.EndedOn!.Value, today))),
        { SessionOn: { } day } => text.Say("help.standing.session", ("on", text.Day(day, today))),
        { Stage: HelpStage.Asked } => text.Say("help.standing.asked", ("helpers", Kinds(text, help.Helpers)), ("on", text.Day(help.AskedOn!.Value, today))),
        { HasCause: true } => text["help.standing.cause"],
        _ => text.Say("help.standing.stopped", ("on", text.Day(help.CalledOn, today))),
    };

    private static async Task<IResult> ShowHome(Visit visit, HelpBook book, Arenas arenas, Calendar calendar, CancellationToken ct) =>
        new RazorComponentResult<HelpHomePage>(new
        {
            Arenas = await arenas.All(visit.Tenant, ct),
            Running = await book.Running(visit.Tenant, visit.Who, calendar.Today, ct),
            Upwards = visit.Who.May(Right.ReadLearning) ? await book.Upwards(visit.Tenant, ct) : null,
        });

    private static async Task<IResult> ShowStop(HttpContext http, Visit visit, Guid arena, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var book = services.GetRequiredService<HelpBook>();
        return new RazorComponentResult<StopPage>(new
        {
            Arena = (await services.GetRequiredService<Arenas>().Get(visit.Tenant, arena, ct))!,
            Stops = await book.OfArena(visit.Tenant, arena, ct),
            Advice = await book.Advise(visit.Tenant, arena, services.GetRequiredService<Calendar>().Today, ct),
            Draft = draft ?? Draft.New(),
        })
        { StatusCode = status };
    }

    private static async Task<IResult> Show(
        Guid id, HttpContext http, Visit visit, HelpBook book, HelpReading reading, EventStore store, SeatBook seats, Arenas arenas, MatterLists matters, Calendar calendar,
        CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } help)
            return Problems.NotFound(visit);
        var arena = (await arenas.Get(visit.Tenant, help.Arena, ct))!;
        var titles = (await matters.OfArena(visit.Tenant, help.Arena, 500, ct)).ToDictionary(m => m.Id, m => m.Title);
        if (!visit.Who.May(Right.WorkInGroup, help.Arena))
        {
            return await reading.Open(http, visit, id, ct) is { } access
                ? new RazorComponentResult<HelperPage>(new { Help = help, Access = access, Arena = arena, Titles = titles })
                : Problems.Forbidden(visit);
        }

        var history = await store.Read(visit.Tenant, id, ct);
        return new RazorComponentResult<HelpPage>(new
        {
            Help = help,
            Arena = arena,
            History = history,
            Parties = await seats.PartiesOf(visit.Tenant, help.Arena, calendar.Today, ct),
            Accesses = await book.Accesses(visit.Tenant, id, ct),
            Openings = await book.Openings(visit.Tenant, id, ct),
            Titles = titles,
            Telling = new Telling(visit.Text, calendar.Today, await seats.AllSeats(visit.Tenant, ct), history.Words),
        });
    }

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var (services, ct, text) = (http.RequestServices, http.RequestAborted, visit.Text);
        var book = services.GetRequiredService<HelpBook>();
        if (await book.Get(visit.Tenant, id, ct) is not { } help)
            return Problems.NotFound(visit);
        if (!visit.Who.May(act.Right, help.Arena))
            return Problems.Forbidden(visit);

        var today = services.GetRequiredService<Calendar>().Today;
        var seats = await services.GetRequiredService<SeatBook>().SeatsOf(visit.Tenant, help.Arena, ct);
        var accesses = act == HelpActs.AgreeAccess || act == HelpActs.TakeBackAccess ? await book.Accesses(visit.Tenant, id, ct) : [];
        var asked = int.TryParse(http.Request.Query["innsyn"], CultureInfo.InvariantCulture, out var number) ? accesses.FirstOrDefault(a => a.Number == number) : null;
        IReadOnlyList<Guid> agreed = act == HelpActs.ConfirmCause ? help.Confirmed : act == HelpActs.AgreeToShow ? help.Showing : asked?.Agreed ?? [];
        var options = new Dictionary<string, IReadOnlyList<(string, string)>>
        {
            ["question"] = [.. Enumerable.Range(1, HelpRequest.Questions).Select(n => (Language.Number(n), text[$"help.question.{n}"]))],
            ["access"] = [.. accesses.Select(a => (Language.Number(a.Number), text.Say("help.access.of", ("seat", SeatName(a.Seat)), ("from", text.Date(a.Start)), ("to", text.Date(a.End)))))],
            ["matters"] = act != HelpActs.ProposeAccess ? []
                : [.. (await services.GetRequiredService<MatterLists>().OfArena(visit.Tenant, help.Arena, 200, ct)).Select(m => (m.Id.ToString(), m.Title ?? text["words.erased"]))],
        };
        var choices = FormChoices.None with
        {
            Seats = [.. seats.Where(s => act == HelpActs.ProposeAccess ? s.Role is SeatRole.Helper : s.Role is SeatRole.Helper || Rights.Of(s).Contains(Right.WorkInGroup))],
            OptionsOf = options,
            Option = act == HelpActs.Answer ? http.Request.Query["nr"].ToString() : asked is null ? null : Language.Number(asked.Number),
            Hidden = act == HelpActs.ProposeAccess || act == HelpActs.NoteSession ? null : ["seat"],
            Fixed = Own(visit, help.Arena, agreed) is { } own && act.Fields.Any(f => f.Name == "seat") && act != HelpActs.ProposeAccess ? [("seat", own.ToString())] : null,
        };
        if (act == HelpActs.EraseText)
        {
            var history = await services.GetRequiredService<EventStore>().Read(visit.Tenant, id, ct);
            choices = choices with { Options = TextChoices.Of(history.Events, history.Words) };
        }

        var form = draft ?? Draft.New(help.Version);
        if (draft is null && act == HelpActs.StateCause)
            form.Body["cause"] = help.Cause;
        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = act == HelpActs.ConfirmCause || act == HelpActs.Ask ? help.Cause ?? text["words.erased"] : null,
            Standing = Standing(text, help, today),
            Back = AddressOf(visit, id),
            Draft = form,
            Choices = choices,
        })
        { StatusCode = status };

        string SeatName(Guid seat) => seats.FirstOrDefault(s => s.Id == seat) is { } info ? Telling.SeatName(text, info) : text["seat.unknown"];
    }

    /// <summary>The seat that one who has several acts from: the first from which it has not been said yet; null where she has one alone.</summary>
    private static Guid? Own(Visit visit, Guid arena, IReadOnlyList<Guid> said)
    {
        var mine = visit.Who.Holdings.Where(h => h.Seat.Arena == arena && Rights.Of(h.Seat).Contains(Right.WorkInGroup)).Select(h => h.Seat.Id).Distinct().ToList();
        return mine.Count < 2 ? null : mine.Where(s => !said.Contains(s)).Append(mine[0]).First();
    }
}
