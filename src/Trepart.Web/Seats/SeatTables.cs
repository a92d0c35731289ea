using Npgsql;
using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Seats;

/// <summary>Arenas, their seats, and from when until when each was held.</summary>
public sealed class SeatTables : IProjection
{
    private const string NameOfNode = "(select n.name from workplace_names n where n.tenant_id = $1 and n.id = $7::uuid)";

    public IReadOnlyList<string> Tables { get; } = ["arenas", "seats", "seat_holdings", "workplace_names"];

    public void Project(Recorded recorded, NpgsqlBatch sql)
    {
        var (tenant, id, on) = (recorded.Tenant.Id, recorded.StreamId, recorded.HappenedOn);
        _ = recorded.Event switch
        {
            ArenaEstablished e => sql.Add(
                $"insert into arenas (tenant_id, id, kind, name, workplace, established_on, node_id) values ($1, $2, $3, $4, coalesce({NameOfNode}, $5::varchar), $6, $7)",
                tenant, id, e.Kind.ToString(), e.Name, e.Workplace, on, e.Node),
            ArenaAttached e => sql.Add(
                """
                update arenas set node_id = $3, workplace = coalesce((select n.name from workplace_names n where n.tenant_id = $1 and n.id = $3), workplace)
                where tenant_id = $1 and id = $2
                """,
                tenant, id, e.Node),
            ArenaRenamed e => sql.Add("update arenas set name = $3 where tenant_id = $1 and id = $2", tenant, id, e.Name),
            TermsEnded e => sql.Add(
                "update seat_holdings set left_on = $3 where tenant_id = $1 and seat_id = $2 and taken_on < $3 and (left_on is null or left_on > $3)", tenant, id, e.LastDay.AddDays(1)),
            WorkplaceRegistered e => sql.Add("insert into workplace_names (tenant_id, id, name) values ($1, $2, $3)", tenant, id, e.Name),
            WorkplaceRenamed e => sql.Add("update workplace_names set name = $3 where tenant_id = $1 and id = $2", tenant, id, e.Name)
                .Add("update arenas set workplace = $3 where tenant_id = $1 and node_id = $2", tenant, id, e.Name),
            SeatEstablished e => sql.Add(
                """
                insert into seats (tenant_id, id, arena_id, role, organisation, position, number)
                select $1::varchar, $2::uuid, $3::uuid, $4::varchar, $5::varchar, $6::int, count(*) + 1 from seats
                where tenant_id = $1 and arena_id = $3 and role = $4 and organisation is not distinct from $5
                """,
                tenant, id, recorded.Arena, e.Role.ToString(), e.Organisation, (int)e.Role),
            SeatTaken e => Begin(sql, tenant, id, e.Holding, on, e.Until, isDeputy: false),
            DeputyAppointed e => Begin(sql, tenant, id, e.Holding, e.From, e.Until, isDeputy: true),
            SeatLeft e => End(sql, tenant, e.Holding, on),
            DeputyshipEnded e => End(sql, tenant, e.Holding, on),
            _ => sql,
        };
    }

    // A planned last day is written at once, so that the right ends with it also where nobody does anything that day.
    private static NpgsqlBatch Begin(NpgsqlBatch sql, string tenant, Guid seat, Guid holding, DateOnly from, DateOnly? until, bool isDeputy) =>
        sql.Add(
            "insert into seat_holdings (tenant_id, id, seat_id, taken_on, left_on, is_deputy) values ($1, $2, $3, $4, $5, $6)",
            tenant, holding, seat, from, until?.AddDays(1), isDeputy);

    private static NpgsqlBatch End(NpgsqlBatch sql, string tenant, Guid holding, DateOnly on) =>
        sql.Add("update seat_holdings set left_on = $3 where tenant_id = $1 and id = $2", tenant, holding, on);
}
