using System.Collections.Frozen;

namespace Trepart.Domain;

/// <summary>
/// The name under which each kind of event is stored. Names are never derived from class names and never reused:
/// a class may be renamed, what is stored may not.
/// </summary>
public static class EventNames
{
    public static FrozenDictionary<string, Type> Types { get; } = new Dictionary<string, Type>
    {
        ["arena_established"] = typeof(ArenaEstablished),

        ["arena_attached"] = typeof(ArenaAttached),
        ["meeting_chosen"] = typeof(MeetingChosen),
        ["purpose_stated"] = typeof(PurposeStated),
        ["maturity_set"] = typeof(MaturitySet),
        ["deviation_noted"] = typeof(DeviationNoted),
        ["rules_adopted"] = typeof(RulesAdopted),
        ["rules_acknowledged"] = typeof(RulesAcknowledged),
        ["expectations_stated"] = typeof(ExpectationsStated),

        ["workplace_registered"] = typeof(WorkplaceRegistered),
        ["workplace_renamed"] = typeof(WorkplaceRenamed),
        ["workplace_moved"] = typeof(WorkplaceMoved),
        ["employees_counted"] = typeof(EmployeesCounted),
        ["workplace_closed"] = typeof(WorkplaceClosed),
        ["workplace_reopened"] = typeof(WorkplaceReopened),

        ["union_noted"] = typeof(UnionNoted),
        ["union_invited"] = typeof(UnionInvited),
        ["union_accepted"] = typeof(UnionAccepted),
        ["union_declined"] = typeof(UnionDeclined),
        ["union_represented"] = typeof(UnionRepresented),
        ["union_gone"] = typeof(UnionGone),

        ["seat_established"] = typeof(SeatEstablished),
        ["seat_taken"] = typeof(SeatTaken),
        ["seat_left"] = typeof(SeatLeft),
        ["deputy_appointed"] = typeof(DeputyAppointed),
        ["deputyship_ended"] = typeof(DeputyshipEnded),
        ["holder_erased"] = typeof(HolderErased),

        ["person_name_corrected"] = typeof(PersonNameCorrected),
        ["person_erased"] = typeof(PersonErased),

        ["retention_chosen"] = typeof(RetentionChosen),

        ["sharing_granted"] = typeof(SharingGranted),
        ["sharing_withdrawn"] = typeof(SharingWithdrawn),

        ["mandate_granted"] = typeof(MandateGranted),
        ["mandate_end_changed"] = typeof(MandateEndChanged),
        ["mandate_ended"] = typeof(MandateEnded),

        ["input_received"] = typeof(InputReceived),
        ["input_answered"] = typeof(InputAnswered),
        ["input_linked"] = typeof(InputLinked),
        ["input_relinked"] = typeof(InputRelinked),
        ["input_routed"] = typeof(InputRouted),
        ["input_withdrawn"] = typeof(InputWithdrawn),
        ["input_answer_read"] = typeof(InputAnswerRead),
        ["input_text_erased"] = typeof(InputTextErased),

        ["unnamed_input_received"] = typeof(UnnamedInputReceived),
        ["giver_asked"] = typeof(GiverAsked),
        ["giver_replied"] = typeof(GiverReplied),

        ["input_link_opened"] = typeof(InputLinkOpened),
        ["input_link_closed"] = typeof(InputLinkClosed),

        ["staff_meeting_planned"] = typeof(StaffMeetingPlanned),
        ["staff_asked"] = typeof(StaffAsked),
        ["part_assigned"] = typeof(PartAssigned),
        ["collecting_opened"] = typeof(CollectingOpened),
        ["collecting_closed"] = typeof(CollectingClosed),
        ["answers_typed"] = typeof(AnswersTyped),
        ["answers_gathered"] = typeof(AnswersGathered),
        ["cluster_made"] = typeof(ClusterMade),
        ["cluster_answered"] = typeof(ClusterAnswered),
        ["taking_part_noted"] = typeof(TakingPartNoted),

        ["matter_raised"] = typeof(MatterRaised),
        ["problem_clarified"] = typeof(ProblemClarified),
        ["view_registered"] = typeof(ViewRegistered),
        ["agreement_reached"] = typeof(AgreementReached),
        ["disagreement_noted"] = typeof(DisagreementNoted),
        ["matter_deferred"] = typeof(MatterDeferred),
        ["talk_held"] = typeof(TalkHeld),
        ["matter_taken_up_again"] = typeof(MatterTakenUpAgain),
        ["matter_handed_over"] = typeof(MatterHandedOver),
        ["outcome_returned"] = typeof(OutcomeReturned),
        ["leader_decided"] = typeof(LeaderDecided),
        ["matter_closed"] = typeof(MatterClosed),
        ["matter_reopened"] = typeof(MatterReopened),
        ["matter_corrected"] = typeof(MatterCorrected),
        ["matter_text_erased"] = typeof(MatterTextErased),

        ["matter_retitled"] = typeof(MatterRetitled),
        ["problem_agreed"] = typeof(ProblemAgreed),
        ["matter_marked"] = typeof(MatterMarked),
        ["fact_needed"] = typeof(FactNeeded),
        ["fact_brought"] = typeof(FactBrought),
        ["responsibility_taken"] = typeof(ResponsibilityTaken),
        ["seat_stepped_back"] = typeof(SeatSteppedBack),
        ["hms_concern_raised"] = typeof(HmsConcernRaised),
        ["document_linked"] = typeof(DocumentLinked),
        ["leader_asked"] = typeof(LeaderAsked),
        ["involvement_stated"] = typeof(InvolvementStated),
        ["data_protection_asked"] = typeof(DataProtectionAsked),
        ["data_protection_answered"] = typeof(DataProtectionAnswered),
        ["own_side_noted"] = typeof(OwnSideNoted),

        ["trial_proposed"] = typeof(TrialProposed),
        ["hms_risk_answered"] = typeof(HmsRiskAnswered),
        ["trial_agreed"] = typeof(TrialAgreed),
        ["trial_started"] = typeof(TrialStarted),
        ["trial_withdrawn"] = typeof(TrialWithdrawn),
        ["observation_noted"] = typeof(ObservationNoted),
        ["trial_evaluated"] = typeof(TrialEvaluated),
        ["trial_made_permanent"] = typeof(TrialMadePermanent),
        ["trial_reverted"] = typeof(TrialReverted),
        ["trial_extended"] = typeof(TrialExtended),
        ["trial_still_in_use"] = typeof(TrialStillInUse),
        ["trial_slid_back"] = typeof(TrialSlidBack),

        ["series_planned"] = typeof(SeriesPlanned),
        ["meeting_planned"] = typeof(MeetingPlanned),
        ["meeting_moved"] = typeof(MeetingMoved),
        ["meeting_cancelled"] = typeof(MeetingCancelled),
        ["item_added"] = typeof(ItemAdded),
        ["seat_heard"] = typeof(SeatHeard),
        ["meeting_opened"] = typeof(MeetingOpened),
        ["attendance_noted"] = typeof(AttendanceNoted),
        ["workday_noted"] = typeof(WorkdayNoted),
        ["workday_skipped"] = typeof(WorkdaySkipped),
        ["cooperation_noted"] = typeof(CooperationNoted),
        ["item_concluded"] = typeof(ItemConcluded),
        ["way_confirmed"] = typeof(WayConfirmed),
        ["minutes_presented"] = typeof(MinutesPresented),
        ["minutes_reopened"] = typeof(MinutesReopened),
        ["minutes_approved"] = typeof(MinutesApproved),
        ["minutes_corrected"] = typeof(MinutesCorrected),
        ["meeting_text_erased"] = typeof(MeetingTextErased),

        ["action_agreed"] = typeof(ActionAgreed),
        ["action_taken"] = typeof(ActionTaken),
        ["action_completed"] = typeof(ActionCompleted),
        ["action_carried"] = typeof(ActionCarried),
        ["action_dropped"] = typeof(ActionDropped),
        ["action_text_erased"] = typeof(ActionTextErased),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static FrozenDictionary<Type, string> Names { get; } = Types.ToFrozenDictionary(t => t.Value, t => t.Key);
}
