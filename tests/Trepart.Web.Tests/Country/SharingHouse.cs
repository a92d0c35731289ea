using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.Country;

namespace Trepart.Web.Tests.Country;

/// <summary>What municipalities do and share, where it is only on the way to what the union sees.</summary>
public static class SharingHouse
{
    /// <summary>A summer's work in the group of a municipality, as the lines of a story: three meetings, matters and deferrals, and four answered inputs.</summary>
    /// <param name="mark">Stands in everything that is written.</param>
    public static string Quarter(string mark)
    {
        var lines = new List<string>();
        for (var n = 1; n <= 3; n++)
        {
            var day = $"2026-0{6 + n}-10";
            lines.Add($$"""{"do":"raise_matter","at":"{{day}}","by":"leder","matter":"sak-{{n}}","arena":"gruppa","title":"Sak {{n}} {{mark}}","concern":"Bekymring {{mark}}."}""");
            lines.Add($$"""{"do":"plan_meeting","at":"{{day}}","by":"leder","meeting":"mote-{{n}}","arena":"gruppa","day":"{{day}}","begins":"09:00","lasts":30,"place":"{{mark}}"}""");
            lines.Add($$"""{"do":"open_meeting","at":"{{day}}","by":"leder","meeting":"mote-{{n}}","present":["leder-plass","tv-plass"],"matters":["sak-{{n}}"]}""");
            lines.Add($$"""{"do":"defer_matter","at":"{{day}}","by":"leder","matter":"sak-{{n}}","until":"2026-12-03","reason":"Utsatt {{mark}}.","talk":["leder-plass","tv-plass"]}""");
        }

        for (var n = 1; n <= 4; n++)
            lines.Add($$"""{"do":"give_input","at":"2026-09-11","by":"ansatt","input":"innspill-{{n}}","arena":"gruppa","kind":"problem","text":"Innspill {{mark}}."}""");
        for (var n = 1; n <= 4; n++)
            lines.Add($$"""{"do":"answer_input","at":"2026-09-12","by":"leder","input":"innspill-{{n}}","disposition":"later","reason":"Svar {{mark}}."}""");

        return string.Join('\n', lines);
    }

    public static Task Says(this TrepartApp app, Tenant tenant, string act, string kind) => app.Says(tenant, act, kind, HttpStatusCode.OK);

    public static async Task Says(this TrepartApp app, Tenant tenant, string act, string kind, HttpStatusCode expected)
    {
        var answer = await app.Api(tenant, "koordinator").Post($"/api/v1/{tenant.Id}/sharing/{act}", new JsonObject { ["kind"] = kind });
        Assert.True(answer.Status == expected, answer.Raw);
    }

    /// <summary>A turn of the worker's, for all municipalities.</summary>
    public static async Task CopyAll(this TrepartApp app)
    {
        await app.CaughtUp();
        var today = app.Services.GetRequiredService<Calendar>().Today;
        foreach (var municipality in await app.Services.GetRequiredService<Store.Directory>().All(today, default))
            await app.Services.GetRequiredService<CountryCopier>().Copy(municipality, default);
    }

    /// <summary>Every row of the union's schema as text, with its table.</summary>
    public static async Task<List<string>> Everything(this TrepartApp app)
    {
        var rows = new List<string>();
        foreach (var table in await Databases.Query<string>(app.Database, "select relname::text from pg_class where relnamespace = 'country'::regnamespace and relkind = 'r' order by 1"))
            rows.AddRange(await Databases.Query<string>(app.Database, $"select '{table} ' || to_jsonb(t)::text from country.{table} t order by 1"));
        return rows;
    }
}
