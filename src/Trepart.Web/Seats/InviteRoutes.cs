using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trepart.Web.Access;
using Trepart.Web.SignIn;

namespace Trepart.Web.Seats;

/// <summary>Kom i gang, and the invitations that the coordinator makes for each person. A link is shown once, to the one who made it.</summary>
public static class InviteRoutes
{
    public static void MapInviting(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("kom-i-gang", Start).NeedsRight(Right.KeepSeats).ShowsNobody();

        var invitations = municipality.MapGroup("invitasjoner").Shows(PersonalData.SeatHolders);
        invitations.MapGet("", ([FromQuery(Name = "trukket")] string? withdrawn, Visit visit, InvitationBook book, AccessLog log, Calendar calendar, CancellationToken ct) =>
            Show("", withdrawn == "1", visit, book, log, calendar, ct)).NeedsRight(Right.KeepSeats);

        // By POST, as in the register: a name stands in no address.
        invitations.MapPost("finn", async (HttpContext http, Visit visit, InvitationBook book, AccessLog log, Calendar calendar, CancellationToken ct) =>
            await Show((await http.Request.ReadFormAsync(ct))["navn"].ToString().Trim(), false, visit, book, log, calendar, ct)).NeedsRight(Right.KeepSeats);
        invitations.MapPost("{id:guid}/lag", Make).NeedsRight(Right.KeepSeats);
        invitations.MapPost("{id:guid}/trekk-tilbake", Withdraw).NeedsRight(Right.KeepSeats).ShowsNobody();
    }

    private static async Task<IResult> Start(Visit visit, Onboarding onboarding, Calendar calendar, CancellationToken ct) =>
        new RazorComponentResult<StartPage>(new { State = await onboarding.Read(visit.Tenant, calendar.Today, ct) });

    private static async Task<IResult> Show(string name, bool isWithdrawn, Visit visit, InvitationBook book, AccessLog log, Calendar calendar, CancellationToken ct)
    {
        var people = await book.Find(visit.Tenant, name, null, calendar.Today, ct);
        await Note(log, visit, people.Select(p => p.Person), ct);
        return new RazorComponentResult<InviteesPage>(new { People = people, Name = name, IsWithdrawn = isWithdrawn });
    }

    // Answered with the page itself: the code is kept nowhere, and an address that led to it could be opened by another.
    private static async Task<IResult> Make(
        Guid id, HttpContext http, Visit visit, InvitationBook book, Invitations invitations, AccessLog log, Calendar calendar, CancellationToken ct)
    {
        if (await book.Find(visit.Tenant, "", id, calendar.Today, ct) is not [var invitee]
            || await invitations.Create(visit.Tenant, id, visit.Who.Holding(Right.KeepSeats)!.Id, calendar.Now, ct) is not { } code)
        {
            return Problems.NotFound(visit);
        }

        await Note(log, visit, [id], ct);
        var link = $"{http.Request.Scheme}://{http.Request.Host}{Invitations.AddressOf(visit.Tenant, code)}";
        return new RazorComponentResult<InvitedPage>(new { Invitee = invitee, Link = link, Until = DateOnly.FromDateTime((calendar.Now + Invitations.Lasts).DateTime) });
    }

    private static Task Note(AccessLog log, Visit visit, IEnumerable<Guid> people, CancellationToken ct) =>
        log.Record(visit.Tenant, Reader.From(visit.Who, Right.KeepSeats), new(PersonalData.SeatHolders) { Persons = [.. people] }, ct);

    private static async Task<IResult> Withdraw(Guid id, Visit visit, Invitations invitations, Calendar calendar, CancellationToken ct) =>
        await invitations.Withdraw(visit.Tenant, id, calendar.Now, ct)
            ? TypedResults.Redirect($"{visit.Root}/invitasjoner?trukket=1#gjort")
            : Problems.NotFound(visit);
}
