namespace Trepart.Web.Seats;

/// <summary>Says on a route what right it takes. A test goes through the routes: one that says nothing fails.</summary>
public sealed record May(Right? Right);

public static class MayExtensions
{
    /// <summary>
    /// The route takes this right: in the whole municipality, or in the arena that the address names. Where the address names a matter or an input,
    /// the arena is known only when it is read, and the handler asks; the route still says which right it is.
    /// </summary>
    public static TBuilder NeedsRight<TBuilder>(this TBuilder route, Right right)
        where TBuilder : IEndpointConventionBuilder
    {
        route.WithMetadata(new May(right));
        route.AddEndpointFilter(async (context, next) =>
        {
            var visit = context.HttpContext.RequestServices.GetRequiredService<Visit>();
            var arena = context.HttpContext.GetRouteValue("arena") is string text && Guid.TryParse(text, out var id) ? id : (Guid?)null;
            if (Rights.IsMunicipal(right) && !visit.Who.May(right))
                return Problems.Forbidden(visit);
            if (arena is { } place)
            {
                var seats = context.HttpContext.RequestServices.GetRequiredService<SeatBook>();
                if (!await seats.ArenaExists(visit.Tenant, place, context.HttpContext.RequestAborted))
                    return Problems.NotFound(visit);
                if (!visit.Who.May(right, place))
                    return Problems.Forbidden(visit);
            }

            return await next(context);
        });
        return route;
    }

    /// <summary>Everyone who is signed in to the municipality.</summary>
    public static TBuilder ForEveryone<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new May(null));
}
