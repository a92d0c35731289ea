using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using MimeKit;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Seats;
using Trepart.Web.Waiting;
using Trepart.Web.Workers;

namespace Trepart.Web.Mail;

/// <summary>Varsler: what one wants to be told of by mail, whether the municipality sends any, and the link that ends it.</summary>
public static class MailRoutes
{
    public static void AddMail(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton<MailBook>();
        services.AddSingleton<MailMaker>();
        services.AddSingleton<StopCode>();
        if (settings.Mail is not { } mail)
            return;
        services.AddSingleton(mail);
        services.AddSingleton<MailText>();
        services.AddSingleton<MailSender>();
        services.AddHostedService<MailWorker>();
    }

    public static void MapMail(this IEndpointRouteBuilder municipality)
    {
        var mail = municipality.MapGroup("varsler").Shows(PersonalData.Own);
        mail.MapGet("", (HttpContext http, Visit visit, CancellationToken ct, [FromQuery(Name = "lagret")] bool saved = false) => Show(http, visit, null, saved, StatusCodes.Status200OK, ct)).ForEveryone();
        mail.MapPost("", Save).ForEveryone();
        mail.MapPost("kommunen", async (HttpContext http, Visit visit, MailBook book, CancellationToken ct) =>
        {
            await book.Turn(visit.Tenant, (await http.Request.ReadFormAsync(ct))["pa"] == "true", ct);
            return TypedResults.Redirect($"{visit.Root}/varsler?lagret=true");
        }).NeedsRight(Right.KeepSeats);
        mail.MapPost("prov-igjen", async (Visit visit, MailBook book, CancellationToken ct) =>
        {
            await book.TryAgain(visit.Tenant, ct);
            return TypedResults.Redirect($"{visit.Root}/varsler?lagret=true");
        }).NeedsRight(Right.KeepSeats);
    }

    /// <summary>
    /// Where a mail's link leads, and what a mail program sends by itself (RFC 8058). Open to all: the code is given to nobody but the one who got the
    /// mail, and opens nothing else. Looking changes nothing.
    /// </summary>
    public static void MapUnsubscribing(this IEndpointRouteBuilder app)
    {
        var stop = app.MapGroup("{municipality}/avmeld").AllowAnonymous().ShowsNobody().Reaches(Reach.Invited);
        stop.MapGet("", (string municipality, [FromQuery(Name = "brev")] string? code, HttpContext http, Visit visit) => Stop(municipality, code, http, visit, isSent: false));
        stop.MapPost("", (string municipality, [FromQuery(Name = "brev")] string? code, HttpContext http, Visit visit) => Stop(municipality, code, http, visit, isSent: true)).DisableAntiforgery();
    }

    private static async Task<IResult> Stop(string municipality, string? code, HttpContext http, Visit visit, bool isSent)
    {
        var services = http.RequestServices;
        var ct = http.RequestAborted;
        if (Tenant.TryParse(municipality) is not { } tenant || services.GetRequiredService<StopCode>().Read(tenant, code) is not { } person
            || await services.GetRequiredService<Store.Directory>().Find(tenant, services.GetRequiredService<Calendar>().Today, ct) is not { } where)
        {
            return Problems.NotFound(visit);
        }

        if (!http.Request.Cookies.ContainsKey(Entrance.LanguageCookie))
            visit.Text = new Language(where.Written == "nn" ? Written.Nynorsk : Written.Bokmål);
        if (isSent)
            await services.GetRequiredService<MailBook>().Stop(tenant, person, ct);
        return new RazorComponentResult<StopPage>(new { Address = services.GetRequiredService<StopCode>().AddressFor(tenant, person), IsDone = isSent });
    }

    private static async Task<IResult> Save(HttpContext http, Visit visit, MailBook book, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var address = form["adresse"].ToString().Trim();
        if (address.Length == 0)
        {
            await book.Forget(visit.Tenant, visit.Who.Person, ct);
            return TypedResults.Redirect($"{visit.Root}/varsler?lagret=true");
        }

        // What is ticked is wanted.
        var wanted = form["om"].Select(v => v ?? "").ToHashSet();
        var choice = new MailChoice(
            address, visit.Text.Written, form["ukentlig"] == "true", form["straks"] == "true",
            [.. WaitingKind.All.Select(k => k.Code).Where(c => !wanted.Contains(c))], default);
        if (!IsAddress(address))
            return await Show(http, visit, choice, false, StatusCodes.Status400BadRequest, ct);
        await book.Choose(visit.Tenant, visit.Who.Person, choice, ct);
        return TypedResults.Redirect($"{visit.Root}/varsler?lagret=true");
    }

    private static bool IsAddress(string text) =>
        text.Length <= 254 && MailboxAddress.TryParse(text, out var box) && box.Address == text && text.IndexOf('@', StringComparison.Ordinal) > 0
        && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c));

    private static async Task<IResult> Show(HttpContext http, Visit visit, MailChoice? draft, bool saved, int status, CancellationToken ct)
    {
        var book = http.RequestServices.GetRequiredService<MailBook>();
        var keeps = visit.Who.May(Right.KeepSeats);
        return new RazorComponentResult<MailPage>(new
        {
            Choice = draft ?? await book.Of(visit.Tenant, visit.Who.Person, ct) ?? new MailChoice("", visit.Text.Written, true, false, [], default),
            IsFaulty = draft is not null,
            IsSaved = saved,
            IsOn = await book.IsOn(visit.Tenant, ct),
            CanSend = http.RequestServices.GetRequiredService<Settings>().Mail is not null,
            Parked = keeps ? await book.Parked(visit.Tenant, ct) : [],
        })
        { StatusCode = status };
    }
}
