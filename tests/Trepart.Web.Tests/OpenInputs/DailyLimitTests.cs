using Trepart.Web.OpenInputs;
using static Trepart.Tests.TrepartApp;
using static Trepart.Web.Tests.OpenInputs.OpenHouse;

namespace Trepart.Web.Tests.OpenInputs;

public sealed class DailyLimitTests
{
    private static readonly IPAddress One = IPAddress.Parse("203.0.113.7");
    private static readonly IPAddress Two = IPAddress.Parse("203.0.113.8");

    [Fact]
    public void Each_address_is_counted_by_itself_and_forgotten_at_midnight()
    {
        var clock = new Clock(new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero));
        var limit = new DailyLimit(new Calendar(clock), clock, new([], [], new(0, 0, 0, 0)));
        Assert.True(limit.Allows("gi", One, 2));
        Assert.True(limit.Allows("gi", One, 2));
        Assert.False(limit.Allows("gi", One, 2));
        Assert.True(limit.Allows("gi", Two, 2));
        Assert.True(limit.Allows("svar", One, 2));
        Assert.Equal(3, limit.Known);

        clock.Now = clock.Now.AddMinutes(10);
        Assert.True(limit.Allows("gi", One, 2));
        clock.Now = clock.Now.AddDays(1);
        Assert.True(limit.Allows("gi", Two, 2));
        Assert.Equal(1, limit.Known);
    }

    [Fact]
    public async Task Whoever_tries_codes_is_told_to_wait()
    {
        await using var app = new TrepartApp { Settings = new() { ["Trepart:Limits:OpenPercent"] = "10" } };
        await app.InitializeAsync();
        for (var n = 0; n < 2; n++)
            Assert.Equal(HttpStatusCode.NotFound, (await Read(app, Ås, "22222-22222-22222-22222")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Read(app, Ås, "22222-22222-22222-22222")).Status);
        Assert.DoesNotContain(app.Logged, l => l.Contains("429", StringComparison.Ordinal));
    }
}
