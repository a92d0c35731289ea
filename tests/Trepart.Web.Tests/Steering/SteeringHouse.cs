using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Domain;
using Trepart.Web.Import;
using Trepart.Web.Seats;
using Trepart.Web.SignIn;

namespace Trepart.Web.Tests;

/// <summary>A municipality with a whole steering group of three and three and three with the chief safety representative, and one working group.</summary>
public sealed class SteeringHouse : IAsyncLifetime
{
    private static readonly DateOnly Founded = new(2026, 1, 5);

    public static Tenant Tenant { get; } = new("fron");

    public static Guid Steering { get; } = Id("arena", "styret");

    public static Guid Group { get; } = Id("arena", "gruppa");

    public TrepartApp App { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await App.InitializeAsync();
        await App.Load(string.Join('\n', Lines()));
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    public static Guid Id(string kind, string alias) => StableId.Of(Founded, kind, Tenant.Id, alias);

    public static Guid Seat(string who) => Id("seat", "plass-" + who);

    /// <summary>By whose seat it is: "ordforer", "posisjon", "opposisjon", "direktor", "hr", "htv", "htv-to", "htv-tre", "hvo", "koordinator"; "leder", "tillitsvalgt", "verneombud", "ansatt".</summary>
    public Task<WebUser> SignIn(string who) => App.SignIn(Tenant, Id("person", "person-" + who));

    public ApiUser Api(string who) => Api(Id("person", "person-" + who));

    public ApiUser Api(Guid person) => App.ApiWithToken(App.Services.GetRequiredService<DemoTokenKey>().Mint(Tenant.Id, person, App.Clock.Now));

    /// <summary>Begins something in the steering group.</summary>
    public async Task<string> Begin(string who, string things, object body, Guid? arena = null)
    {
        var answer = await Api(who).Post($"/api/v1/fron/arenas/{arena ?? Steering}/{things}", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.ToString();
    }

    public Task<ApiAnswer> Try(string who, string path, object body) =>
        Api(who).Post($"/api/v1/fron/{path}", System.Net.Http.Json.JsonContent.Create(body), "*", Guid.CreateVersion7().ToString());

    public async Task Do(string who, string path, object body)
    {
        var answer = await Try(who, path, body);
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Created, $"{path}: {answer.Raw}");
    }

    public async Task Refused(string code, string who, string path, object body)
    {
        var answer = await Try(who, path, body);
        Assert.Equal((HttpStatusCode.Conflict, code), (answer.Status, answer.Problem));
    }

    /// <summary>A seat as it may lie in a log from before it was a rule where seats have their place.</summary>
    public async Task<Guid> Astray(SeatRole role, Guid arena)
    {
        var (seat, taker) = (Guid.CreateVersion7(), new Taker(Guid.CreateVersion7(), $"Fra før, {role}", Guid.CreateVersion7()));
        await App.Store.Append(
            Tenant,
            new Append(
                Guid.CreateVersion7(), new byte[32], "{}", Founded, "municipality", null, null,
                [new(seat, "seat", 0, arena, [new SeatEstablished(role, role is SeatRole.ShopSteward or SeatRole.ChiefShopSteward ? "Delta" : null), new SeatTaken(taker.Holding)], [])]),
            default, batch => taker.AddTo(batch, Tenant));
        return taker.Person;
    }

    private static IEnumerable<string> Lines()
    {
        yield return """{"do":"create_municipality","tenant":"fron","name":"Fron kommune","written":"nb","at":"2026-01-05"}""";
        yield return """{"do":"establish_arena","at":"2026-01-05","arena":"gruppa","kind":"workingGroup","name":"HMS-gruppa","workplace":"Solbakken"}""";
        yield return """{"do":"establish_arena","at":"2026-01-05","arena":"styret","kind":"steeringGroup","name":"Styringsgruppa"}""";
        foreach (var (who, role, arena, organisation) in new (string, SeatRole, string, string?)[]
        {
            ("ordforer", SeatRole.Mayor, "styret", null), ("posisjon", SeatRole.Politician, "styret", null), ("opposisjon", SeatRole.Politician, "styret", null),
            ("direktor", SeatRole.MunicipalDirector, "styret", null), ("hr", SeatRole.HrLead, "styret", null),
            ("htv", SeatRole.ChiefShopSteward, "styret", "Fagforbundet"), ("htv-to", SeatRole.ChiefShopSteward, "styret", "Utdanningsforbundet"),
            ("htv-tre", SeatRole.ChiefShopSteward, "styret", "Norsk Sykepleierforbund"), ("hvo", SeatRole.ChiefSafetyRepresentative, "styret", null),
            ("koordinator", SeatRole.Coordinator, "styret", null),
            ("leder", SeatRole.UnitLeader, "gruppa", null), ("tillitsvalgt", SeatRole.ShopSteward, "gruppa", "Fagforbundet"),
            ("verneombud", SeatRole.SafetyRepresentative, "gruppa", null), ("ansatt", SeatRole.Employee, "gruppa", null),
        })
        {
            var line = new JsonObject
            {
                ["do"] = "establish_seat",
                ["at"] = "2026-01-05",
                ["seat"] = "plass-" + who,
                ["arena"] = arena,
                ["role"] = JsonNamingPolicy.CamelCase.ConvertName(role.ToString()),
                ["holding"] = who,
                ["person"] = "person-" + who,
                ["name"] = $"Den som er {who}",
            };
            if (organisation is not null)
                line["organisation"] = organisation;
            yield return line.ToJsonString();
        }
    }
}
