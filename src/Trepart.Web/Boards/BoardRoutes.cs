using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Domain;
using Trepart.Web.Access;
using Trepart.Web.Help;
using Trepart.Web.Inputs;
using Trepart.Web.Matters;
using Trepart.Web.Meetings;
using Trepart.Web.Seats;
using Trepart.Web.Steering;
using Trepart.Web.Training;

namespace Trepart.Web.Boards;

/// <summary>The first page of a municipality, and each group's board: inputs, matters, trials.</summary>
public static class BoardRoutes
{
    /// <summary>The longest list that one page shows; what is older is found in the audit trail.</summary>
    private const int Most = 200;

    public static void MapBoards(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("", Home).ForEveryone().ShowsNobody();
        municipality.MapGet("grupper/{arena:guid}", Board).NeedsRight(Right.ReadArena).Shows(PersonalData.Texts).OnlyInWorkingGroups();
    }

    private static async Task<IResult> Home(Visit visit, Arenas arenas, SteeringBook steering, Onboarding onboarding, Calendar calendar, CancellationToken ct)
    {
        var mine = visit.Who.Holdings.Where(h => Rights.Of(h.Seat).Contains(Right.ReadArena)).Select(h => h.Seat.Arena).Distinct().ToArray();
        return new RazorComponentResult<HomePage>(new
        {
            Groups = await arenas.Summaries(visit.Tenant, mine, ct),
            Steering = (await steering.Groups(visit.Tenant, visit.Who, ct)) is [var first, ..] ? first : null,
            IsStarting = visit.Who.May(Right.KeepSeats) && !await onboarding.IsDone(visit.Tenant, calendar.Today, ct),
            Arenas = visit.Who.IsAuditor ? await arenas.All(visit.Tenant, ct) : new Dictionary<Guid, ArenaInfo>(),
        });
    }

    private static async Task<IResult> Board(
        Guid arena, Visit visit, Arenas arenas, InputLists inputs, MatterLists matters, SeatBook seats, MeetingLists meetings, HelpBook help, TrainingBook training,
        Calendar calendar, CancellationToken ct) =>
        new RazorComponentResult<BoardPage>(new
        {
            Arena = (await arenas.Get(visit.Tenant, arena, ct))!,
            Inputs = await inputs.OfArena(visit.Tenant, arena, Most, ct),
            Matters = await matters.OfArena(visit.Tenant, arena, Most, ct),
            Seats = await seats.SeatsOf(visit.Tenant, arena, ct),
            NextMeeting = await meetings.Next(visit.Tenant, arena, calendar.Today, ct),
            Advice = visit.Who.May(Right.WorkInGroup, arena) ? await help.Advise(visit.Tenant, arena, calendar.Today, ct) : [],
            OnTraining = visit.Who.May(Right.WorkInGroup, arena) ? TrainingCoverage.AdviceOn(await training.Trained(visit.Tenant, arena, calendar.Today, ct)) : [],
            MedianDays = visit.Who.May(Right.WorkInGroup, arena) ? await inputs.MedianDays(visit.Tenant, arena, ct) : null,
        });
}
