using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Seats;
using Trepart.Web.StaffMeetings;

namespace Trepart.Web.OpenInputs;

/// <summary>
/// What can be opened without signing in: the form that a poster leads to, a staff meeting's questions, and the page where an unnamed giver reads
/// the answer. A wrong or withdrawn key and another municipality's are alike: not there.
/// </summary>
public static class OpenRoutes
{
    /// <summary>From one address in ten minutes. A whole workplace may share one.</summary>
    public const int MostGiven = 60;

    /// <summary>A staff meeting answers all at once.</summary>
    public const int MostAnswers = 400;

    /// <summary>Codes tried; whoever holds one needs a few.</summary>
    public const int MostCodes = 20;

    public static void MapOpenInputs(this IEndpointRouteBuilder app)
    {
        // Not {tenant}: addresses that begin so ask who one is.
        var open = app.MapGroup("{municipality}").AllowAnonymous().ShowsNobody().Reaches(Reach.Keyed).WithMetadata(new UnnamedRoute());
        open.MapGet("gi/{key}", (string municipality, string key, [FromQuery(Name = "sprak")] string? language, HttpContext http, Visit visit, CancellationToken ct) =>
            ShowGive(municipality, key, language, http, visit, null, ct));
        open.MapPost("gi/{key}", Give).AddEndpointFilter(TrepartHost.Antiforgery);
        open.MapGet("mote/{key}", ShowQuestions);
        open.MapPost("mote/{key}", AnswerQuestion).AddEndpointFilter(TrepartHost.Antiforgery).AtMost("mote", MostAnswers);
        open.MapGet("svar", ShowCode);
        open.MapPost("svar", ReadAnswer).AddEndpointFilter(TrepartHost.Antiforgery).AtMost("svar", MostCodes);
    }

    /// <summary>The municipality of an address that asks nobody who she is; the language is the one that was asked for.</summary>
    public static async Task<Municipality?> Find(string municipality, string? language, HttpContext http, Visit visit, CancellationToken ct)
    {
        var services = http.RequestServices;
        if (Tenant.TryParse(municipality) is not { } tenant || await services.GetRequiredService<Store.Directory>().Find(tenant, services.GetRequiredService<Calendar>().Today, ct) is not { } where)
            return null;
        visit.Text = new Language(language switch
        {
            "en" => Written.English,
            "nn" => Written.Nynorsk,
            "nb" => Written.Bokmål,
            _ => where.Written == "nn" ? Written.Nynorsk : Written.Bokmål,
        });
        return where;
    }

    private static async Task<(Municipality Where, ArenaInfo Group)?> FindGroup(string municipality, string key, string? language, HttpContext http, Visit visit, CancellationToken ct)
    {
        var services = http.RequestServices;
        if (await Find(municipality, language, http, visit, ct) is not { } where
            || services.GetRequiredService<OpenKeys>().Read(where.Tenant, OpenDoor.Group, key) is not { } id
            || await services.GetRequiredService<InputLinkList>().Get(where.Tenant, id, ct) is not { ClosedOn: null } link
            || await services.GetRequiredService<Arenas>().Get(where.Tenant, link.Arena, ct) is not { } group)
        {
            return null;
        }

        return (where, group);
    }

    private static async Task<IResult> ShowGive(string municipality, string key, string? language, HttpContext http, Visit visit, OpenDraft? draft, CancellationToken ct)
    {
        if (await FindGroup(municipality, key, language, http, visit, ct) is not ({ } where, { } group))
            return Problems.NotFound(visit);
        var seats = await http.RequestServices.GetRequiredService<SeatBook>().SeatsOf(where.Tenant, group.Id, ct);
        return new RazorComponentResult<GivePage>(new { Municipality = where, Group = group, Key = key, Seats = seats, Draft = draft ?? OpenDraft.New() })
        { StatusCode = draft?.Status ?? StatusCodes.Status200OK };
    }

    private static async Task<IResult> Give(string municipality, string key, HttpContext http, Visit visit, WaitingRoom room, DailyLimit limit, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var language = form["sprak"].ToString();
        if (await FindGroup(municipality, key, language, http, visit, ct) is not ({ } where, { } group))
            return Problems.NotFound(visit);
        if (!limit.Allows("gi", http.Connection.RemoteIpAddress, MostGiven))
            return Problems.Of(visit, StatusCodes.Status429TooManyRequests, "too-many");

        var draft = OpenDraft.Of(form);
        if (draft.Error is not null)
            return await ShowGive(municipality, key, language, http, visit, draft, ct);
        var steward = draft.Steward;
        if (steward is { } seat && !(await http.RequestServices.GetRequiredService<SeatBook>().SeatsOf(where.Tenant, group.Id, ct)).Any(s => s.Id == seat && s.Role is SeatRole.ShopSteward))
            return Problems.NotFound(visit);

        // A shop steward is told in confidence; what is said there goes no further by itself.
        var concerns = steward is null ? Guard.LookAt(draft.Text) : [];
        if (!draft.IsConfirmed && concerns is not [])
            return await ShowGive(municipality, key, language, http, visit, draft with { Concerns = concerns, Status = StatusCodes.Status409Conflict }, ct);

        await room.Put(
            where.Tenant,
            new(Receipt.IdOf(where.Tenant, draft.Code), group.Id, steward is null ? WaitingFor.Input : WaitingFor.Note, Receipt.HashOf(where.Tenant, draft.Code), draft.Text)
            {
                Kind = steward is null ? draft.Kind : null,
                Seat = steward,
            },
            ct);
        return new RazorComponentResult<ThanksPage>(new { Municipality = where, Key = key, draft.Code, ToSteward = steward is not null });
    }

