using System.Globalization;
using Trepart.Web.Hardening;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests.Hardening;

/// <summary>Who asks too much is told to wait, and nobody else notices.</summary>
public sealed class RateLimitTests
{
    [Fact]
    public async Task One_person_can_ask_so_much_and_no_more_from_all_her_windows_together()
    {
        await using var app = await With("PerPerson", 5);
        var (one, two) = (await HeaderTests.Cookie(app, "leder"), await HeaderTests.Cookie(app, "leder"));
        for (var i = 0; i < 5; i++)
            Assert.Equal(200, (await Raw.Send(app.Address, "GET", "/as", null, i % 2 == 0 ? one : two)).Status);

        var told = await Raw.Send(app.Address, "GET", "/as", null, two);
        Assert.Equal(429, told.Status);
        Assert.InRange(int.Parse(told["Retry-After"]!, CultureInfo.InvariantCulture), 1, 12);
        Assert.Contains("Det kom for mange forespørsler på kort tid", told.Text, StringComparison.Ordinal);
        Assert.Contains("no-store", told["Cache-Control"], StringComparison.Ordinal);
        Assert.Equal(200, (await Raw.Send(app.Address, "GET", "/as", null, await HeaderTests.Cookie(app, "tillitsvalgt"))).Status);

        // Her programs are her.
        var api = await app.Api(Ås, "leder").Get("/api/v1/as/arenas");
        Assert.Equal((HttpStatusCode.TooManyRequests, "too-many"), (api.Status, api.Problem));

        // Files and health are not counted.
        Assert.Equal(200, (await Raw.Send(app.Address, "GET", "/trepart.css", null, one)).Status);
        Assert.Equal(200, (await Raw.Send(app.Address, "GET", "/health/live", null, one)).Status);
        Assert.Equal(200, (await Raw.Send(app.Address, "GET", "/health/ready", null, one)).Status);
    }

    [Fact]
    public async Task Whoever_has_waited_may_go_on()
    {
        await using var app = await With("PerPerson", 60);
        var who = await HeaderTests.Cookie(app, "leder");
        Answer answer;
        do
            answer = await Raw.Send(app.Address, "GET", "/as", null, who);
        while (answer.Status == 200);

        Assert.Equal(429, answer.Status);
        await Task.Delay(TimeSpan.FromSeconds(int.Parse(answer["Retry-After"]!, CultureInfo.InvariantCulture) + 0.5));
        Assert.Equal(200, (await Raw.Send(app.Address, "GET", "/as", null, who)).Status);
    }

    [Fact]
    public async Task Where_nobody_is_signed_in_the_address_is_counted_unknown_pages_too()
    {
        await using var app = await With("PerAddress", 12);
        var who = await HeaderTests.Cookie(app, "leder"); // two of the twelve
        for (var i = 0; i < 10; i++)
            Assert.NotEqual(429, (await Raw.Send(app.Address, "GET", i % 2 == 0 ? "/hjelp" : $"/finnes-ikke-{i}")).Status);

        Assert.Equal(429, (await Raw.Send(app.Address, "GET", "/hjelp")).Status);
        Assert.Equal(429, (await Raw.Send(app.Address, "GET", "/finnes-ikke")).Status);
        Assert.Equal(429, (await Raw.Send(app.Address, "GET", "/as", null, ("Cookie", "trepart-session=oppdiktet"))).Status);
        Assert.Equal(429, (await Raw.Send(app.Address, "GET", "/hjelp", null, ("X-Forwarded-For", "203.0.113.9"))).Status);
        Assert.Equal(200, (await Raw.Send(app.Address, "GET", "/as", null, who)).Status);
    }

    [Fact]
    public async Task A_municipality_that_makes_noise_is_heard_by_itself_alone()
    {
        await using var app = await With("PerMunicipality", 20);
        var people = new[] { "leder", "tillitsvalgt", "verneombud", "ansatt" };
        foreach (var who in people)
        {
            var user = await app.SignIn(Ås, who);
            for (var i = 0; i < 5; i++)
                Assert.Equal(HttpStatusCode.OK, (await user.Get("/as")).Status);

            // Whoever does not belong there uses nothing of it up.
            for (var i = 0; i < 6; i++)
                Assert.Equal(HttpStatusCode.NotFound, (await user.Get("/vestby")).Status);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await (await app.SignIn(Ås, "koordinator")).Get("/as")).Status);
        var neighbour = await app.SignIn(Vestby, "leder");
        for (var i = 0; i < 15; i++)
            Assert.Equal(HttpStatusCode.OK, (await neighbour.Get("/vestby")).Status);
    }

    [Fact]
    public async Task What_one_municipality_has_under_way_does_not_stop_another()
    {
        await using var app = await With("AtOnce", 1);
        var noisy = app.Api(Ås, "leder");
        var matters = $"/api/v1/as/arenas/{Group(Ås)}/matters";
        Assert.Equal(HttpStatusCode.OK, (await noisy.Get(matters)).Status);

        // Stand in the way of everything that reads matters of Ås: one waits in the database, five before the door, the rest is told to wait.
        await using var held = await Locked.Table(app.Database, "matters");
        var waiting = Enumerable.Range(0, 12).Select(_ => noisy.Get(matters)).ToList();
        var told = new List<ApiAnswer>();
        while (told.Count < 6)
        {
            var done = await Task.WhenAny(waiting);
            waiting.Remove(done);
            told.Add(await done);
        }

        Assert.All(told, t => Assert.Equal(HttpStatusCode.TooManyRequests, t.Status));
        Assert.Equal(HttpStatusCode.OK, (await app.Api(Vestby, "leder").Get("/api/v1/vestby/arenas")).Status);
        await held.DisposeAsync();
        Assert.All(await Task.WhenAll(waiting), a => Assert.True(a.Status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{a.Status}"));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010db800010002")]
    [InlineData("2001:db8:1:2:ffff::1", "20010db800010002")]
    [InlineData("2001:db8:1:3::1", "20010db800010003")]
    public void A_whole_network_of_the_new_kind_is_one_address(string address, string counted) => Assert.Equal(counted, RateLimits.AddressOf(IPAddress.Parse(address)));

    private static async Task<TrepartApp> With(string limit, int count)
    {
        var app = new TrepartApp { Settings = new() { [$"Trepart:Limits:{limit}"] = count.ToString(CultureInfo.InvariantCulture) } };
        await app.InitializeAsync();
        return app;
    }

    private sealed class Locked(Npgsql.NpgsqlDataSource db, Npgsql.NpgsqlConnection connection, Npgsql.NpgsqlTransaction transaction) : IAsyncDisposable
    {
        private bool _isFree;

        public static async Task<Locked> Table(string database, string table)
        {
            var db = Npgsql.NpgsqlDataSource.Create(Installation.AsOwner(Databases.Server, database));
            var connection = await db.OpenConnectionAsync();
            var transaction = await connection.BeginTransactionAsync();
#pragma warning disable CA2100 // a name from this file
            await using var command = new Npgsql.NpgsqlCommand($"lock table {table} in access exclusive mode", connection, transaction);
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
            return new(db, connection, transaction);
        }

        public async ValueTask DisposeAsync()
        {
            if (_isFree)
                return;
            _isFree = true;
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
            await db.DisposeAsync();
        }
    }
}
