using System.Collections.Frozen;
using Trepart.Web.Auditing;
using Trepart.Web.Country;
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
using Trepart.Web.People;
using Trepart.Web.Reflection;
using Trepart.Web.Reports;
using Trepart.Web.Seats;
using Trepart.Web.Signals;
using Trepart.Web.StaffMeetings;
using Trepart.Web.Steering;
using Trepart.Web.Training;
using Trepart.Web.Trust;
using Trepart.Web.Workplaces;

namespace Trepart.Web.Commands;

/// <summary>Every act by its name: what the API and imported files may ask for.</summary>
public static class AllActs
{
    /// <summary>What is decided for the whole municipality. Not in imported files.</summary>
    public static IReadOnlyList<Act> OfTheMunicipality { get; } = [RegisterActs.CorrectName, RegisterActs.Erase, RegisterActs.ChooseRetention, SharingActs.Grant, SharingActs.Withdraw];

    public static FrozenDictionary<string, Act> ByName { get; } = new Act[]
    {
        SeatActs.EstablishArena,
        SeatActs.EstablishSeat,
        WorkplaceActs.Register,
        GroupActs.AdoptRules,
        GroupActs.NoteUnion,
        GroupActs.Attach,
        MandateActs.Grant,
        InputActs.Give,
        MatterActs.Raise,
        MeetingActs.PlanSeries,
        MeetingActs.Plan,
        ActionActs.Agree,
        InputLinkActs.Open,
        InputLinkActs.Close,
        StaffMeetingActs.Plan,
        HelpActs.CallStop,
        ReflectionActs.Start,
        ReflectionActs.WriteQuestions,
        TrustActs.Open,
        SteeringActs.PutUp,
        ReportActs.Draft,
        ReportActs.ChooseRhythm,
        SignalActs.Send,
        SignalActs.Close,
        SignalActs.Reply,
        ExperienceActs.Draft,
        ExperienceActs.Answer,
        ExperienceActs.Tell,
        DecisionActs.Register,
        DecisionActs.NoteUsed,
        DecisionActs.Link,
        DecisionActs.NoteRead,
        DecisionActs.Celebrate,
        DecisionActs.Congratulate,
        TrainingActs.Plan,
        TrainingActs.Register,
        GatheringActs.Plan,
        GatheringActs.Draft,
        ProcessActs.Register,
        GoalActs.Set,
    }.Concat(SeatActs.OnSeat).Concat(InputActs.OnInput).Concat(MatterActs.OnMatter).Concat(MandateActs.OnMandate)
        .Concat(WorkplaceActs.OnWorkplace).Concat(GroupActs.OnGroup).Concat(GroupActs.OnUnion).Concat(GroupActs.OnSeat)
        .Concat(MeetingActs.OnMeeting).Concat(ActionActs.OnAction).Concat(StaffMeetingActs.OnMeeting)
        .Concat(SteeringActs.OnGroup).Concat(SteeringActs.OnItem)
        .Concat(ReportActs.OnReport).Concat(ExperienceActs.OnExperience)
        .Concat(TrainingActs.OnTraining).Concat(TrainingActs.OnParticipation)
        .Concat(GatheringActs.OnGathering).Concat(GatheringActs.OnPresentation).Concat(ProcessActs.OnProcess).Concat(GoalActs.OnGoal)
        .Concat(HelpActs.OnHelp).Concat(ReflectionActs.OnExercise).Concat(ReflectionActs.OnQuestions).ToFrozenDictionary(a => a.Name);
}
