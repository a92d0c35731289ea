using Trepart.Web.Access;
using Trepart.Web.Auditing;
using Trepart.Web.Commands;
using Trepart.Web.Decisions;
using Trepart.Web.Experiences;
using Trepart.Web.Gatherings;
using Trepart.Web.Goals;
using Trepart.Web.Groups;
using Trepart.Web.Help;
using Trepart.Web.Inputs;
using Trepart.Web.Involvement;
using Trepart.Web.Matters;
using Trepart.Web.Meetings;
using Trepart.Web.OpenInputs;
using Trepart.Web.Reflection;
using Trepart.Web.Reports;
using Trepart.Web.Seats;
using Trepart.Web.Signals;
using Trepart.Web.StaffMeetings;
using Trepart.Web.Steering;
using Trepart.Web.Training;
using Trepart.Web.Trust;
using Trepart.Web.Workplaces;

namespace Trepart.Web.Api;

/// <summary>An address for each act: what a form can do, JSON can do, by the same rules and in the same order.</summary>
public static class ApiCommands
{
    public static void MapCommands(this IEndpointRouteBuilder municipality)
    {
        var arena = municipality.MapGroup("arenas/{arena:guid}");
        arena.MapCreation("inputs", InputActs.Give);
        arena.MapCreation("matters", MatterActs.Raise);
        arena.MapCreation("links", InputLinkActs.Open);
        arena.MapCreation("staff-meetings", StaffMeetingActs.Plan);
        arena.MapCreation("seats", SeatActs.EstablishSeat);
        arena.MapCreation("series", MeetingActs.PlanSeries);
        arena.MapCreation("meetings", MeetingActs.Plan);
        arena.MapCreation("actions", ActionActs.Agree);
        arena.MapCreation("help", HelpActs.CallStop);
        arena.MapCreation("exercises", ReflectionActs.Start);
        arena.MapCreation("trust-checks", TrustActs.Open);
        arena.MapCreation("reports", ReportActs.Draft);
        arena.MapCreation("report-rhythms", ReportActs.ChooseRhythm);
        arena.MapCreation("signals", SignalActs.Send);
        arena.MapCreation("replies", SignalActs.Reply);
        arena.MapCreation("experiences", ExperienceActs.Draft);
        arena.MapCreation("adoptions", ExperienceActs.Answer);
        arena.MapCreation("political-decisions", DecisionActs.Register);
        arena.MapCreation("decision-links", DecisionActs.Link);
        arena.MapCreation("decision-uses-read", DecisionActs.NoteRead);
        arena.MapCreation("wins", DecisionActs.Celebrate);
        arena.MapCreation("processes", ProcessActs.Register);
        foreach (var act in ProcessActs.OnProcess)
            municipality.MapAct("processes", act);
        arena.MapCreation("gatherings", GatheringActs.Plan);
        arena.MapCreation("presentations", GatheringActs.Draft);
        foreach (var act in GatheringActs.OnGathering)
            municipality.MapAct("gatherings", act);
        foreach (var act in GatheringActs.OnPresentation)
            municipality.MapAct("presentations", act);
        arena.MapCreation("own-questions", ReflectionActs.WriteQuestions);
        foreach (var act in ReflectionActs.OnQuestions)
            municipality.MapAct("own-questions", act);
        arena.MapCreation("trainings", TrainingActs.Plan);
        arena.MapCreation("participations", TrainingActs.Register);
        foreach (var act in TrainingActs.OnTraining)
            municipality.MapAct("trainings", act);
        foreach (var act in TrainingActs.OnParticipation)
            municipality.MapAct("participations", act);
        arena.MapCreation("goals", GoalActs.Set);
        foreach (var act in GoalActs.OnGoal)
            municipality.MapAct("goals", act);
        municipality.MapAct("political-decisions", DecisionActs.NoteUsed);
        municipality.MapAct("wins", DecisionActs.Congratulate);
        municipality.MapAct("signals", SignalActs.Close);
        municipality.MapAct("adoptions", ExperienceActs.Tell);
        foreach (var act in ExperienceActs.OnExperience)
            municipality.MapAct("experiences", act);
        arena.MapCreation("steering-items", SteeringActs.PutUp);
        municipality.MapPost("arenas", (HttpContext http, Visit visit, Desk desk) =>
                CommandEndpoints.FromJson(http, visit, desk, SeatActs.EstablishArena, null, null, id => $"{ApiRoutes.RootOf(visit)}/arenas/{id}"))
            .NeedsRight(SeatActs.EstablishArena.Right).Described(SeatActs.EstablishArena).Produces<CommandEndpoints.Accepted>(StatusCodes.Status201Created);

        municipality.MapPost("mandates", (HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromJson(
                http, visit, desk, MandateActs.Grant, null, AuditRoutes.PlaceOf(visit), id => $"{ApiRoutes.RootOf(visit)}/mandates/{id}"))
            .NeedsRight(MandateActs.Grant.Right).Described(MandateActs.Grant).Produces<CommandEndpoints.Accepted>(StatusCodes.Status201Created);
        foreach (var act in MandateActs.OnMandate)
            municipality.MapAct("mandates", act);

        arena.MapCreation("rules", GroupActs.AdoptRules);
        arena.MapCreation("unions", GroupActs.NoteUnion);
        foreach (var act in GroupActs.OnGroup.Append(GroupActs.Attach).Concat(SteeringActs.OnGroup))
        {
            arena.MapPost(act.ApiName, (Guid arena, HttpContext http, Visit visit, Desk desk) =>
                    CommandEndpoints.FromJson(http, visit, desk, act, arena, null, done => $"{ApiRoutes.RootOf(visit)}/arenas/{done}"))
                .NeedsRight(act.Right).Described(act).Produces<CommandEndpoints.Accepted>();
        }

        municipality.MapPost("workplaces", (HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromJson(
                http, visit, desk, WorkplaceActs.Register, null, WorkplaceRoutes.PlaceOf(visit), id => $"{ApiRoutes.RootOf(visit)}/workplaces/{id}"))
            .NeedsRight(WorkplaceActs.Register.Right).Described(WorkplaceActs.Register).Produces<CommandEndpoints.Accepted>(StatusCodes.Status201Created);
        foreach (var act in WorkplaceActs.OnWorkplace)
            municipality.MapAct("workplaces", act);
        foreach (var act in GroupActs.OnUnion)
            municipality.MapAct("unions", act);
        foreach (var act in GroupActs.OnSeat)
            municipality.MapAct("seats", act);

        foreach (var act in InputActs.OnInput)
            municipality.MapAct("inputs", act);
        municipality.MapAct("links", InputLinkActs.Close);
        foreach (var act in StaffMeetingActs.OnMeeting)
            municipality.MapAct("staff-meetings", act);
        foreach (var act in MatterActs.OnMatter)
            municipality.MapAct("matters", act);
        foreach (var act in MeetingActs.OnMeeting)
            municipality.MapAct("meetings", act);
        foreach (var act in ActionActs.OnAction)
            municipality.MapAct("actions", act);
        foreach (var act in ReportActs.OnReport)
            municipality.MapAct("reports", act);
        foreach (var act in SteeringActs.OnItem)
            municipality.MapAct("steering-items", act);
        foreach (var act in SeatActs.OnSeat)
            municipality.MapAct("seats", act);
        foreach (var act in HelpActs.OnHelp)
            municipality.MapAct("help", act);
        foreach (var act in ReflectionActs.OnExercise)
            municipality.MapAct("exercises", act);
    }

    private static void MapCreation(this IEndpointRouteBuilder arenas, string things, Act act) =>
        arenas.MapPost(things, (Guid arena, HttpContext http, Visit visit, Desk desk) =>
                CommandEndpoints.FromJson(http, visit, desk, act, null, arena, id => $"{ApiRoutes.RootOf(visit)}/{things}/{id}"))
            .NeedsRight(act.Right).Described(act).Produces<CommandEndpoints.Accepted>(StatusCodes.Status201Created);

    private static void MapAct(this IEndpointRouteBuilder municipality, string things, Act act) =>
        municipality.MapPost($"{things}/{{id:guid}}/{act.ApiName}", (Guid id, HttpContext http, Visit visit, Desk desk) =>
                CommandEndpoints.FromJson(http, visit, desk, act, id, null, done => $"{ApiRoutes.RootOf(visit)}/{things}/{done}"))
            .NeedsRight(act.Right).Described(act).Produces<CommandEndpoints.Accepted>();

    private static RouteHandlerBuilder Described(this RouteHandlerBuilder route, Act act) =>
        route.WithMetadata(act).ShowsNobody().WithTags(act.Kind.Name).WithName(act.ApiName).WithSummary(Telling.Upper(act.Name.Replace('_', ' ')));
}
