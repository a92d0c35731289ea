using Trepart.Domain;
using Trepart.Web.Commands;

namespace Trepart.Web.Seats;

/// <summary>What can be done with arenas and seats: by the coordinator, and by the service itself when a municipality's past is brought in.</summary>
public static class SeatActs
{
    public static readonly Act EstablishArena = new("establish_arena", "ny-moteplass", Kind.Arena, typeof(EstablishArena), Right.KeepSeats, Creates: true)
    {
        PointsAt = command => command is EstablishArena { Node: { } node } ? [(Kind.Workplace, node)] : [],
    };

    public static readonly Act EstablishSeat = new("establish_seat", "ny-plass", Kind.Seat, typeof(EstablishSeat), Right.KeepSeats, Creates: true)
    {
        Welcome = command => new WelcomeSeat(((EstablishSeat)command).Role),
    };

    public static readonly Act Take = Of("take_seat", "gi-plass", typeof(TakeSeat));
    public static readonly Act HandOver = Of("hand_over_seat", "gi-videre", typeof(HandOverSeat));
    public static readonly Act Leave = Of("leave_seat", "ga-ut", typeof(LeaveSeat));
    public static readonly Act AppointDeputy = Of("appoint_deputy", "oppnevn-vara", typeof(AppointDeputy));
    public static readonly Act EndDeputyship = Of("end_deputyship", "avslutt-vara", typeof(EndDeputyship));

    public static readonly Act StateSide = Of("state_side", "side-i-radet", typeof(StateSide));

    public static IReadOnlyList<Act> OnSeat { get; } = [Take, HandOver, Leave, AppointDeputy, EndDeputyship, StateSide];

    /// <summary>The roles that are offered in a kind of arena: those that have their place there, and of the two that may stand anywhere, where it is usual.</summary>
    public static IEnumerable<SeatRole> RolesIn(ArenaKind kind) => Enum.GetValues<SeatRole>().Where(r => r switch
    {
        SeatRole.Auditor => false,
        SeatRole.Helper => kind is ArenaKind.WorkingGroup,
        SeatRole.DataProtectionOfficer => kind is ArenaKind.SteeringGroup,
        _ => Arena.Fits(r, kind),
    });

    private static Act Of(string name, string slug, Type command) => new(name, slug, Kind.Seat, command, Right.KeepSeats);
}
