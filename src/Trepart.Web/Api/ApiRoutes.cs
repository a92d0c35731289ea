using System.Text.Json;
using System.Text.Json.Serialization;
using Trepart.Web.Access;
using Trepart.Web.Assurance;
using Trepart.Web.Auditing;
using Trepart.Web.Country;
using Trepart.Web.Decisions;
using Trepart.Web.Experiences;
using Trepart.Web.FollowUp;
using Trepart.Web.Gatherings;
using Trepart.Web.Goals;
using Trepart.Web.Groups;
using Trepart.Web.Help;
using Trepart.Web.Indicators;
using Trepart.Web.Involvement;
using Trepart.Web.Journey;
using Trepart.Web.Reflection;
using Trepart.Web.Reports;
using Trepart.Web.Search;
using Trepart.Web.Signals;
using Trepart.Web.Steering;
using Trepart.Web.Training;
using Trepart.Web.Trust;
using Trepart.Web.Waiting;

namespace Trepart.Web.Api;

/// <summary>The same commands and questions as the pages, as JSON and with a bearer token.</summary>
public static class ApiRoutes
{
    public static void AddTrepartOpenApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            // Choices by name, as in commands and events; numbers never as text.
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        services.AddOpenApi("v1", ApiDescription.Configure);
    }

    public static void MapApi(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous().ShowsNobody().Reaches(Reach.Open);

        var municipality = app.MapGroup("api/v1/{tenant}").RequireAuthorization().Reaches(Reach.Municipality);
        municipality.MapCommands();
        municipality.MapQueries();
        municipality.MapRegister();
        municipality.MapAuditsApi();
        municipality.MapGroupsApi();
        municipality.MapSteeringApi();
        municipality.MapWaitingApi();
        municipality.MapFollowUpApi();
        municipality.MapHelpApi();
        municipality.MapReflectionApi();
        municipality.MapTrustApi();
        municipality.MapFigureApi();
        municipality.MapReportsApi();
        municipality.MapSignalsApi();
        municipality.MapExperiencesApi();
        municipality.MapDecisionsApi();
        municipality.MapTrainingApi();
        municipality.MapGoalsApi();
        municipality.MapGatheringsApi();
        municipality.MapInvolvementApi();
        municipality.MapAssuranceApi();
        municipality.MapJourneyApi();
        municipality.MapSearchApi();
        municipality.MapSharingApi();

        // Without this, what is not found here would be looked for among the pages, and told to whoever accepts HTML as plain text.
        app.Map("api/{**rest}", Problems.NotFound).AllowAnonymous().ShowsNobody().ExcludeFromDescription().Reaches(Reach.Open);
    }

    /// <summary>Where this municipality's part of the API begins.</summary>
    public static string RootOf(Visit visit) => $"/api/v1/{visit.Tenant.Id}";
}
