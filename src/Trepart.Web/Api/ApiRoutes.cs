namespace Trepart.Web.Api;

public static class ApiRoutes
{
    public static void AddTrepartOpenApi(this IServiceCollection services) => services.AddOpenApi("v1");

    public static void MapApi(this IEndpointRouteBuilder app) => app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
}
