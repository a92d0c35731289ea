using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Seats;

/// <summary>Arenas, their seats, and from when until when each was held.</summary>
public sealed class SeatTables : IProjection
{
    public IReadOnlyList<string> Tables { get; } = ["arenas", "seats", "seat_holdings"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.HappenedOn);
        _ = recorded.Event switch
        {
            ArenaEstablished e => sql.Add(
                "insert into arenas (tenant_id, id, kind, name, workplace, established_on) values ($1, $2, $3, $4, $5, $6)",
                tenant, id, e.Kind.ToString(), e.Name, e.Workplace, on),
            SeatEstablished e => sql.Add(
                "insert into seats (tenant_id, id, arena_id, role, organisation, position) values ($1, $2, $3, $4, $5, $6)",
                tenant, id, recorded.Arena, e.Role.ToString(), e.Organisation, (int)e.Role),
            SeatTaken e => sql.Add(
                "insert into seat_holdings (tenant_id, id, seat_id, taken_on) values ($1, $2, $3, $4)", tenant, e.Holding, id, on),
            SeatLeft e => sql.Add("update seat_holdings set left_on = $3 where tenant_id = $1 and id = $2", tenant, e.Holding, on),
            _ => sql,
        };
    }
}
