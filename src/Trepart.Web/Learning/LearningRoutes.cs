namespace Trepart.Web.Learning;

public static class LearningRoutes
{
    public static void MapLearning(this IEndpointRouteBuilder municipality) { }
}

public sealed class LearningReader;
