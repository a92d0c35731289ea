using Npgsql;
using Trepart.Store.Tests.Projections;
using Trepart.Tests;
using static Trepart.Store.Tests.TestStore;

namespace Trepart.Store.Tests;

/// <summary>
/// Two municipalities with the same stream ids, word ids, command ids, persons, positions and versions, and other content. What the second has
/// happened a day before the first's, so that "as known on" differs. Each has two streams and two commands that only it has; the second's stream is
/// longer, one that both have stands in another arena there, and the async projection has begun with the second alone.
/// </summary>
internal static class Twins
{
    public static readonly IReadOnlyList<Tenant> Both = [Ås, Vestby];

    /// <summary>Also a municipality that is not there.</summary>
    public static readonly Tenant Nowhere = new("nowhere");

    public static readonly Guid ArenaTwo = Id(90);

    private static readonly DateTimeOffset Noon = new(2026, 2, 11, 12, 0, 0, TimeSpan.Zero);

    public static Guid Stream(int number) => Id(10 + number);

    public static Guid CommandId(int number) => Id(30 + number);

    public static Guid Words(int number) => Id(50 + number);

    /// <summary>The stream and the command that only this municipality has.</summary>
    public static int OwnNumber(Tenant tenant) => tenant == Ås ? 5 : 6;

    public static int ForeignNumber(Tenant tenant) => tenant == Ås ? 6 : 5;

    /// <summary>One more of both kinds.</summary>
    public static int OtherOwnNumber(Tenant tenant) => tenant == Ås ? 9 : 10;

    public static int OtherForeignNumber(Tenant tenant) => tenant == Ås ? 10 : 9;

    /// <param name="minutes">After the municipality's first event.</param>
    public static DateTimeOffset At(Tenant tenant, int minutes) => Noon.AddDays(tenant == Ås ? 0 : -1).AddMinutes(minutes);

    /// <summary>A database with these municipalities and no others.</summary>
    public static async Task<string> Create(params IReadOnlyList<Tenant> tenants)
    {
        var database = await Databases.Clone([]);
        await Installation.Migrate(Databases.Server, database, [typeof(Twins).Assembly], default);
        await using (var db = NpgsqlDataSource.Create(Databases.AsApp(database)))
        {
            if (tenants.Contains(Vestby))
            {
                await Fill(database, db, Vestby);
                await new Projector(Placement.Of(db), Format, [new NoteSums()], new Clock(Noon)).Step(default);
            }

            if (tenants.Contains(Ås))
                await Fill(database, db, Ås);
        }

        // One that was deleted long ago is in the directory still.
        await Databases.Run(
            database,
            """
            insert into tenants (tenant_id, created) values ('gone', '2020-01-01');
            insert into tenant_attributes (tenant_id, attribute, valid_from, value) values ('gone', 'deleted', '2025-01-05', 'deleted');
            """);

        return database;
    }

    private static async Task Fill(string database, NpgsqlDataSource db, Tenant tenant)
    {
        await using (var operators = NpgsqlDataSource.Create(Installation.AsOwner(Databases.Server, database)))
        {
            await new Directory(operators).Create(
                new(tenant, new Dictionary<string, string> { ["name"] = $"the name of {tenant.Id}" }, new(2026, 1, tenant == Ås ? 1 : 2), At(tenant, 0)), operators, default);
        }

        var clock = new Clock(At(tenant, 0));
        var store = StoreOn(db, clock, new NoteRows());
        async Task Append(int command, params StreamAppend[] streams)
        {
            await store.Append(
                tenant,
                Command(streams[0], CommandId(command), [(byte)tenant.Id[0]], $$"""{"of": "{{tenant.Id}}"}""") with { Streams = streams, HappenedOn = DateOnly.FromDateTime(clock.Now.Date) },
                default);
            clock.Now = clock.Now.AddMinutes(10);
        }

        StreamAppend Written(int stream, int version, int words, Guid? arena = null) =>
            On(Stream(stream), version, new Noted($"noted in {tenant.Id}", version + (tenant == Ås ? 10 : 200))) with
            {
                Arena = arena ?? Arena,
                Words = [new(Words(words), $"words of {tenant.Id}", [(byte)tenant.Id[0], (byte)words])],
            };

        await Append(1, Written(1, 0, 1));
        var held = Written(2, 0, 2, ArenaTwo);
        await Append(2, held with { Events = [new Written(new(Words(2), Commitment.To(held.Words[0].Text, held.Words[0].Salt)))] });
        await Append(3, Written(1, 1, 3) with { Events = [new Turned()] });
        await Append(4, Written(1, 2, 4), Written(2, 1, 5, ArenaTwo) with { Events = [new Noted("cannot be added up", -1)] });
        await Append(OwnNumber(tenant), Written(OwnNumber(tenant), 0, 6));
        await Append(8, Written(7, 0, 8, tenant == Ås ? ArenaTwo : Arena));
        await Append(OtherOwnNumber(tenant), Written(OtherOwnNumber(tenant), 0, 9));
        if (tenant == Vestby)
            await Append(7, Written(OwnNumber(tenant), 1, 7));

        await Databases.Run(
            database,
            $"""
            insert into people (tenant_id, id, name) values ('{tenant.Id}', '{Id(70)}', 'someone of {tenant.Id}');
            insert into holdings (tenant_id, id, person_id) values ('{tenant.Id}', '{Id(71)}', '{Id(70)}');
            """);
    }

    private static Guid Id(int number) => Guid.Parse($"0192f3a0-0000-7000-8000-0000000000{number:00}");
}
