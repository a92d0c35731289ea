namespace Trepart.Web.Trail;

public static class TrailRoutes
{
    public static void MapTrail(this IEndpointRouteBuilder municipality) { }
}
