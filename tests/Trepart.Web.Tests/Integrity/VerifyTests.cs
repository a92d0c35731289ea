using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.Commands;

namespace Trepart.Web.Tests;

/// <summary>The service's own events, with their words, under verification; the rest of it is tested in Trepart.Store.Tests.</summary>
public sealed class VerifyTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    private static readonly Tenant Story = new(PainPatchStory.Tenant);

    [Fact]
    public async Task What_the_service_writes_verifies_with_its_roots_and_words_and_one_changed_word_does_not()
    {
        await app.Load(string.Join('\n', PainPatchStory.AllLines));
        Assert.Empty(await app.Services.GetRequiredService<Roots>().RecordAll(default));
        var (verified, faults) = await Verify();
        Assert.Empty(faults);
        Assert.Equal(await app.Count(Story), verified.Events);
        Assert.Equal((1, 1), (verified.Roots, verified.Witnessed));
        Assert.True(verified.Texts > 10, $"{verified.Texts} texts");

        await Databases.Run(app.Database, $"update words set text = text || '!' where tenant_id = '{Story.Id}' and id = (select min(id::text)::uuid from words where tenant_id = '{Story.Id}')");
        Assert.EndsWith("is not the one that was written", Assert.Single((await Verify()).Faults).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Trepart:WitnessFolder", null, "The setting Trepart:WitnessFolder is missing.")]
    [InlineData("Trepart:RootMinutes", "ten", "The setting Trepart:RootMinutes is a whole number, 0 or more.")]
    public void A_setting_that_is_missing_or_wrong_is_told(string name, string? value, string told)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Trepart"] = "Host=127.0.0.1",
            ["Trepart:FingerprintKey"] = Convert.ToBase64String(new byte[32]),
            ["Trepart:WitnessFolder"] = "witness",
            [name] = value,
        };
        Assert.Equal(told, Assert.Throws<InvalidOperationException>(() => Settings.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())).Message);
    }

    private async Task<(Verified Verified, List<Fault> Faults)> Verify()
    {
        var faults = new List<Fault>();
        var verification = new Verification(app.Services.GetRequiredService<Placement>(), EventJson.Format, app.Services.GetRequiredService<Witness>());
        return (await verification.Verify(Story, faults.Add, default), faults);
    }
}
