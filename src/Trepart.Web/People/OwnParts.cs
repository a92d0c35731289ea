using System.Text.Json;
using Trepart.Store;
using Trepart.Web.Erasing;

namespace Trepart.Web.People;

/// <summary>The parts that the register and the log give.</summary>
public static class OwnParts
{
    public static readonly PersonPart Register = new("register", ["people"], (of, _) => Task.FromResult<IReadOnlyList<PartRow>>(
        [new(("person", of.Person.Id), ("name", of.Person.Name))]));

    public static readonly PersonPart Seats = new("seats", ["holdings", "seat_holdings"], (of, _) => Task.FromResult<IReadOnlyList<PartRow>>(
    [
        .. of.Person.Seats.Select(s => new PartRow(
            ("holding", s.Holding), ("seat", Coded.Seat(s.Seat)), ("group", s.Arena), ("workplace", s.Workplace), ("from", s.TakenOn), ("to", s.LeftOn))),
    ]));

    /// <summary>What was done from her seats, with the words she wrote in it.</summary>
    public static readonly PersonPart Done = new("done", ["mt_events", "words"], async (of, ct) =>
    {
        var acts = of.Holdings is [] ? [] : await of.Store.ReadActs(of.Tenant, of.Holdings, of.Reach, ct);
        var words = await of.Store.ReadWords(of.Tenant, [.. acts.Select(a => a.StreamId).Distinct()], ct);
        var arenas = await of.Arenas.All(of.Tenant, ct);
        var seats = of.Person.Seats.ToDictionary(s => s.Holding, s => s.Seat);
        return
        [
            // What a group keeps to itself is taken out by the one who did it, and by nobody for her.
            .. acts.Where(a => of.IsOwn || a.Visibility != "group").Select(a => new PartRow(
                ("on", a.HappenedOn), ("recordedAt", a.RecordedAt), ("event", Coded.Of(a.Type, $"event.{a.Type}")), ("seat", Coded.Seat(seats[a.Actor!.Value])),
                ("group", arenas.GetValueOrDefault(a.Arena)?.Name), ("stream", a.StreamId), ("position", a.Position),
                ("words", TextChoices.In(a.Event).Select(w => words.GetValueOrDefault(w.Id)).OfType<string>().ToList()))),
        ];
    });

    /// <summary>Views of her seat that someone else wrote down while she had it.</summary>
    public static readonly PersonPart Views = new("views", ["mt_events", "words"], async (of, ct) =>
    {
        var rows = await of.Reader.Query(
            of.Tenant,
            """
            select (e.headers ->> 'happenedOn')::date, (e.data ->> 'seat')::uuid, w.text, e.stream_id
            from mt_events e
            left join words w on w.tenant_id = e.tenant_id and w.stream_id = e.stream_id and w.id = (e.data -> 'view' ->> 'id')::uuid
            where e.tenant_id = $1 and e.arena_id = any($2) and e.type in ('view_registered', 'seat_heard') and (e.data ->> 'seat')::uuid = any($3)
              and not coalesce(e.headers ->> 'actor', '') = any($4::text[])
            order by e.seq_id
            """,
            row => (On: row.Date(0), Seat: row.GetGuid(1), Text: row.TextOrNull(2), Stream: row.GetGuid(3)), ct,
            of.Person.Seats.Select(s => s.Seat.Arena).Distinct().ToArray(), of.Person.Seats.Select(s => s.Seat.Id).Distinct().ToArray(),
            of.Holdings.Select(h => h.ToString()).ToArray());
        return
        [
            .. from row in rows
               from held in of.Person.Seats.Where(s => s.Seat.Id == row.Seat && s.TakenOn <= row.On && (s.LeftOn is null || row.On < s.LeftOn)).Take(1)
               select new PartRow(("on", row.On), ("seat", Coded.Seat(held.Seat)), ("group", held.Arena), ("stream", row.Stream), ("text", row.Text)),
        ];
    });
}

/// <summary>Everything that is kept about one person.</summary>
public sealed record PersonExport(RegisteredPerson Person, DateTimeOffset TakenOutAt, IReadOnlyList<(PersonPart Part, IReadOnlyList<PartRow> Rows)> Parts)
{
    public const string Format = "trepart/person/v1";

    public System.Text.Json.Nodes.JsonObject ToJson(Municipality municipality)
    {
        var parts = new System.Text.Json.Nodes.JsonObject();
        foreach (var (part, rows) in Parts)
            parts[JsonNamingPolicy.CamelCase.ConvertName(part.Name)] = new System.Text.Json.Nodes.JsonArray([.. rows.Select(r => r.ToJson())]);
        return new()
        {
            ["format"] = Format,
            ["municipality"] = municipality.Tenant.Id,
            ["person"] = Person.Id,
            ["takenOutAt"] = Leaf.Time(TakenOutAt),
            ["parts"] = parts,
        };
    }
}

/// <summary>Puts together everything that is kept about a person (GDPR Art. 15).</summary>
public sealed class PersonExporter(Register register, TenantReader reader, EventStore store, Boards.Arenas arenas, Placement databases, TimeProvider clock, Calendar calendar)
{
    /// <param name="isOwn">It is herself who asks: some of it is for her alone.</param>
    /// <returns>Null where the municipality has no such person.</returns>
    public async Task<PersonExport?> Of(Tenant tenant, Guid person, bool isOwn, CancellationToken ct)
    {
        if (await register.Get(tenant, person, ct) is not { } found)
            return null;
        var subject = new Subject(tenant, found, calendar.Today, reader, store, arenas, databases) { IsOwn = isOwn };
        var parts = new List<(PersonPart, IReadOnlyList<PartRow>)>();
        foreach (var part in PersonParts.All)
            parts.Add((part, await part.Read(subject, ct)));
        return new(found, clock.GetUtcNow(), parts);
    }
}
