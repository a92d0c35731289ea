using System.Text.Json.Nodes;
using Npgsql;
using Trepart.Tool.Simulation;
using Trepart.Web.Import;
using Trepart.Web.SignIn;

namespace Trepart.Web.Tests;

/// <summary>The tool plays some groups' weeks into a service that runs, over its API: what it then lists is what the stories tell.</summary>
public sealed class SimulateIntoTests
{
    private const int Days = 75;

    [Fact]
    public async Task What_is_played_into_a_service_is_what_it_lists_and_the_same_again_changes_nothing()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("trepart-into-").FullName;
        await using var postgres = await PrivatePostgres.Start();
        await using var service = new KilledService(Path.Combine(folder, "state"));
        try
        {
            var (today, groups) = (new Calendar(TimeProvider.System).Today, SimulatedCountry.Of(2, 3));
            var from = today.AddDays(1 - Days);
            string[] play = ["simulate", "--tenants", "2", "--groups", "3", "--days", $"{Days}", "--from", $"{from:yyyy-MM-dd}"];
            await service.Tool("setup", "--database", postgres.Superuser("postgres"), "--demo");
            await service.Start();

            await service.Tool([.. play, "--into", service.Address.ToString()]);
            var (stored, commands) = (await Stored(postgres, "trepart"), await Commands(postgres));
            var key = new DemoTokenKey(service.TokenKey);
            foreach (var (tenant, number) in groups.SelectMany(g => Enumerable.Range(1, g.Groups).Select(n => (g.Tenant, n))))
            {
                var (story, _) = StoryReader.Read(new SimulatedGroup(tenant.Id, number, 1, from, today).Story(), today);
                var leader = new ApiUser(service.Address, key.Mint(tenant.Id, StableId.Of(from, "person", tenant.Id, $"g{number}-p-leder"), TimeProvider.System.GetUtcNow()));
                await Compare(story!, leader, StableId.Of(from, "arena", tenant.Id, $"g{number}-gruppa"));
            }

            await service.Tool([.. play, "--into", service.Address.ToString()]);
            Assert.Equal(stored, await Stored(postgres, "trepart"));
            Assert.Equal(commands, await Commands(postgres));

            // The same days straight into a store make the same events.
            await using var other = new KilledService(Path.Combine(folder, "straight"));
            await other.Tool("setup", "--database", postgres.Superuser("postgres"), "--name", "straight", "--demo");
            await other.Tool(play);
            Assert.Equal(await Stored(postgres, "straight"), stored);
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Compare(Import.Story story, ApiUser leader, Guid arena)
    {
        int Told(string act) => story.Commands.Count(c => c.Act.Name == act);
        async Task<JsonArray> List(string things) => (await leader.Get($"/api/v1/{story.Tenant.Id}/arenas/{arena}/{things}")).Body!.Single().Value!.AsArray();
        int With(JsonArray items, string field, params string[] values) => items.Count(i => values.Contains(i![field]?.ToString()));

        Assert.Equal(Told("give_input"), (await List("inputs")).Count);
        Assert.Equal(Told("note_union"), (await List("unions")).Count);
        Assert.Single(await List("rules"));

        var matters = await List("matters");
        Assert.Equal((Told("raise_matter"), Told("close_matter")), (matters.Count, With(matters, "stage", "closed")));

        var meetings = await List("meetings");
        Assert.Equal(story.Commands.Sum(c => c.Act.Begins(c.Command, c.Stream).Count), meetings.Count);
        Assert.Equal((Told("present_minutes"), Told("cancel_meeting")), (With(meetings, "stage", "presented", "approved"), With(meetings, "stage", "cancelled")));
        Assert.True(Told("present_minutes") > 0);

        var actions = await List("actions");
        Assert.Equal((Told("agree_action"), Told("complete_action"), Told("drop_action")), (actions.Count, With(actions, "stage", "done"), With(actions, "stage", "dropped")));
    }

    private static Task<IReadOnlyList<string>> Stored(PrivatePostgres postgres, string database) =>
        Ask(postgres, database, "select tenant_id || ' ' || type || ' ' || count(*) from mt_events group by tenant_id, type order by 1");

    private static Task<IReadOnlyList<string>> Commands(PrivatePostgres postgres) => Ask(postgres, "trepart", "select md5(string_agg(t::text, '|' order by t::text)) from commands t");

    private static async Task<IReadOnlyList<string>> Ask(PrivatePostgres postgres, string database, string sql)
    {
        await using var db = NpgsqlDataSource.Create(postgres.Superuser(database));
        await using var command = db.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }
}
