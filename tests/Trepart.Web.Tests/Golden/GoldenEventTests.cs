using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Trepart.Domain;
using Trepart.Web.Commands;

namespace Trepart.Web.Tests;

/// <summary>
/// What is stored is stored for ever. Each file in <c>events/</c> is the payload of one event as it lies in municipalities' logs. Files may be
/// added, never edited: where a test here fails, it is the code that is wrong, since what was written yesterday must read tomorrow.
/// </summary>
public sealed class GoldenEventTests
{
    private static readonly Guid FirstSeat = Guid.Parse("019a0000-0000-7000-8000-000000000001");
    private static readonly Guid SecondSeat = Guid.Parse("019a0000-0000-7000-8000-000000000002");
    private static readonly Guid Other = Guid.Parse("019a0000-0000-7000-8000-000000000003");
    private static readonly DateOnly Day = new(2026, 12, 3);

    public static readonly IReadOnlyList<object> Samples =
    [
        new ArenaEstablished(ArenaKind.WorkingGroup, "HMS-gruppa", "Solbakken"),

        new ArenaEstablished(ArenaKind.WorkingGroup, "HMS-gruppa", "Solbakken", Other),
        new ArenaAttached(Other),
        new MeetingChosen(ExistingMeeting.HmsMeeting, MeetingRhythm.Monthly),
        new PurposeStated(W(1)),
        new InvolvementStated(W(1)),
        new MaturitySet(GroupMaturity.UnderWay),
        new DeviationNoted(CompositionPoint.NoDepartmentLeader, W(1)),
        new RulesAdopted([W(1), W(2)]),
        new RulesAcknowledged(Other),
        new ExpectationsStated(W(1)),
        new ArenaRenamed("TriPart"),
        new FoundingNoted(FoundingBody.Council, Day, W(1), W(2), W(3)),
        new AnchoringNoted(W(1), W(2), true),
        new SteeringGroupConstituted([FirstSeat, SecondSeat], W(1)),
        new SetUpMarked(SetUp.Established),
        new CharterAdopted(W(1), Day),
        new CharterRenewed(Day, W(1)),
        new LegalStatusAssessed(LegalStatus.DialogueArena, W(1), W(2)),
        new CompositionChosen(SteeringTemplate.TriPart, W(1)),
        new SteeringDeviationNoted(SteeringPoint.NoOpposition, W(1)),
        new ElectionNoted(Day, Day.AddDays(37), [FirstSeat, SecondSeat]),
        new SteeringThemeAdded(9, W(1)),
        new SteeringThemeDropped(3),
        new SideStated(CouncilSide.Opposition),
        new TermsEnded(Day),
        new ItemPutUp(ItemKind.Signal, W(1), W(2), 8, W(3)),
        new ItemAskedAbout(1, W(1)),
        new ItemQuestionAnswered(1, W(1)),
        new ItemSaid(W(1)),
        new SignalAnswered(W(1)),
        new PaperLinked(W(1), W(2)),
        new ItemRouted(FormalPlace.Consultation, W(1), W(2), W(3)),
        new ItemOutcomeNoted(W(1), W(2)),
        new ItemClosed(W(1)),
        new ItemReopened(W(1)),
        new ItemTextErased(Other, ErasureReason.WrongPlace),
        new WorkplaceRegistered(WorkplaceLevel.Unit, "Solbakken sykehjem", Other, 62),
        new WorkplaceRenamed("Solsia sykehjem"),
        new WorkplaceMoved(Other),
        new EmployeesCounted(64),
        new WorkplaceClosed(),
        new WorkplaceReopened(),
        new UnionNoted("Delta"),
        new UnionInvited(),
        new UnionAccepted(),
        new UnionDeclined(W(1)),
        new UnionRepresented(FirstSeat),
        new UnionGone(),

        new ReportDrafted(new(2026, 1, 1), new(2026, 6, 30), W(1), W(2)),
        new ReportEdited(W(1), W(2)),
        new ReportPresented([[FirstSeat], [SecondSeat]], new(3, 4, 1, 2, 1, 1, 0, 2, null)),
        new ReportReopened(W(1)),
        new ReportApproved(FirstSeat),
        new ReportSent(new(3, 4, 1, 2, 1, 1, 0, 2, 5)),
        new ReportNoted(W(1)),
        new ReportAnswered(ReportReply.HandsOver, W(1), W(2), DecisionLine.MunicipalDirector),
        new ReportOutcomeReturned(W(1), W(2)),
        new ReportAnswerRead(),
        new ReportTextErased(Other, ErasureReason.NamesSomeone),
        new ReportRhythmChosen(ReportRhythm.Quarterly),
        new SignalSent(SignalKind.Question, W(1), W(2), [Other], false, Day),
        new SignalClosed(W(1)),
        new ReplyGiven(Other, W(1)),
        new TrainingPlanned(W(1), TrainingKind.WorkingLifeModel, Day, TrainingAudience.Everyone),
        new TrainingEdited(W(1), TrainingKind.Role, Day, TrainingAudience.ShopStewards),
        new TrainingHeld(Day),
        new TrainingCancelled(W(1)),
        new TrainingTextErased(Other, ErasureReason.NamesSomeone),
        new ParticipationRegistered(Other, [FirstSeat, SecondSeat]),
        new ParticipationCorrected([SecondSeat]),
        new ParticipationWithdrawn(),
        new GoalSet(GoalKind.WorkingEnvironment, W(1), W(2), Day),
        new GoalRevised(GoalKind.Cooperation, W(1), W(2)),
        new GoalAssessed(2026, 4, Attainment.Mostly, W(1)),
        new GoalEnded(W(1)),
        new GoalReopened(),
        new GoalTextErased(Other, ErasureReason.NamesSomeone),
        new GatheringPlanned(W(1), Day, W(2), [Other], false),
        new GatheringMoved(Day, W(1)),
        new GroupsInvited([Other]),
        new GatheringCancelled(W(1)),
        new GatheringTextErased(Other, ErasureReason.NamesSomeone),
        new PresentationDrafted(Other, W(1), true),
        new PresentationEdited(W(1), false),
        new PresentationAgreed(FirstSeat),
        new PresentationShown(),
        new PresentationTakenBack(),
        new PresentationTextErased(Other, ErasureReason.NamesSomeone),
        new ProcessRegistered(W(1), ProcessKind.WorkingHours, Day, W(2), Other, Day.AddDays(90), W(3)),
        new ProcessEdited(W(1), Day, W(2), Other, Day.AddDays(90)),
        new InvolvementNoted(
            1, FirstSeat, Day, InvolvementForm.Discussed, ProcessPhase.WorkedOn, [InvolvedPart.ChiefShopStewards, InvolvedPart.SafetyRepresentatives], ["Fagforbundet", "Delta"], W(1), Other, Other,
            Other),
        new InvolvementTakenBack(1, W(1)),
        new LackNoted(1, ProcessPhase.BeforeDecision, InvolvedPart.ChiefShopStewards, "Delta", W(1)),
        new LackAnswered(1, W(1)),
        new ProcessEnded(W(1)),
        new ProcessTextErased(Other, ErasureReason.NamesSomeone),
        new ExperienceDrafted(W(1), W(2), W(3), W(4), ExperienceOutcome.Stopped, W(5), Theme.Routines, Other),
        new ExperienceEdited(W(1), W(2), W(3), W(4), ExperienceOutcome.Kept, W(5), Theme.Routines),
        new ExperiencePresented([[FirstSeat], [SecondSeat]]),
        new ExperienceReopened(W(1)),
        new ExperienceApproved(FirstSeat),
        new ExperiencePublished(true),
        new ExperienceSharingChosen(false),
        new ExperienceOffered([Other], W(1)),
        new ExperienceWithdrawn(W(1)),
        new ExperienceTextErased(Other, ErasureReason.NamesSomeone),
        new ExperienceAnswered(Other, AdoptionAnswer.NotNow, W(1)),
        new AdoptionTold(AdoptionResult.Both, W(1)),
        new DecisionRegistered(W(1), "Kommunestyret", Day, "26/118"),
        new LearningUsed([FirstSeat], [Other], W(1)),
        new LinkedToDecision(FirstSeat, SecondSeat, Other),
        new UseRead(Other),
        new WinCelebrated(W(1), W(2), Other),
        new Congratulated(W(1)),

        new SeatEstablished(SeatRole.ShopSteward, "Fagforbundet"),
        new SeatTaken(Other),
        new SeatTaken(Other, Day),
        new SeatLeft(Other),
        new DeputyAppointed(Other, new(2026, 11, 2), Day),
        new DeputyshipEnded(Other),
        new HolderErased(Other, ErasureReason.AskedFor),

        new PersonNameCorrected(NameReason.NewName),
        new PersonErased(ErasureReason.NoLongerNeeded),
        new RetentionChosen(RetentionKind.LeftPeople, 48),
        new SharingGranted(SharedKind.Figures),
        new SharingWithdrawn(SharedKind.Experiences),

        new MandateGranted(
            Other, AuditAuthority.ControlCommittee, LegalBasis.AgreedTask, W(1), false, [FirstSeat, SecondSeat], new(2026, 1, 1), new(2026, 10, 31), Day, Day.AddDays(60)),
        new MandateEndChanged(Day, W(1)),
        new MandateEnded(W(1)),

        new InputReceived(InputKind.Suggestion, W(1), OnBehalf: true),
        new InputAnswered(Disposition.NotTakenUp, W(1)),
        new InputLinked(Other),
        new InputRelinked(Other, W(1)),
        new InputRouted(Domain.Route.Whistleblowing, W(1)),
        new InputWithdrawn(),
        new InputAnswerRead(),
        new InputReceived(InputKind.Idea, W(1), OnBehalf: false, InputSource.SafetyRound),
        new UnnamedInputReceived(InputKind.Problem, W(1), InputSource.Survey),
        new GiverAsked(W(1)),
        new GiverReplied(W(1)),
        new InputLinkOpened(W(1)),
        new InputLinkClosed(),
        new StaffMeetingPlanned(Day, W(1), W(2)),
        new StaffAsked(W(1)),
        new PartAssigned(W(1), FirstSeat),
        new CollectingOpened(),
        new CollectingClosed(),
        new AnswersTyped(1, [W(1), W(2)], 3),
        new AnswersGathered(2, [W(1)]),
        new ClusterMade(W(1), [Other, FirstSeat]),
        new ClusterAnswered(1, Disposition.Later, W(1), Other),
        new TakingPartNoted(12, 30, 45),
        new InputTextErased(Other, ErasureReason.Confidential),

        new MatterRaised(W(1), W(2), Theme.TaskShifting, Other),
        new MatterRaised(W(1), W(2), Theme.Technology, null, MatterSource.Imposed, SolvedBy.NotSure),
        new MatterRetitled(W(1), W(2)),
        new ProblemClarified(W(1)),
        new ProblemAgreed([FirstSeat, SecondSeat]),
        new MatterMarked(Urgency.Pressing, MatterSize.Large, [FirstSeat]),
        new FactNeeded(2, W(1), FirstSeat, Day),
        new FactBrought(2, W(1)),
        new ResponsibilityTaken(FirstSeat, W(1)),
        new SeatSteppedBack(FirstSeat, W(1)),
        new HmsConcernRaised(FirstSeat, W(1)),
        new DocumentLinked(W(1), W(2), DocumentKind.RiskAssessment),
        new LeaderAsked(W(1)),
        new DataProtectionAsked(W(1)),
        new DataProtectionAnswered(W(1)),
        new OwnSideNoted(FirstSeat, W(1)),
        new ViewRegistered(FirstSeat, W(1)),
        new AgreementReached(W(1), [FirstSeat, SecondSeat]),
        new DisagreementNoted(W(1)),
        new MatterDeferred(Day, W(1), [FirstSeat, SecondSeat], W(2)),
        new TalkHeld([FirstSeat, SecondSeat], W(1)),
        new MatterTakenUpAgain(),
        new MatterHandedOver(DecisionLine.WorkingEnvironmentCommittee, W(1), W(2)),
        new OutcomeReturned(W(1), W(2)),
        new LeaderDecided(W(1), W(2)),
        new MatterClosed(W(1)),
        new MatterReopened(W(1)),
        new MatterCorrected(3, W(1), W(2)),
        new MatterTextErased(Other, ErasureReason.NamesSomeone),

        new TrialProposed(2, W(1), W(2), Day, W(3), [W(4), W(5)]),
        new TrialProposed(2, W(1), W(2), Day, W(3), [W(4)], W(5), TrialKind.UserDialogue),
        new HmsRiskAnswered(HmsRisk.AskedSafetyRepresentative, W(1)),
        new TrialAgreed([FirstSeat, SecondSeat]),
        new TrialStarted(),
        new TrialWithdrawn(W(1)),
        new ObservationNoted(W(1)),
        new TrialEvaluated([new Finding(1, Effect.Better, W(1)), new Finding(2, Effect.TooEarlyToSay, W(2))], W(3)),
        new TrialMadePermanent(W(1)),
        new TrialReverted(W(1)),
        new TrialExtended(Day, W(1)),
        new TrialStillInUse(W(1)),
        new TrialStillInUse(W(1), 1),
        new TrialSlidBack(W(1)),
        new TrialSlidBack(W(1), 1),

        new SeriesPlanned(Day, new(9, 0), 60, Rhythm.Monthly, Day.AddMonths(6), "Møterom 2", ChairForm.Rotating, 3),
        new MeetingPlanned(Day, new(12, 30), 45, "Kantina", ChairForm.Nobody),
        new MeetingPlanned(Day, new(9, 0), 60, null, ChairForm.Rotating, 3, Other),
        new MeetingMoved(Day, new(10, 15), "Kantina", W(1)),
        new MeetingCancelled(W(1)),
        new ItemAdded(1, null, W(1), ItemPurpose.Information, 10),
        new ItemAdded(null, Other, null, ItemPurpose.Development, null),
        new SeatHeard(null, Other, FirstSeat, W(1), Beforehand: true),
        new MeetingOpened([FirstSeat, SecondSeat], FirstSeat, [Other], Cooperation: true),
        new AttendanceNoted([FirstSeat]),
        new WorkdayNoted(W(1), W(2)),
        new WorkdaySkipped(),
        new CooperationNoted(W(1), null),
        new CooperationNoted(W(1), W(2)),
        new ItemConcluded(1, null, WayForward.MoreFacts, W(1), [FirstSeat]),
        new WayConfirmed(null, Other, SecondSeat),
        new SeatHeard(1, null, FirstSeat, null, Beforehand: false),
        new ItemConcluded(null, Other, WayForward.Defer, W(1), [FirstSeat]),
        new WayConfirmed(1, null, SecondSeat),
        new MinutesPresented([[FirstSeat], [SecondSeat, Other]]),
        new MinutesReopened(W(1)),
        new MinutesApproved(FirstSeat),
        new MinutesCorrected(4, W(1), W(2)),
        new MeetingTextErased(Other, ErasureReason.NamesSomeone),

        new ActionAgreed(W(1), [FirstSeat, SecondSeat], Day, true, Other, 2, FirstSeat),
        new ActionTaken(FirstSeat),
        new ActionCompleted(W(1)),
        new ActionCarried(Day, W(1)),
        new ActionDropped(W(1)),
        new ActionTextErased(Other, ErasureReason.Confidential),

        new StopCalled(),
        new StuckAnswered(3, FirstSeat, W(1)),
        new CauseStated(W(1)),
        new CauseConfirmed(FirstSeat),
        new HelpAsked([HelperKind.EmployersOrganisation, HelperKind.Nav], W(1)),
        new AccessProposed(2, FirstSeat, Day, Day.AddDays(30), [Other]),
        new AccessAgreed(2, FirstSeat),
        new AccessGiven(2),
        new AccessTakenBack(2),
        new HelpSessionPlanned(Day, new(9, 30), "Møterom 2"),
        new HelpSessionHeld([FirstSeat, SecondSeat], W(1)),
        new ShowingAgreed(FirstSeat),
        new ShownUpwards(),
        new ShowingTakenBack(),
        new StopEnded(W(1)),
        new HelpTextErased(Other, ErasureReason.Confidential),

        new QuestionsWritten(QuestionSet.Fairness, [W(1), W(2)]),
        new QuestionsWithdrawn(),
        new QuestionTextErased(Other, ErasureReason.NamesSomeone),
        new ExerciseStarted(QuestionSet.Fairness),
        new ExerciseStarted(QuestionSet.Fairness, Other, 6),
        new AnswerShared(2, ThinkingAs.ShopSteward, FirstSeat, W(1)),
        new ExerciseSummarised(W(1), W(2)),
        new SummaryAgreed(FirstSeat),
        new SummaryStands(),
        new ExerciseLinked(Other),
        new ExerciseEnded(),
        new ExerciseTextErased(Other, ErasureReason.WrongPlace),

        new FigureEntered(Indicator.SickLeave, 2026, 3, 74),
        new FigureCorrected(Indicator.FullTime, 2026, 3, 410, 385),

        new TrustCheckOpened(Day, 14, 1),
        new TrustCheckClosed(3, new([0, 1, 2, 3, 3], [9, 0, 0, 0, 0], [1, 2, 3, 2, 1])),
    ];

