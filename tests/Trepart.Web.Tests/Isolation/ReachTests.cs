using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Trepart.Web.Seats;
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>Every route says how it is bound to a municipality, and is so.</summary>
public sealed class ReachTests(TrepartApp app) : IClassFixture<TrepartApp>
{
    [Fact]
    public void Every_route_says_how_far_it_reaches_and_reaches_no_further() => Assert.Empty(Faults(EndpointsOf(app)));

    [Fact]
    public void No_municipality_can_be_called_what_another_address_begins_with()
    {
        foreach (var first in EndpointsOf(app).OfType<RouteEndpoint>().Select(e => e.RoutePattern.PathSegments).Where(s => s.Count > 0 && s[0].IsSimple).Select(s => s[0].Parts[0]).OfType<RoutePatternLiteralPart>().Select(p => p.Content).Append("omstillingsenheten").Distinct())
            Assert.True(Tenant.TryParse(first) is not { } tenant || ReservedIds.Has(tenant), first);
        Assert.False(ReservedIds.Has(Ås));
    }

    [Fact]
    public async Task Outside_a_demo_no_route_reaches_into_all_municipalities()
    {
        await using var real = new TrepartApp { IsMarkedDemo = false, IsEmpty = true };
        await real.InitializeAsync();
        Assert.DoesNotContain(EndpointsOf(real), e => e.Metadata.GetMetadata<ReachOf>()?.Reach is Reach.Demo);
        Assert.Contains(EndpointsOf(app), e => e.Metadata.GetMetadata<ReachOf>()?.Reach is Reach.Demo);
    }

    public static TheoryData<string, string> Planted => new()
    {
        { "silent", "/silent says not how far it reaches" },
        { "silent-tenant", "/{tenant}/silent says not how far it reaches" },
        { "inside-without-tenant", "/inside is said to be inside a municipality, and its address does not begin with {tenant}" },
        { "inside-late", "/things/{id}/{tenant} is said to be inside a municipality, and its address does not begin with {tenant}" },
        { "inside-open", "/{tenant}/open is inside a municipality, and lets in whoever comes" },
        { "inside-unasked", "/{tenant}/unasked is inside a municipality, and lets in whoever comes" },
        { "inside-without-right", "/{tenant}/free is inside a municipality, and says not what right it takes" },
        { "open-with-tenant", "/open/{tenant} is not said to be inside a municipality, and names one" },
        { "oneself-open", "/mine is one's own, and lets in whoever comes" },
    };

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_route_that_is_not_bound_as_it_should_be_is_named(string planted, string fault)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddAuthorization();
        var routes = builder.Build();
        _ = planted switch
        {
            "silent" => routes.MapGet("silent", Nothing).AllowAnonymous(),
            "silent-tenant" => routes.MapGet("{tenant}/silent", Nothing).RequireAuthorization().ForEveryone(),
            "inside-without-tenant" => routes.MapGet("inside", Nothing).RequireAuthorization().ForEveryone().Reaches(Reach.Municipality),
            "inside-late" => routes.MapGet("things/{id}/{tenant}", Nothing).RequireAuthorization().ForEveryone().Reaches(Reach.Municipality),
            "inside-open" => routes.MapGet("{tenant}/open", Nothing).RequireAuthorization().AllowAnonymous().ForEveryone().Reaches(Reach.Municipality),
            "inside-unasked" => routes.MapGet("{tenant}/unasked", Nothing).ForEveryone().Reaches(Reach.Municipality),
            "inside-without-right" => routes.MapGet("{tenant}/free", Nothing).RequireAuthorization().Reaches(Reach.Municipality),
            "open-with-tenant" => routes.MapGet("open/{tenant}", Nothing).AllowAnonymous().Reaches(Reach.Open),
            _ => routes.MapGet("mine", Nothing).AllowAnonymous().Reaches(Reach.Oneself),
        };
        Assert.Equal([fault], Faults([.. ((IEndpointRouteBuilder)routes).DataSources.SelectMany(s => s.Endpoints)]));
    }

    private static void Nothing()
    {
    }

    private static IReadOnlyList<Endpoint> EndpointsOf(TrepartApp app) => app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    private static IEnumerable<string> Faults(IEnumerable<Endpoint> endpoints)
    {
        foreach (var route in endpoints.Cast<RouteEndpoint>())
        {
            var name = "/" + route.RoutePattern.RawText!.Trim('/');
            var namesOne = route.RoutePattern.Parameters.Any(p => p.Name == "tenant");
            var asks = route.Metadata.GetMetadata<IAllowAnonymous>() is null && route.Metadata.GetMetadata<IAuthorizeData>() is not null;
            switch (route.Metadata.GetMetadata<ReachOf>()?.Reach)
            {
                case null:
                    yield return $"{name} says not how far it reaches";
                    break;
                case Reach.Municipality when !BeginsWithTenant(route.RoutePattern):
                    yield return $"{name} is said to be inside a municipality, and its address does not begin with {{tenant}}";
                    break;
                case Reach.Municipality when !asks:
                    yield return $"{name} is inside a municipality, and lets in whoever comes";
                    break;
                case Reach.Municipality when route.Metadata.GetMetadata<May>() is null:
                    yield return $"{name} is inside a municipality, and says not what right it takes";
                    break;
                case Reach.Municipality:
                    break;
                case not null when namesOne:
                    yield return $"{name} is not said to be inside a municipality, and names one";
                    break;
                case Reach.Oneself or Reach.Operator or Reach.Unit when !asks:
                    yield return $"{name} is one's own, and lets in whoever comes";
                    break;
            }
        }
    }

    /// <summary>Nothing but the API's own two words stands before it.</summary>
    private static bool BeginsWithTenant(RoutePattern pattern) =>
        pattern.PathSegments.SkipWhile(s => s.Parts is [RoutePatternLiteralPart { Content: "api" or "v1" }]).FirstOrDefault() is { Parts: [RoutePatternParameterPart { Name: "tenant" }] };
}
