using Trepart.Domain;

namespace Trepart.Web.Seats;

/// <summary>The parties around a group's table: the leaders together, each union, and the safety representatives. Of other seats none is a party.</summary>
public static class Parties
{
    public static string? Of(SeatRole role, string? organisation) => role switch
    {
        SeatRole.UnitLeader or SeatRole.DepartmentLeader => "leaders",
        SeatRole.ShopSteward => "union " + organisation,
        SeatRole.SafetyRepresentative => "safety",
        _ => null,
    };

    /// <summary>The same of a row of <c>seats</c>, in SQL.</summary>
    public static string Sql(string seats) =>
        $"case when {seats}.role in ('UnitLeader', 'DepartmentLeader') then 'leaders' when {seats}.role = 'ShopSteward' then 'union ' || coalesce({seats}.organisation, '') when {seats}.role = 'SafetyRepresentative' then 'safety' end";

    /// <param name="seats">In the order in which they are usually named, and only those that someone holds.</param>
    public static Many<Many<Guid>> Of(IEnumerable<(Guid Id, SeatRole Role, string? Organisation)> seats) =>
        new([.. seats.Where(s => Of(s.Role, s.Organisation) is not null).GroupBy(s => Of(s.Role, s.Organisation)).Select(g => new Many<Guid>([.. g.Select(s => s.Id)]))]);
}
