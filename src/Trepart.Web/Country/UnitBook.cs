using System.Data.Common;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.SignIn;

namespace Trepart.Web.Country;

/// <summary>Someone who works in the transition unit.</summary>
public sealed record UnitPerson(Guid Id, string Name, string Office);

/// <summary>How far a place has come, as the unit knows it.</summary>
public sealed record Contact(string Place, SpreadStatus Status, DateOnly NotedOn);

public enum ProgrammeKind
{
    /// <summary>Some municipalities together for a time, such as the project in Trøndelag.</summary>
    Programme,

    /// <summary>One of several rounds of municipalities, as in Kvalitetskommuneprogrammet.</summary>
    Cohort,

    /// <summary>Modellkommuneforsøk.</summary>
    Experiment,
}

/// <param name="EndsOn">The programme's end; the cooperation goes on.</param>
public sealed record Programme(Guid Id, string Name, ProgrammeKind Kind, DateOnly StartsOn, DateOnly? EndsOn, IReadOnlyList<string> Places, IReadOnlyList<Gathering> Gatherings);

public sealed record Gathering(Guid Programme, DateOnly Day, string Theme);

public sealed record ResourcePerson(Guid Id, string County, string Office, string Name, string Contact);

/// <param name="Email">Null where none was given, or it is erased.</param>
public sealed record StartRequest(Guid Id, string Municipality, string Role, string? Email, string Message, DateOnly ReceivedOn, DateOnly? DoneOn);

/// <summary>What the transition unit keeps of its own, in a schema of its own and as a role that may nothing else.</summary>
public sealed class UnitBook(Placement databases)
{
    /// <summary>Stands for the unit where a demo lets one choose whom to be. Given to no municipality.</summary>
    public static readonly Tenant Place = new("omstillingsenheten");

    /// <returns>Null for whoever does not work in the unit.</returns>
    public async Task<UnitPerson?> Find(Whose whose, CancellationToken ct) => whose switch
    {
        { Identity: { } identity } => await Query(
            "select p.id, p.name, p.office from unit.people p join unit.identities i on i.person_id = p.id where i.authority = $1 and i.subject = $2",
            ReadPerson, ct, identity.Authority, identity.Subject) is [var person] ? person : null,
        { Chosen: { } chosen } when chosen.Tenant == Place => await Query("select id, name, office from unit.people where id = $1", ReadPerson, ct, chosen.Person) is [var person] ? person : null,
        _ => null,
    };

    public Task<IReadOnlyList<UnitPerson>> People(CancellationToken ct) => Query("select id, name, office from unit.people order by name, id", ReadPerson, ct);

    public async Task<NationalMap> Map(CancellationToken ct) =>
        new([.. (await Query("select line from unit.place_events order by number", row => row.GetString(0), ct)).Select(PlaceLines.Read)]);

    public Task<IReadOnlyList<Contact>> Contacts(CancellationToken ct) =>
        Query("select place, status, noted_on from unit.contacts", row => new Contact(row.GetString(0), Enum.Parse<SpreadStatus>(row.GetString(1)), row.Date(2)), ct);

    public Task Note(Contact contact, CancellationToken ct) =>
        Run(
            "insert into unit.contacts (place, status, noted_on) values ($1, $2, $3) on conflict (place) do update set status = excluded.status, noted_on = excluded.noted_on", ct,
            contact.Place, contact.Status.ToString(), contact.NotedOn);

    /// <summary>The latest start first.</summary>
    public async Task<IReadOnlyList<Programme>> Programmes(CancellationToken ct)
    {
        var gatherings = (await Query(
            "select programme_id, day, theme from unit.gatherings order by day, id", row => new Gathering(row.GetGuid(0), row.Date(1), row.GetString(2)), ct)).ToLookup(g => g.Programme);
        return await Query(
            "select id, name, kind, starts_on, ends_on, places from unit.programmes order by starts_on desc, name",
            row => new Programme(
                row.GetGuid(0), row.GetString(1), Enum.Parse<ProgrammeKind>(row.GetString(2)), row.Date(3), row.DateOrNull(4), row.GetFieldValue<string[]>(5), [.. gatherings[row.GetGuid(0)]]),
            ct);
    }

    public Task Add(Programme p, CancellationToken ct) =>
        Run(
            "insert into unit.programmes (id, name, kind, starts_on, ends_on, places) values ($1, $2, $3, $4, $5, $6)", ct,
            p.Id, p.Name, p.Kind.ToString(), p.StartsOn, p.EndsOn, p.Places.ToArray());

    public Task Add(Guid id, Gathering g, CancellationToken ct) =>
        Run(
            "insert into unit.gatherings (id, programme_id, day, theme) select $1, $2, $3, $4 where exists (select from unit.programmes where id = $2)", ct,
            id, g.Programme, g.Day, g.Theme);

    public Task<IReadOnlyList<ResourcePerson>> ResourcePersons(CancellationToken ct) =>
        Query(
            "select id, county, office, name, contact from unit.resource_persons order by office, name, id",
            row => new ResourcePerson(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4)), ct);

    public Task Add(ResourcePerson p, CancellationToken ct) =>
        Run("insert into unit.resource_persons (id, county, office, name, contact) values ($1, $2, $3, $4, $5)", ct, p.Id, p.County, p.Office, p.Name, p.Contact);

    public Task EraseResourcePerson(Guid id, CancellationToken ct) => Run("delete from unit.resource_persons where id = $1", ct, id);

    /// <summary>Those that wait first, the oldest of them first.</summary>
    public Task<IReadOnlyList<StartRequest>> StartRequests(CancellationToken ct) =>
        Query(
            "select id, municipality, role, email, message, received_on, done_on from unit.start_requests order by done_on is not null, received_on, id limit 500",
            row => new StartRequest(row.GetGuid(0), row.GetString(1), row.GetString(2), row.TextOrNull(3), row.GetString(4), row.Date(5), row.DateOrNull(6)), ct);

    public Task Add(StartRequest r, CancellationToken ct) =>
        Run(
            "insert into unit.start_requests (id, municipality, role, email, message, received_on) values ($1, $2, $3, $4, $5, $6)", ct,
            r.Id, r.Municipality, r.Role, r.Email, r.Message, r.ReceivedOn);

    /// <summary>Done: the address has been of use, and goes.</summary>
    public Task Finish(Guid id, DateOnly on, CancellationToken ct) => Run("update unit.start_requests set done_on = $2, email = null where id = $1 and done_on is null", ct, id, on);

    public Task EraseStartRequest(Guid id, CancellationToken ct) => Run("delete from unit.start_requests where id = $1", ct, id);

    private static UnitPerson ReadPerson(DbDataReader row) => new(row.GetGuid(0), row.GetString(1), row.GetString(2));

    private async Task<IReadOnlyList<T>> Query<T>(string sql, Func<DbDataReader, T> read, CancellationToken ct, params object?[] parameters)
    {
        await using var batch = Batch(sql, parameters);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
            rows.Add(read(reader));
        return rows;
    }

    private async Task Run(string sql, CancellationToken ct, params object?[] parameters)
    {
        await using var batch = Batch(sql, parameters);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlBatch Batch(string sql, object?[] parameters) =>
        databases.Directory.CreateBatch().Add("select set_config('role', 'trepart_unit', true)").Add(sql, parameters);
}