    private static async Task<(Municipality Where, StaffMeetingStory Story)?> FindMeeting(string municipality, string key, string? language, HttpContext http, Visit visit, CancellationToken ct)
    {
        var services = http.RequestServices;
        if (await Find(municipality, language, http, visit, ct) is not { } where
            || services.GetRequiredService<OpenKeys>().Read(where.Tenant, OpenDoor.StaffMeeting, key) is not { } id
            || StaffMeetingStory.Of(id, await services.GetRequiredService<EventStore>().Read(where.Tenant, id, ct)) is not { State.Stage: StaffMeetingStage.Collecting } story)
        {
            return null;
        }

        return (where, story);
    }

    private static async Task<IResult> ShowQuestions(
        string municipality, string key, [FromQuery(Name = "sprak")] string? language, [FromQuery(Name = "takk")] string? thanks, HttpContext http, Visit visit, CancellationToken ct) =>
        await FindMeeting(municipality, key, language, http, visit, ct) is ({ } where, { } story)
            ? new RazorComponentResult<QuestionsPage>(new { Municipality = where, Story = story, Key = key, IsThanked = thanks is not null })
            : Problems.NotFound(visit);

    private static async Task<IResult> AnswerQuestion(string municipality, string key, HttpContext http, Visit visit, WaitingRoom room, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var language = form["sprak"].ToString();
        if (await FindMeeting(municipality, key, language, http, visit, ct) is not ({ } where, { } story))
            return Problems.NotFound(visit);
        var (text, fault) = OpenDraft.ReadText(form["tekst"]);
        if (!int.TryParse(form["question"], out var question) || question < 1 || question > story.State.Questions || !Guid.TryParse(form["id"], out var id))
            return Problems.Of(visit, StatusCodes.Status400BadRequest, "unreadable");
        var concerns = fault is null ? Guard.LookAt(text) : [];
        if (fault is not null || (concerns is not [] && form["confirmed"] != "true"))
        {
            return new RazorComponentResult<QuestionsPage>(new { Municipality = where, Story = story, Key = key, Asked = question, Id = id, Text = text, Error = fault, Concerns = concerns })
            { StatusCode = fault is null ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest };
        }

        await room.Put(where.Tenant, new(id, story.Arena, WaitingFor.Answer, null, text) { Meeting = story.Id, Question = question }, ct);
        return TypedResults.Redirect($"/{where.Tenant.Id}/mote/{key}?takk=1&sprak={visit.Text.Tag}");
    }

    private static async Task<IResult> ShowCode(string municipality, [FromQuery(Name = "sprak")] string? language, HttpContext http, Visit visit, CancellationToken ct) =>
        await Find(municipality, language, http, visit, ct) is { } where
            ? new RazorComponentResult<AnswerPage>(new { Municipality = where })
            : Problems.NotFound(visit);

    private static async Task<IResult> ReadAnswer(string municipality, HttpContext http, Visit visit, Given given, WaitingRoom room, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        if (await Find(municipality, form["sprak"], http, visit, ct) is not { } where)
            return Problems.NotFound(visit);
        var code = Receipt.Read(form["kode"]);
        var found = code is null ? null : await given.Find(where.Tenant, code, ct);
        if (found is null)
            return new RazorComponentResult<AnswerPage>(new { Municipality = where, IsUnknown = true }) { StatusCode = StatusCodes.Status404NotFound };

        var (done, error) = ((string?)null, (string?)null);
        switch (form["gjor"].ToString())
        {
            case "svar" when found is { Input: { } input }:
                (var text, error) = OpenDraft.ReadText(form["tekst"]);
                if (error is null)
                {
                    var id = Guid.TryParse(form["id"], out var sent) ? sent : RandomId.New();
                    await room.Put(where.Tenant, new(id, input.Arena, WaitingFor.Reply, null, text) { Input = input.Id }, ct);
                    done = "open.reply-sent";
                }

                break;
            case "trekk" when found.IsWaiting:
                await room.Take(where.Tenant, Receipt.HashOf(where.Tenant, code!), ct);
                return new RazorComponentResult<AnswerPage>(new { Municipality = where, Done = "open.taken-back" });
            case "trekk" when found is { Input: { Stage: InputStage.Open } own }:
                await room.Put(where.Tenant, new(RandomId.New(), own.Arena, WaitingFor.Withdrawal, null, null) { Input = own.Id }, ct);
                done = "open.withdrawal-sent";
                break;
        }

        return new RazorComponentResult<AnswerPage>(new { Municipality = where, Found = found, Code = code, Done = done, Error = error })
        { StatusCode = error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest };
    }
}