    /// <summary>The files: one for each stored name, and one more, with a number, for each time that an event has gained a member.</summary>
    public static TheoryData<string> Files => [.. AllFiles];

    private static IEnumerable<string> AllFiles =>
        EventNames.Types.OrderBy(t => t.Key, StringComparer.Ordinal)
            .SelectMany(t => Samples.Where(s => s.GetType() == t.Value).Select((_, n) => n == 0 ? t.Key : $"{t.Key}-{n + 1}").DefaultIfEmpty(t.Key));

    [Theory]
    [MemberData(nameof(Files))]
    public void It_is_written_as_it_always_was(string file)
    {
        var written = EventJson.Format.Write(Sample(file));
        if (Environment.GetEnvironmentVariable("TREPART_ADD_SAMPLES") is not null && !File.Exists(FileOf(file)))
            File.WriteAllText(FileOf(file), written + "\n");

        Assert.True(File.Exists(FileOf(file)), $"Run once with TREPART_ADD_SAMPLES set, or add Golden/events/{file}.json: {written}");
        Assert.Equal(Stored(file), written);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_was_stored_reads_as_the_same_event(string file) => Assert.Equal(Sample(file), EventJson.Format.Read(NameOf(file), Stored(file)));

    [Fact]
    public void Every_sample_is_of_an_event_that_can_still_be_read() =>
        Assert.Equal(
            AllFiles.Order(StringComparer.Ordinal),
            System.IO.Directory.GetFiles(Path.GetDirectoryName(FileOf(""))!, "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    /// <summary>A later version may have written more. It is passed over in the event, and stays in the payload that is hashed and shown.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void A_member_that_is_not_known_here_is_passed_over(string file)
    {
        var more = JsonNode.Parse(Stored(file))!.AsObject();
        more["addedLater"] = new JsonObject { ["what"] = 1 };

        Assert.Equal(Sample(file), EventJson.Format.Read(NameOf(file), more.ToJsonString()));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void An_optional_member_that_is_missing_reads_as_nothing(string file)
    {
        foreach (var optional in Optional(EventNames.Types[NameOf(file)]))
        {
            // A member that came later stands in a later file.
            var member = JsonNamingPolicy.CamelCase.ConvertName(optional.Name);
            Assert.True(
                AllFiles.Where(f => NameOf(f) == NameOf(file)).Any(f => JsonNode.Parse(Stored(f))!.AsObject().ContainsKey(member)),
                $"No sample of {NameOf(file)} has {optional.Name}.");
            var less = JsonNode.Parse(Stored(file))!.AsObject();
            less.Remove(member);

            var read = EventJson.Format.Read(NameOf(file), less.ToJsonString());
            Assert.Null(optional.GetValue(read));
            Assert.Equal(CanonicalJson.Of(less.ToJsonString()), EventJson.Format.Write(read));
        }
    }

    [Fact]
    public void A_choice_is_stored_by_name_and_a_number_is_no_choice()
    {
        Assert.Contains("\"risk\":\"askedSafetyRepresentative\"", Stored("hms_risk_answered"), StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => EventJson.Format.Read(
            "hms_risk_answered", Stored("hms_risk_answered").Replace("\"askedSafetyRepresentative\"", "2", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_name_that_is_not_known_stops_the_reading() =>
        Assert.Throws<UnknownEventException>(() => EventJson.Format.Read("matter_forgotten", "{}"));

    private static string NameOf(string file) => file.Split('-')[0];

    private static object Sample(string file) =>
        Samples.Where(s => s.GetType() == EventNames.Types[NameOf(file)]).ElementAtOrDefault(file.Split('-') is [_, var n] ? int.Parse(n, System.Globalization.CultureInfo.InvariantCulture) - 1 : 0)
        ?? throw new InvalidOperationException($"Give a sample of {file} in {nameof(Samples)}.");

    private static IEnumerable<PropertyInfo> Optional(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.Name != "EqualityContract" && nullability.Create(p).ReadState is NullabilityState.Nullable);
    }

    private static Words W(int n) => new(Guid.Parse($"019a0000-0000-7000-9000-00000000000{n}"), string.Concat(Enumerable.Repeat($"0{n}", 32)));

    private static string Stored(string file) => File.ReadAllText(FileOf(file)).TrimEnd('\n');

    private static string FileOf(string file) => Path.Combine(Sources.Root, "tests/Trepart.Web.Tests/Golden/events", file + ".json");
}
