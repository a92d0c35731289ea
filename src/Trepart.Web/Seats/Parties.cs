using Trepart.Domain;

namespace Trepart.Web.Seats;

/// <summary>A table that people meet around.</summary>
/// <param name="Parties">The seats of each party that someone holds.</param>
public sealed record Table(ArenaKind Kind, Many<Many<Guid>> Parties)
{
    /// <summary>The part that the seat plays from which something is done.</summary>
    public SeatRole By { get; init; }

    /// <summary>The union of that seat; null where it has none.</summary>
    public string? Organisation { get; init; }
}

/// <summary>
/// The parties around a table. In a working group the leaders together, each union, and the safety representatives; in the steering group the
/// politicians, the administration, and the employees' representatives with the chief safety representative among them. Of other seats none is a party.
/// </summary>
public static class Parties
{
    public static string? Of(ArenaKind kind, SeatRole role, string? organisation) => (kind, role) switch
    {
        (ArenaKind.WorkingGroup, SeatRole.UnitLeader or SeatRole.DepartmentLeader) => "leaders",
        (ArenaKind.WorkingGroup, SeatRole.ShopSteward) => "union " + organisation,
        (ArenaKind.WorkingGroup, SeatRole.SafetyRepresentative) => "safety",
        (ArenaKind.SteeringGroup, SeatRole.Mayor or SeatRole.Politician) => "politicians",
        (ArenaKind.SteeringGroup, SeatRole.MunicipalDirector or SeatRole.HrLead) => "administration",
        (ArenaKind.SteeringGroup, SeatRole.ChiefShopSteward or SeatRole.ChiefSafetyRepresentative) => "employees",
        _ => null,
    };

    /// <summary>The same of a row of <c>seats</c>, in SQL.</summary>
    public static string Sql(string seats) =>
        $"""
        case (select a.kind from arenas a where a.tenant_id = {seats}.tenant_id and a.id = {seats}.arena_id)
          when 'WorkingGroup' then case when {seats}.role in ('UnitLeader', 'DepartmentLeader') then 'leaders'
            when {seats}.role = 'ShopSteward' then 'union ' || coalesce({seats}.organisation, '') when {seats}.role = 'SafetyRepresentative' then 'safety' end
          when 'SteeringGroup' then case when {seats}.role in ('Mayor', 'Politician') then 'politicians'
            when {seats}.role in ('MunicipalDirector', 'HrLead') then 'administration' when {seats}.role in ('ChiefShopSteward', 'ChiefSafetyRepresentative') then 'employees' end end
        """;

    /// <param name="seats">In the order in which they are usually named, and only those that someone holds.</param>
    public static Many<Many<Guid>> Of(ArenaKind kind, IEnumerable<(Guid Id, SeatRole Role, string? Organisation)> seats) =>
        new([.. seats.Select(s => (s.Id, Party: Of(kind, s.Role, s.Organisation))).Where(s => s.Party is not null).GroupBy(s => s.Party).Select(g => new Many<Guid>([.. g.Select(s => s.Id)]))]);
}
