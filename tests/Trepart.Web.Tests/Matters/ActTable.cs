using System.Text.Json.Nodes;
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
using static Trepart.Tests.TrepartApp;

namespace Trepart.Web.Tests;

/// <summary>An act that is carried out to reach a state, or to be turned down in it.</summary>
/// <param name="Body">
/// As JSON; <c>@name</c> stands for the seat of that name, <c>@matter</c> and <c>@input</c> for another thing in the same group, <c>@text</c> for the thing's
/// first text, <c>@holding</c> for the first who got the seat, <c>@person</c> for someone whom the register knows.
/// </param>
/// <param name="Who">From which seat.</param>
public sealed record Deed(Act Act, string Body, string Who = "tillitsvalgt");

/// <summary>How an act is tried: where it works, and where a rule says no.</summary>
/// <param name="Act">With a body that works.</param>
/// <param name="Before">What has happened to the thing first.</param>
/// <param name="Refused">Where it is turned down; null for an act that no rule turns down.</param>
public sealed record Trying(Deed Act, Deed[] Before, Refusing? Refused);

/// <param name="Code">The refusal's.</param>
/// <param name="Body">Null for the same as where it works.</param>
public sealed record Refusing(Deed[] Before, string Code, string? Body = null);

/// <summary>Every act that has a form or an address in the API.</summary>
public static class ActTable
{
    private const string Two = """["@tv-plass", "@vo-plass"]""";
    private const string Reason = """{"reason": "Vi må få vite mer om natta."}""";
    private const string Measured = """{"indicator": "sickLeave", "year": 2026, "quarter": 3, "percent": "7,4"}""";
    private const string Note = """{"note": "Vi ser det hver uke."}""";
    private const string Defers = $$"""{"until": "2026-12-03", "reason": "Vi må snakke sammen.", "talk": {{Two}}}""";
    private const string Proposes =
        """
        {"change": "Fast plan for natta", "howWeKnow": "Færre avvik på åtte uker.", "evaluateOn": "2027-01-14", "wayBack": "Vi tar fram den gamle planen.",
         "affected": ["Nattevaktene", "Dagvaktene"], "demands": "Alle leser planen.", "kind": "roster"}
        """;
    private const string Evaluates =
        """
        {"findings": [{"group": 1, "effect": "better", "what": "Roligere netter."}, {"group": 2, "effect": "mixed", "what": "Lengre rapport."}],
         "learned": "Planen bærer når alle kjenner den."}
        """;

    private static readonly Deed Answered = new(InputActs.Answer, """{"disposition": "later", "reason": "Vi tar det i neste møte."}""");
    private static readonly Deed Linked = new(InputActs.Link, """{"matter": "@other-matter"}""");
    private static readonly Deed Withdrawn = new(InputActs.Withdraw, "{}", "ansatt");

    private static readonly Deed Deferred = new(MatterActs.Defer, Defers);
    private static readonly Deed HandedOver = new(MatterActs.HandOver, """{"to": "leader", "recommendation": "Kjøp inn to heiser.", "reference": "2026/118"}""");
    private static readonly Deed Closed = new(MatterActs.Close, """{"result": "Slik gjør vi det nå."}""");

    private static readonly Deed[] Proposed = [new(MatterActs.ProposeTrial, Proposes)];
    private static readonly Deed[] Agreed =
    [
        .. Proposed,
        new(MatterActs.AnswerHmsRisk, """{"risk": "assessed", "explanation": "Verneombudet har vurdert det."}"""),
        new(MatterActs.AgreeTrial, $$"""{"seats": {{Two}}}"""),
    ];
    private static readonly Deed[] Running = [.. Agreed, new(MatterActs.StartTrial, "{}")];
    private static readonly Deed[] Evaluated = [.. Running, new(MatterActs.EvaluateTrial, Evaluates)];
    private static readonly Deed[] Permanent = [.. Evaluated, new(MatterActs.MakeTrialPermanent, """{"practice": "Står i rutinen."}""")];

    private static readonly Deed Clarified = new(MatterActs.ClarifyProblem, """{"problem": "Planen kommer for sent."}""");
    private static readonly Deed Needed = new(MatterActs.NeedFact, """{"what": "Hvor ofte er den sen?", "seat": "@vo-plass", "due": "2026-12-04"}""");
    private static readonly Deed Asked = new(MatterActs.AskDataProtection, """{"question": "Hva lagres om oss?"}""");

    private static readonly Deed Taken = new(SeatActs.Take, """{"name": "Gammel Leder"}""", "koordinator");
    private static readonly Deed Deputised = new(SeatActs.AppointDeputy, """{"name": "Gammel Vara"}""", "koordinator");

    private static readonly Deed Invited = new(GroupActs.InviteUnion, "{}");
    private static readonly Deed Gone = new(GroupActs.UnionGone, "{}");
    private static readonly Deed ShutDown = new(WorkplaceActs.Close, "{}", "koordinator");

    private const string AllParties = """["@leder-plass", "@tv-plass", "@tv-to-plass", "@vo-plass"]""";

    private static readonly Deed ItemPut = new(MeetingActs.AddItem, """{"title": "Vaktlistene i jula", "purpose": "development", "planned": 15}""");
    private static readonly Deed Held = new(MeetingActs.Open, $$"""{"present": {{Two}}}""");
    private static readonly Deed[] Presented = [Held, new(MeetingActs.SkipWorkday, "{}"), new(MeetingActs.Present, "{}")];
    private static readonly Deed Done = new(ActionActs.Complete, "{}");
    private static readonly Deed Dropped = new(ActionActs.Drop, Reason);

    private static readonly Deed GiverAsked = new(InputActs.AskGiver, """{"question": "Gjelder det natta også?"}""");
    private static readonly Deed Collecting = new(StaffMeetingActs.OpenCollecting, "{}");
    private static readonly Deed Typed = new(StaffMeetingActs.TypeAnswers, """{"question": 1, "answers": ["Mer ro.", "Mer tid ute."]}""");
    private static readonly Deed Clustered = new(StaffMeetingActs.MakeCluster, """{"name": "Roen vår", "answers": ["@answer"]}""");

    private static readonly Deed CauseWritten = new(HelpActs.StateCause, """{"cause": "Vi møtes for sjelden."}""");
    private static readonly Deed[] CauseConfirmed =
    [
        CauseWritten, .. new[] { "leder", "tillitsvalgt-to", "verneombud" }.Select(w => new Deed(HelpActs.ConfirmCause, "{}", w)),
    ];
    private static readonly Deed[] HelpAsked = [.. CauseConfirmed, new(HelpActs.Ask, """{"nav": true, "shares": "Referatene våre."}""")];
    private static readonly Deed[] AccessProposed = [.. HelpAsked, new(HelpActs.ProposeAccess, """{"seat": "@hjelper-plass", "start": "2026-11-20", "end": "2026-12-20"}""")];
    private static readonly Deed Ended = new(HelpActs.End, """{"learned": "Vi spør før vi bestemmer."}""");
    private static readonly Refusing WhenEnded = new([Ended], "helprequest/is-over");
    private static readonly Deed SignalGiven = new(SteeringActs.PutUp, """{"kind": "signal", "title": "Hele stillinger", "content": "Vi vil ha flere."}""", "ordforer");
    private static readonly Deed ItemAsked = new(SteeringActs.Ask, """{"question": "Hvor mange er det?"}""", "ordforer");
    private static readonly Deed ItemSent = new(SteeringActs.Route, """{"to": "consultation", "why": "Det er en drøfting.", "responsible": "Sjefen for HR", "reference": "2026/77"}""", "koordinator");
    private static readonly Deed ItemEnded = new(SteeringActs.Close, """{"summary": "Vi tar det med oss."}""", "ordforer");
    private static readonly Deed[] Chartered = [new(SteeringActs.AdoptCharter, """{"charter": "Vi lærer av gruppene.", "reviewOn": "2027-01-15"}""", "koordinator")];
    private static readonly Deed ReportNoted = new(ReportActs.Note, """{"note": "Dette ser jeg flere steder."}""", "htv");
    private static readonly Deed[] ReportPresented = [new(ReportActs.Present, "{}")];
    private static readonly Deed[] ReportApproved =
    [
        .. ReportPresented, .. new[] { "leder", "tillitsvalgt", "tillitsvalgt-to", "verneombud" }.Select(who => new Deed(ReportActs.Approve, "{}", who)),
    ];
    private static readonly Deed[] ReportSent = [.. ReportApproved, new(ReportActs.Send, "{}")];
    private static readonly Deed ReportAnswered = new(
        ReportActs.Answer, """{"kind": "handsOver", "answer": "Vi har tatt det videre.", "onProblem": "Det ligger hos kommunedirektøren.", "to": "municipalDirector"}""", "ordforer");

    private const string Tells =
        """
        {"title": "Fast plan for natta", "situation": "Planen kom for sent.", "tried": "Vi hang den opp fire uker før.", "result": "Det ble roligere netter.", "outcome": "kept",
         "tips": "Begynn med én avdeling.", "theme": "routines"}
        """;

    private static readonly Deed[] ExperiencePresented = [new(ExperienceActs.Present, "{}")];
    private static readonly Deed[] ExperienceApproved =
    [
        .. ExperiencePresented, .. new[] { "leder", "tillitsvalgt", "tillitsvalgt-to", "verneombud" }.Select(who => new Deed(ExperienceActs.Approve, "{}", who)),
    ];
    private static readonly Deed[] Published = [.. ExperienceApproved, new(ExperienceActs.Publish, "{}")];
    private static readonly Deed SignalClosed = new(SignalActs.Close, """{"result": "Vi venter til våren."}""", "ordforer");
    private static readonly Deed Told = new(ExperienceActs.Tell, """{"outcome": "both", "result": "Det gikk bedre om natta."}""");

    private const string Plans = """{"title": "Den norske modellen", "kind": "workingLifeModel", "day": "2026-11-18", "audience": "everyone"}""";
    private static readonly Deed GatheringCancelled = new(GatheringActs.Cancel, Reason, "koordinator");
    private static readonly Deed PresentationTakenBack = new(GatheringActs.TakeBack, "{}");
    private const string Process = """{"title": "Ny turnus", "kind": "workingHours", "beganOn": "2026-09-01", "owner": "Kommunalsjef helse", "workplace": "@workplace", "plannedEnd": "2027-03-01"}""";
    private const string Involved =
        """
        {"day": "2026-11-10", "form": "discussed", "phase": "workedOn", "shopStewards": "true", "organisations": ["Fagforbundet"], "what": "Referatet ligger hos HR.",
         "politicalDecision": "@decision"}
        """;
    private static readonly Deed InvolvementNoted = new(ProcessActs.Note, Involved, "koordinator");
    private static readonly Deed LackNoted = new(ProcessActs.Lack, """{"phase": "beforeDecision", "what": "Vi fikk lese det etterpå."}""", "ordforer");
    private static readonly Deed ProcessEnded = new(ProcessActs.End, """{"result": "Turnusen er tatt i bruk."}""", "leder");
    private static readonly Deed GoalEnded = new(GoalActs.End, """{"learned": "Det tok lengre tid."}""");
    private static readonly Refusing WhenGoalEnded = new([GoalEnded], "goal/is-ended");
    private static readonly Deed TrainingCancelled = new(TrainingActs.Cancel, Reason, "koordinator");

    private static readonly Refusing WhenDeferred = new([Deferred], "matter/is-deferred");
    private static readonly Refusing WhenClosed = new([Closed], "matter/is-closed");
    private static readonly Refusing WhenWithdrawn = new([Withdrawn], "input/withdrawn");
    private static readonly Refusing WhenRunning = new(Running, "trial/not-evaluated");

    /// <summary>By the act's name.</summary>
    public static IReadOnlyDictionary<string, Trying> All { get; } = new Trying[]
    {
        Of(InputActs.Give, """{"kind": "suggestion", "text": "Sett opp en tavle ved vaktrommet.", "onBehalf": true}""", [], null, "ansatt"),
        Of(InputActs.Answer, """{"disposition": "takenUp", "reason": "Du har rett i dette."}""", [], WhenWithdrawn),
        Of(InputActs.Link, """{"matter": "@matter"}""", [], new([Linked], "input/linked-to-another")),
        Of(InputActs.Relink, """{"matter": "@matter", "why": "Det gjaldt en annen sak."}""", [Linked], new([], "input/not-linked")),
        Of(InputActs.RouteElsewhere, """{"to": "humanResources", "reason": "Det hører hjemme der."}""", [], WhenWithdrawn),
        Of(InputActs.Withdraw, "{}", [], new([Answered], "input/already-answered"), "ansatt"),
        Of(InputActs.EraseText, """{"text": "@text", "reason": "namesSomeone"}""", [], null),
        Of(InputActs.NoteAnswerRead, "{}", [Answered], new([], "input/not-answered"), "ansatt"),

        Of(InputActs.AskGiver, GiverAsked.Body, [], new([GiverAsked], "input/already-asked")),
        Of(InputActs.Reply, """{"reply": "Det gjelder natta også."}""", [GiverAsked], WhenWithdrawn, "ansatt"),

        Of(InputLinkActs.Open, """{"where": "Vaktrommet i andre."}""", [], null),
        Of(InputLinkActs.Close, "{}", [], null),

        Of(StaffMeetingActs.Plan, """{"day": "2026-12-01", "theme": "Hverdagen vår", "question": "Hva er viktigst nå?"}""", [], null),
        Of(StaffMeetingActs.Ask, """{"question": "Hva vil dere beholde?"}""", [], null),
        Of(StaffMeetingActs.AssignPart, """{"part": "Åpning av møtet", "seat": "@vo-plass"}""", [], null),
        Of(StaffMeetingActs.OpenCollecting, "{}", [], new([Collecting], "staffmeeting/already-collecting")),
        Of(StaffMeetingActs.CloseCollecting, "{}", [Collecting], new([], "staffmeeting/not-collecting")),
        Of(StaffMeetingActs.TypeAnswers, Typed.Body, [], new([], "staffmeeting/no-such-question", """{"question": 9, "answers": ["Mer ro."]}""")),
        Of(StaffMeetingActs.MakeCluster, Clustered.Body, [Typed], new([], "staffmeeting/no-such-answer", """{"name": "Roen vår", "answers": ["01930000-0000-7000-8000-00000000dead"]}""")),
        Of(StaffMeetingActs.AnswerCluster, """{"cluster": 1, "disposition": "takenUp", "reason": "Vi tar det opp som sak.", "matter": "@matter"}""", [Typed, Clustered],
            new([], "staffmeeting/no-such-cluster", """{"cluster": 1, "disposition": "later", "reason": "Vi venter litt."}""")),
        Of(StaffMeetingActs.NoteTakingPart, """{"present": 12, "staff": 30, "minutes": 45}""", [], new([], "staffmeeting/more-than-there-are", """{"present": 31, "staff": 30}""")),

        Of(MatterActs.Raise, """{"title": "Rapporten om natta", "concern": "Den er blitt lang.", "theme": "routines", "input": "@input", "source": "survey", "solvedBy": "together"}""", [],
            new([], "input/withdrawn", """{"title": "Rapporten om natta", "concern": "Den er blitt lang.", "input": "@withdrawn-input"}""")),
        Of(MatterActs.TakeUp, "{}", [Deferred], WhenClosed),
        Of(MatterActs.ClarifyProblem, """{"problem": "Planen kommer for sent."}""", [], WhenDeferred),
        Of(MatterActs.RegisterView, """{"seat": "@vo-plass", "view": "Det går ut over pausene."}""", [], WhenDeferred),
        Of(MatterActs.NoteAgreement, $$"""{"agreement": "Planen skal henge fire uker fram.", "seats": {{Two}}}""", [], WhenDeferred),
        Of(MatterActs.NoteDisagreement, """{"difference": "Om helgene skal med."}""", [], WhenDeferred),
        Of(MatterActs.Defer, """{"until": "2026-12-10", "reason": "Vi mangler tall.", "talk": [], "noTalkBecause": "Alle er på kurs."}""", [], WhenClosed),
        Of(MatterActs.NoteTalk, $$"""{"seats": {{Two}}, "clearer": "Vi mener det samme."}""", [], WhenClosed),
        Of(MatterActs.ProposeTrial, Proposes, [], new(Running, "trial/under-way")),
        Of(MatterActs.AnswerHmsRisk, """{"risk": "noRisk", "explanation": "Bare papir."}""", Proposed, new([], "trial/none-proposed")),
        Of(MatterActs.AgreeTrial, $$"""{"seats": {{Two}}}""", Proposed, new([], "trial/none-proposed")),
        Of(MatterActs.StartTrial, "{}", Agreed, new(Proposed, "trial/not-agreed")),
        Of(MatterActs.NoteObservation, """{"observation": "Roligere ved vaktskiftet."}""", Running, new(Proposed, "trial/not-running")),
        Of(MatterActs.EvaluateTrial, Evaluates, Running, new(Proposed, "trial/not-running")),
        Of(MatterActs.MakeTrialPermanent, """{"practice": "Står i rutinen."}""", Evaluated, WhenRunning),
        Of(MatterActs.ExtendTrial, """{"evaluateOn": "2027-03-11", "reason": "Vi mangler vinteren."}""", Evaluated, WhenRunning),
        Of(MatterActs.RevertTrial, Reason, Evaluated, WhenRunning),
        Of(MatterActs.WithdrawTrial, Reason, Proposed, new(Running, "trial/already-started")),
        Of(MatterActs.NoteStillInUse, Note, Permanent, new(Running, "trial/not-permanent")),
        Of(MatterActs.NoteSlidBack, Note, Permanent, new(Running, "trial/not-permanent")),
        Of(MatterActs.HandOver, HandedOver.Body, [], new([HandedOver], "matter/already-handed-over")),
        Of(MatterActs.ReturnOutcome, """{"outcome": "Innkjøpet er godkjent.", "reference": "2026/118"}""", [HandedOver], new([], "matter/not-handed-over")),
        Of(MatterActs.DecideAsLeader, """{"choice": "Vi henger opp planen.", "reason": "Noen må begynne."}""", [], new(Running, "matter/trial-not-evaluated"), "leder"),
        Of(MatterActs.Close, Closed.Body, [], new(Running, "matter/trial-not-evaluated")),
        Of(MatterActs.Reopen, Reason, [Closed], null),
        Of(MatterActs.Correct, """{"entry": 1, "correct": "Det gjelder dagvaktene.", "why": "Vi skrev feil."}""", [],
            new([], "matter/no-such-entry", """{"entry": 99, "correct": "Det gjelder dagvaktene.", "why": "Vi skrev feil."}""")),
        Of(MatterActs.Retitle, """{"title": "Planen for natta og helga", "why": "Vi glemte helga."}""", [], null),
        Of(MatterActs.AgreeProblem, $$"""{"seats": {{Two}}}""", [Clarified], new([], "matter/problem-not-clarified")),
        Of(MatterActs.Mark, $$"""{"urgency": "soon", "size": "small", "interest": {{Two}}}""", [], WhenClosed),
        Of(MatterActs.NeedFact, Needed.Body, [], WhenClosed),
        Of(MatterActs.BringFact, """{"fact": 1, "found": "Hver tredje uke."}""", [Needed], new([], "matter/no-such-fact")),
        Of(MatterActs.TakeResponsibility, """{"seat": "@vo-plass", "what": "Å henge opp planen."}""", [], WhenDeferred),
        Of(MatterActs.StepBack, """{"seat": "@tv-plass", "reason": "Planen gjelder meg selv."}""", [], WhenClosed),
        Of(MatterActs.RaiseHmsConcern, """{"concern": "Folk får for lite hvile."}""", [], null, "verneombud"),
        Of(MatterActs.LinkDocument, """{"title": "Vurdering av natta", "address": "https://arkiv.example.no/123", "kind": "riskAssessment"}""", [], null),
        Of(MatterActs.AskLeader, """{"needs": "Vi trenger en vakt til."}""", [], WhenClosed),
        Of(MatterActs.AskDataProtection, Asked.Body, [], WhenClosed),
        Of(MatterActs.NoteDataProtectionAnswer, """{"answer": "Bare det dere skriver."}""", [Asked], new([], "matter/data-protection-not-asked")),
        Of(MatterActs.NoteOwnSide, """{"seat": "@vo-plass", "clearer": "Vi vil det samme."}""", [Deferred], new([], "matter/not-asked-to-talk")),
        Of(MatterActs.EraseText, """{"text": "@text", "reason": "aboutUser"}""", [], null),

        Of(MeetingActs.PlanSeries,
            """{"first": "2026-12-02", "begins": "09:00", "lasts": 60, "rhythm": "monthly", "until": "2027-05-31", "place": "Møterom 2", "chair": "rotating", "cooperationEvery": 3}""", [],
            new([], "series/ends-before-it-begins", """{"first": "2026-12-02", "begins": "09:00", "lasts": 60, "rhythm": "monthly", "until": "2026-11-30"}""")),
        Of(MeetingActs.Plan, """{"day": "2026-12-10", "begins": "12:30", "lasts": 45, "place": "Kantina", "chair": "fixed"}""", [],
            new([], "meeting/day-has-passed", """{"day": "2026-11-19", "begins": "12:30", "lasts": 45}""")),
        Of(MeetingActs.Move, """{"day": "2026-12-11", "begins": "10:15", "place": "Kantina", "reason": "Flere er på kurs."}""", [], new([Held], "meeting/already-opened")),
        Of(MeetingActs.Cancel, """{"reason": "Alle er på kurs."}""", [], new([Held], "meeting/already-opened")),
        Of(MeetingActs.AddItem, """{"title": "Nye vaktlister", "purpose": "information", "planned": 10}""", [], new(Presented, "meeting/minutes-presented")),
        Of(MeetingActs.Hear, """{"item": 1, "seat": "@vo-plass", "view": "Det går ut over pausene."}""", [ItemPut], new([], "meeting/no-such-item")),
        Of(MeetingActs.Open, $$"""{"present": {{Two}}, "chairedBy": "@tv-plass", "matters": ["@matter"]}""", [], new([Held], "meeting/already-opened")),
        Of(MeetingActs.Attend, """{"present": ["@tv-plass"]}""", [Held], new([], "meeting/not-opened")),
        Of(MeetingActs.NoteWorkday, """{"workday": "Roligere enn i fjor.", "services": "Vi får god tid til måltidene."}""", [Held], new([], "meeting/not-opened")),
        Of(MeetingActs.SkipWorkday, "{}", [Held], new([], "meeting/not-opened")),
        Of(MeetingActs.NoteCooperation, """{"together": "Vi sier ifra tidlig.", "rolesUsed": "Verneombudet blir spurt."}""", [Held], new([], "meeting/not-opened")),
        Of(MeetingActs.Conclude, $$"""{"item": 1, "way": "moreFacts", "summary": "Vi spør om tallene.", "seats": {{Two}}}""", [ItemPut, Held], new([Held], "meeting/no-such-item")),
        Of(MeetingActs.Confirm, """{"item": 1}""",
            [ItemPut, Held, new(MeetingActs.Conclude, """{"item": 1, "way": "agreed", "summary": "Vi gjør det.", "seats": ["@vo-plass"]}""")], new([ItemPut, Held], "meeting/no-such-item")),
        Of(MeetingActs.Present, "{}",
            [ItemPut, Held, new(MeetingActs.SkipWorkday, "{}"), new(MeetingActs.Conclude, $$"""{"item": 1, "way": "agreed", "summary": "Vi gjør det.", "seats": {{AllParties}}}""")],
            new([Held], "meeting/workday-left")),
        Of(MeetingActs.Reopen, Reason, Presented, new([], "meeting/not-opened")),
        Of(MeetingActs.Approve, "{}", Presented, new([Held], "meeting/not-presented")),
        Of(MeetingActs.Correct, """{"entry": 1, "correct": "Møtet var i kantina.", "why": "Vi skrev feil."}""", Presented, new([Held], "meeting/not-presented")),
        Of(MeetingActs.EraseText, """{"text": "@text", "reason": "namesSomeone"}""", [ItemPut], null),

        Of(ActionActs.Agree, $$"""{"what": "Henge opp planen", "seats": {{Two}}, "due": "2026-12-04", "joint": true}""", [],
            new([], "groupaction/joint-needs-two", """{"what": "Henge opp planen", "seats": ["@tv-plass"], "joint": true}""")),
        Of(ActionActs.Take, "{}", [], new([Done], "groupaction/is-done")),
        Of(ActionActs.Complete, """{"note": "Planen henger ved vaktrommet."}""", [], new([Dropped], "groupaction/is-dropped")),
        Of(ActionActs.Carry, """{"due": "2026-12-18", "reason": "Vi venter på tavla."}""", [], new([Done], "groupaction/is-done")),
        Of(ActionActs.Drop, Reason, [], new([Done], "groupaction/is-done")),
        Of(ActionActs.EraseText, """{"text": "@text", "reason": "aboutUser"}""", [], null),

        Of(ReflectionActs.Start, """{"set": "fairness"}""", [], null),
        Of(ReflectionActs.Share, """{"question": 1, "as": "leader", "answer": "Etter tur."}""", [], new([], "exercise/no-such-question", """{"question": 5, "as": "oneself", "answer": "Ja."}""")),
        Of(ReflectionActs.Summarise, """{"summary": "Vi ser det likt.", "surprised": "At vi er enige."}""", [], new([new(ReflectionActs.End, "{}")], "exercise/is-over")),
        Of(ReflectionActs.Agree, "{}", [new(ReflectionActs.Summarise, """{"summary": "Vi ser det likt."}""", "leder")], new([], "exercise/not-summarised")),
        Of(ReflectionActs.Link, """{"matter": "@matter"}""", [], null),
        Of(ReflectionActs.End, "{}", [], null),
        Of(ReflectionActs.EraseText, """{"text": "@text", "reason": "namesSomeone"}""", [new(ReflectionActs.Summarise, """{"summary": "Kari er treig."}""")], null),

        Of(TrustActs.Open, """{"closesOn": "2026-12-10"}""", [], new([], "trustcheck/closes-too-soon", """{"closesOn": "2026-11-21"}""")),

        Of(HelpActs.CallStop, "{}", [], null),
        Of(HelpActs.Answer, """{"question": 1, "answer": "Vi har fått til fast plan."}""", [], new([], "helprequest/no-such-question", """{"question": 6, "answer": "Ja."}""")),
        Of(HelpActs.StateCause, CauseWritten.Body, [], WhenEnded),
        Of(HelpActs.ConfirmCause, "{}", [new(HelpActs.StateCause, CauseWritten.Body, "leder")], new([], "helprequest/no-cause")),
        Of(HelpActs.Ask, """{"union": true, "nav": true, "shares": "Referatene våre."}""", CauseConfirmed, new([CauseWritten], "helprequest/cause-not-confirmed")),
        Of(HelpActs.ProposeAccess, """{"seat": "@hjelper-plass", "start": "2026-11-20", "end": "2026-12-20", "matters": ["@matter"]}""", HelpAsked,
            new(HelpAsked, "helprequest/access-too-long", """{"seat": "@hjelper-plass", "start": "2026-11-20", "end": "2027-02-21"}""")),
        Of(HelpActs.AgreeAccess, """{"access": 1}""", AccessProposed, new(HelpAsked, "helprequest/no-such-access"), "leder"),
        Of(HelpActs.TakeBackAccess, """{"access": 1}""", AccessProposed, new(HelpAsked, "helprequest/no-such-access"), "verneombud"),
        Of(HelpActs.PlanSession, """{"day": "2026-12-01", "begins": "09:00", "place": "Møterom 2"}""", HelpAsked, new(CauseConfirmed, "helprequest/not-asked")),
        Of(HelpActs.NoteSession, $$"""{"present": {{AllParties}}, "came": "Vi spør hverandre først."}""", HelpAsked,
            new(HelpAsked, "helprequest/party-missing", $$"""{"present": {{Two}}}""")),
        Of(HelpActs.AgreeToShow, "{}", [], null),
        Of(HelpActs.TakeBackShowing, "{}", [new(HelpActs.AgreeToShow, "{}")], null, "leder"),
        Of(HelpActs.End, Ended.Body, [], null),
        Of(HelpActs.EraseText, """{"text": "@text", "reason": "namesSomeone"}""", [CauseWritten], null),

        Of(SeatActs.EstablishArena, """{"kind": "workingGroup", "name": "HMS-gruppa", "workplace": "Kirkens hus"}""", [],
            new([], "arena/working-group-needs-workplace", """{"kind": "workingGroup", "name": "HMS gruppa"}"""), "koordinator"),
        Of(SeatActs.EstablishSeat, """{"role": "linkPerson"}""", [],
            new([], "seat/organisation-only-for-representatives", """{"role": "unitLeader", "organisation": "Norsk forbund"}"""), "koordinator"),
        Of(SeatActs.Take, """{"name": "Ny Leder", "until": "2027-06-30"}""", [],
            new([], "seat/ends-before-it-begins", """{"name": "Ny Leder", "until": "2026-11-19"}"""), "koordinator"),
        Of(SeatActs.HandOver, """{"holding": "@holding", "name": "Ny Leder"}""", [Taken],
            new([Taken], "seat/ends-before-it-begins", """{"holding": "@holding", "name": "Ny Leder", "until": "2026-11-19"}"""), "koordinator"),
        Of(SeatActs.Leave, """{"holding": "@holding"}""", [Taken], new([Taken, new(SeatActs.Leave, """{"holding": "@holding"}""", "koordinator")], "seat/not-held"), "koordinator"),
        Of(SeatActs.AppointDeputy, """{"person": "@person", "from": "2026-12-01", "until": "2026-12-31"}""", [],
            new([], "seat/ends-before-it-begins", """{"name": "Ny Vara", "from": "2026-12-31", "until": "2026-12-01"}"""), "koordinator"),
        Of(SeatActs.EndDeputyship, """{"holding": "@holding"}""", [Deputised],
            new([Deputised, new(SeatActs.EndDeputyship, """{"holding": "@holding"}""", "koordinator")], "seat/not-deputy"), "koordinator"),

        Of(WorkplaceActs.Register, """{"level": "department", "name": "Avdeling 1", "parent": "@workplace", "employees": 24}""", [],
            new([], "workplace/not-above", """{"level": "unit", "name": "Avdeling 1", "parent": "@workplace"}"""), "koordinator"),
        Of(WorkplaceActs.Rename, """{"name": "Solsia sykehjem"}""", [], null, "koordinator"),
        Of(WorkplaceActs.CountEmployees, """{"employees": 64}""", [], new([ShutDown], "workplace/closed"), "koordinator"),
        Of(WorkplaceActs.Move, """{"parent": "@sector"}""", [], new([], "workplace/not-above", """{"parent": "@workplace"}"""), "koordinator"),
        Of(WorkplaceActs.EnterFigure, Measured, [], new([], "workplace/not-a-percent", Measured.Replace("7,4", "sju", StringComparison.Ordinal)), "koordinator"),
        Of(WorkplaceActs.CorrectFigure, Measured.Replace("7,4", "7,5", StringComparison.Ordinal), [new(WorkplaceActs.EnterFigure, Measured, "koordinator")], new([], "workplace/no-figure"), "koordinator"),
        Of(WorkplaceActs.Close, "{}", [], null, "koordinator"),
        Of(WorkplaceActs.Reopen, "{}", [ShutDown], null, "koordinator"),

        Of(GroupActs.Attach, """{"node": "@workplace"}""", [], null, "koordinator"),
        Of(GroupActs.ChooseMeeting, """{"buildsOn": "@meeting", "rhythm": "monthly"}""", [], null),
        Of(GroupActs.StatePurpose, """{"purpose": "En god arbeidsdag for alle."}""", [], null),
        Of(GroupActs.StateInvolvement, """{"involvement": "Vi spør på personalmøtet."}""", [], null),
        Of(GroupActs.SetMaturity, """{"maturity": "@maturity"}""", [], null),
        Of(GroupActs.NoteDeviation, """{"point": "noDepartmentLeader", "reason": "Vi har bare én leder her."}""", [], null),
        Of(GroupActs.AdoptRules, """{"points": ["Alle blir hørt.", "Vi utsetter når vi er uenige."]}""", [], new([], "rules/no-rule", """{"points": []}""")),
        Of(GroupActs.NoteUnion, """{"organisation": "Delta i kommunen"}""", [], new([], "union/no-number-of-members", """{"organisation": "Delta i kommunen (12)"}""")),
        Of(GroupActs.InviteUnion, "{}", [], new([Gone], "union/gone")),
        Of(GroupActs.UnionAccepts, "{}", [Invited], new([], "union/not-invited")),
        Of(GroupActs.UnionDeclines, """{"reason": "Vi er få her."}""", [Invited], new([], "union/not-invited")),
        Of(GroupActs.UnionRepresented, """{"seat": "@tv-plass"}""", [Invited], new([], "union/not-invited")),
        Of(GroupActs.UnionGone, "{}", [], null),
        Of(GroupActs.StateExpectations, """{"expectations": "Spør kollegene først."}""", [], null),
        Of(GroupActs.AcknowledgeRules, """{"rules": "@rules"}""", [], null),

        Of(ReportActs.Draft, """{"from": "2026-01-01", "until": "2026-06-30", "text": "Vi har prøvd to ting.", "problem": "Vi får ikke vikarer."}""", [],
            new([], "report/period-wrong", """{"from": "2026-06-30", "until": "2026-01-01", "text": "Vi har prøvd to ting."}""")),
        Of(ReportActs.Edit, """{"text": "Vi har prøvd tre ting.", "problem": "Vi får ikke nok vikarer."}""", [], new(ReportPresented, "report/presented")),
        Of(ReportActs.Present, "{}", [], new(ReportPresented, "report/presented", "{}")),
        Of(ReportActs.Reopen, Reason, ReportPresented, new([], "report/not-presented")),
        Of(ReportActs.Approve, "{}", ReportPresented, new([], "report/not-presented")),
        Of(ReportActs.Send, "{}", ReportApproved, new(ReportPresented, "report/not-approved")),
        Of(ReportActs.Note, ReportNoted.Body, ReportSent, null, "htv"),
        Of(ReportActs.Answer, ReportAnswered.Body, ReportSent, new(ReportSent, "report/problem-not-answered", """{"kind": "answers", "answer": "Takk for rapporten."}"""), "ordforer"),
        Of(ReportActs.ReturnOutcome, """{"outcome": "Det blir to vikarer til.", "reference": "2026/118"}""", [.. ReportSent, ReportAnswered], null, "ordforer"),
        Of(ReportActs.NoteRead, "{}", [.. ReportSent, ReportAnswered], new(ReportSent, "report/not-answered")),
        Of(ReportActs.EraseText, """{"text": "@text", "reason": "namesSomeone"}""", [], null),
        Of(SignalActs.Send, """{"kind": "question", "title": "Nytt verktøy for vakter", "text": "Hva må vi vite først?", "arenas": ["@group"], "answerBy": "2026-12-20"}""", [],
            new([], "signal/no-day", """{"kind": "question", "title": "Nytt verktøy for vakter", "text": "Hva må vi vite først?", "arenas": ["@group"]}"""), "ordforer"),
        Of(SignalActs.Close, SignalClosed.Body, [], new([SignalClosed], "signal/closed"), "ordforer"),
        Of(SignalActs.Reply, """{"signal": "@signal", "answer": "Vi må få øve først."}""", [], new([], "signal/nothing-said", """{"signal": "@signal"}""")),
        Of(ExperienceActs.Draft, Tells, [], null),
        Of(ExperienceActs.Edit, Tells.Replace("fire uker", "fem uker", StringComparison.Ordinal), [], new(ExperiencePresented, "experience/presented")),
        Of(ExperienceActs.Present, "{}", [], new(ExperiencePresented, "experience/presented")),
        Of(ExperienceActs.Reopen, Reason, ExperiencePresented, new([], "experience/not-presented")),
        Of(ExperienceActs.Approve, "{}", ExperiencePresented, new([], "experience/not-presented")),
        Of(ExperienceActs.Publish, """{"shareable": "true"}""", ExperienceApproved, new(ExperiencePresented, "experience/not-approved")),
        Of(ExperienceActs.ChooseSharing, """{"shareable": "true"}""", Published, new(ExperiencePresented, "experience/not-published")),
        Of(ExperienceActs.Offer, """{"arenas": ["@group"], "why": "De har det samme."}""", Published, new(Published, "experience/to-nobody", """{"arenas": [], "why": "De har det samme."}"""), "ordforer"),
        Of(ExperienceActs.Withdraw, Reason, Published, new(ExperiencePresented, "experience/not-published")),
        Of(ExperienceActs.EraseText, """{"text": "@text", "reason": "namesSomeone"}""", [], null),
        Of(ExperienceActs.Answer, """{"experience": "@experience", "answer": "willTry"}""", [], new([], "adoption/no-reason", """{"experience": "@experience", "answer": "notNow"}""")),
        Of(ExperienceActs.Tell, Told.Body, [], null),
        Of(DecisionActs.Register, """{"title": "Hele stillinger for alle", "body": "Kommunestyret", "decidedOn": "2026-06-18", "caseNumber": "26/118"}""", [],
            new([], "politicaldecision/not-decided-yet", """{"title": "Hele stillinger for alle", "body": "Kommunestyret", "decidedOn": "2027-06-18"}"""), "ordforer"),
        Of(DecisionActs.NoteUsed, """{"experiences": ["@experience"], "reports": [], "how": "Den sto i saksframlegget."}""", [],
            new([], "politicaldecision/nothing-used", """{"experiences": [], "reports": [], "how": "Den sto i saksframlegget."}"""), "ordforer"),
        Of(DecisionActs.Link, """{"politicalDecision": "@decision", "matter": "@matter"}""", [], new([], "decisionlink/one-of-two", """{"politicalDecision": "@decision"}""")),
        Of(DecisionActs.NoteRead, """{"politicalDecision": "@decision"}""", [], null),
        Of(DecisionActs.Celebrate, """{"what": "Rolige netter på Solbakken", "thanks": "Takk til alle som var med.", "matter": "@matter"}""", [], null),
        Of(DecisionActs.Congratulate, """{"greeting": "Gratulerer med det."}""", [], null, "ordforer"),
        Of(ReflectionActs.WriteQuestions, """{"set": "fairness", "questions": ["Hvem får helgene fri?", "Hvem bestemmer det?"]}""", [],
            new([], "ownquestions/none", """{"set": "fairness", "questions": []}"""), "koordinator"),
        Of(ReflectionActs.WithdrawQuestions, "{}", [], null, "koordinator"),
        Of(ReflectionActs.EraseQuestionText, """{"text": "@text", "reason": "namesSomeone"}""", [], null, "koordinator"),
        Of(TrainingActs.Plan, Plans, [],
            new([], "training/day-is-ahead", """{"title": "Den norske modellen", "kind": "method", "day": "2027-01-18", "audience": "everyone", "held": true}"""), "koordinator"),
        Of(TrainingActs.Edit, Plans.Replace("everyone", "leaders", StringComparison.Ordinal), [], new([TrainingCancelled], "training/cancelled"), "koordinator"),
        Of(TrainingActs.Hold, "{}", [], new([], "training/day-is-ahead", """{"day": "2026-12-18"}"""), "koordinator"),
        Of(TrainingActs.Cancel, Reason, [], null, "koordinator"),
        Of(TrainingActs.EraseText, """{"text": "@text", "reason": "namesSomeone"}""", [], null, "koordinator"),
        Of(TrainingActs.Register, """{"training": "@training", "seats": ["@leder-plass", "@tv-plass"]}""", [],
            new([], "participation/nobody", """{"training": "@training", "seats": []}"""), "koordinator"),
        Of(TrainingActs.Correct, $$"""{"seats": {{Two}}}""", [], new([], "participation/nobody", """{"seats": []}"""), "koordinator"),
        Of(TrainingActs.Withdraw, "{}", [], null, "koordinator"),
        Of(GoalActs.Set, """{"kind": "workingEnvironment", "what": "Roligere netter på huset", "sign": "Færre ringer på."}""", [], null),
        Of(GoalActs.Revise, """{"kind": "cooperation", "what": "Vi spør hverandre først", "sign": "Alle kommer til orde."}""", [], WhenGoalEnded),
        Of(GoalActs.Assess, """{"year": 2026, "quarter": 4, "attainment": "partly", "note": "To netter var rolige."}""", [],
            new([], "goal/quarter-is-ahead", """{"year": 2027, "quarter": 1, "attainment": "partly"}""")),
        Of(GoalActs.End, GoalEnded.Body, [], null),
        Of(GoalActs.Reopen, "{}", [GoalEnded], null),
        Of(GoalActs.EraseText, """{"text": "@text", "reason": "namesSomeone"}""", [], null),
        Of(GatheringActs.Plan, """{"theme": "Det vi har lært", "day": "2026-12-10", "arenas": ["@group"], "place": "Rådhuset"}""", [],
            new([], "gathering/to-nobody", """{"theme": "Det vi har lært", "day": "2026-12-10", "arenas": []}"""), "koordinator"),
        Of(GatheringActs.Move, """{"day": "2026-12-11", "place": "Kulturhuset"}""", [], new([GatheringCancelled], "gathering/cancelled"), "koordinator"),
        Of(GatheringActs.Invite, """{"arenas": ["@neighbour-group"]}""", [], new([], "gathering/to-nobody", """{"arenas": []}"""), "koordinator"),
        Of(GatheringActs.Cancel, Reason, [], null, "koordinator"),
        Of(GatheringActs.EraseText, """{"text": "@text", "reason": "namesSomeone"}""", [], null, "koordinator"),
        Of(GatheringActs.Draft, """{"gathering": "@gathering", "text": "Vi prøvde fast plan for natta.", "journey": "true"}""", [], null),
        Of(GatheringActs.Edit, """{"text": "Vi prøvde to ting."}""", [], null),
        Of(GatheringActs.Agree, "{}", [], new([PresentationTakenBack], "presentation/taken-back")),
        Of(GatheringActs.TakeBack, "{}", [], null),
        Of(GatheringActs.ErasePresentation, """{"text": "@text", "reason": "namesSomeone"}""", [], null),
        Of(ProcessActs.Register, Process, [], new([], "municipalprocess/ends-before-it-begins", Process.Replace("2027", "2025", StringComparison.Ordinal)), "leder"),
        Of(ProcessActs.Edit, """{"title": "Ny turnus i helga", "beganOn": "2026-09-01", "owner": "Kommunalsjef helse"}""", [], new([ProcessEnded], "municipalprocess/is-ended"), "leder"),
        Of(ProcessActs.Note, Involved, [], new([], "municipalprocess/nobody-involved", """{"day": "2026-11-10", "form": "discussed", "phase": "workedOn"}"""), "koordinator"),
        Of(ProcessActs.TakeBack, """{"involvement": 1, "why": "Det var et annet møte."}""", [InvolvementNoted],
            new([InvolvementNoted], "municipalprocess/no-such-involvement", """{"involvement": 9, "why": "Det var et annet møte."}"""), "koordinator"),
        Of(ProcessActs.Lack, LackNoted.Body, [], null, "ordforer"),
        Of(ProcessActs.Answer, """{"lack": 1, "answer": "Dere blir med fra nå."}""", [LackNoted], new([], "municipalprocess/no-such-lack"), "leder"),
        Of(ProcessActs.End, ProcessEnded.Body, [], new([ProcessEnded], "municipalprocess/is-ended"), "leder"),
        Of(ProcessActs.EraseText, """{"text": "@text", "reason": "namesSomeone"}""", [], null, "leder"),
        Of(ReportActs.ChooseRhythm, """{"rhythm": "quarterly"}""", [], null, "ordforer"),
        Of(SeatActs.StateSide, """{"side": "opposition"}""", [], null, "koordinator"),
        Of(SteeringActs.Rename, """{"name": "TriPart @unique"}""", [], null, "ordforer"),
        Of(SteeringActs.NoteFounding, """{"body": "council", "decidedOn": "2026-02-05", "text": "Vi skal arbeide slik.", "reference": "2026/5", "policy": "https://kommune.example.no/politikk"}""", [],
            new([], "steering/decided-in-the-future", """{"body": "council", "decidedOn": "2027-02-05", "text": "Vi skal arbeide slik."}"""), "ordforer"),
        Of(SteeringActs.NoteAnchoring, """{"name": "Administrasjonsutvalget vårt", "how": "Referatene går begge veier.", "builtOnIt": true}""", [], null, "koordinator"),
        Of(SteeringActs.Constitute, """{"seats": ["@ordforer-plass"], "note": "Etter valget i høst."}""", [], new([], "steering/nobody-sits", """{"seats": []}"""), "koordinator"),
        Of(SteeringActs.MarkSetUp, """{"setUp": "@setup"}""", [], null, "ordforer"),
        Of(SteeringActs.AdoptCharter, """{"charter": "Vi lærer av gruppene.", "reviewOn": "2027-11-20"}""", [],
            new([], "steering/review-must-be-later", """{"charter": "Vi lærer av gruppene.", "reviewOn": "2026-11-20"}"""), "koordinator"),
        Of(SteeringActs.RenewCharter, """{"reviewOn": "2028-11-20", "note": "Det virker som det er."}""", Chartered,
            new(Chartered, "steering/review-must-be-later", """{"reviewOn": "2026-11-20", "note": "Det virker som det er."}"""), "koordinator"),
        Of(SteeringActs.AssessStatus, """{"status": "dialogueArena", "office": "Advokaten i kommunen", "assessment": "Den bestemmer ingenting."}""", [],
            new([], "steering/status-needs-assessment", """{"status": "notAssessed", "office": "Advokaten i kommunen", "assessment": "Den bestemmer ingenting."}"""), "koordinator"),
        Of(SteeringActs.ChooseComposition, """{"template": "triPart", "reason": "Vi har funnet vår form."}""", [], null, "ordforer"),
        Of(SteeringActs.NoteDeviation, """{"point": "fewerThanThree", "reason": "Vi er en liten kommune."}""", [], null, "ordforer"),
        Of(SteeringActs.NoteElection, """{"held": "2027-09-13", "lastDay": "2031-10-20", "seats": ["@ordforer-plass"]}""", [],
            new([], "steering/last-day-before-election", """{"held": "2027-09-13", "lastDay": "2027-09-01", "seats": ["@ordforer-plass"]}"""), "koordinator"),
        Of(SteeringActs.AddTheme, """{"name": "Rekruttering og lærlinger"}""", [], null, "ordforer"),
        Of(SteeringActs.DropTheme, """{"theme": "@last-theme"}""", [new(SteeringActs.AddTheme, """{"name": "Et tema til"}""", "ordforer")], new([], "steering/no-such-theme", """{"theme": 9999}"""), "ordforer"),

        Of(SteeringActs.PutUp, """{"kind": "dialogue", "title": "Hele stillinger", "content": "Hvordan går det?", "theme": 6}""", [],
            new([], "steeringitem/not-for-here", """{"kind": "dialogue", "title": "Lønna i vår", "content": "Vi forhandler nå.", "isFormal": true}"""), "ordforer"),
        Of(SteeringActs.Ask, ItemAsked.Body, [], new([ItemEnded], "steeringitem/is-closed"), "koordinator"),
        Of(SteeringActs.Answer, """{"question": 1, "answer": "Det er tolv nå."}""", [ItemAsked], new([], "steeringitem/no-such-question"), "koordinator"),
        Of(SteeringActs.Say, """{"said": "Det går bedre enn i fjor."}""", [], new([ItemEnded], "steeringitem/is-closed"), "ordforer"),
        Of(SteeringActs.AnswerSignal, """{"answer": "Vi begynner til høsten."}""", [], new([new(SteeringActs.AnswerSignal, """{"answer": "Vi tar det med."}""", "direktor"), ItemEnded], "steeringitem/is-closed"), "direktor"),
        Of(SteeringActs.LinkPaper, """{"title": "Notat om heltid", "address": "https://arkiv.example.no/17"}""", [], new([ItemEnded], "steeringitem/is-closed"), "koordinator"),
        Of(SteeringActs.Route, ItemSent.Body, [], new([ItemSent], "steeringitem/already-routed"), "koordinator"),
        Of(SteeringActs.NoteOutcome, """{"outcome": "De ble enige.", "reference": "2026/78"}""", [ItemSent], new([], "steeringitem/not-routed"), "koordinator"),
        Of(SteeringActs.Close, ItemEnded.Body, [], new([ItemSent], "steeringitem/awaits-outcome"), "koordinator"),
        Of(SteeringActs.Reopen, Reason, [ItemEnded], null, "ordforer"),
        Of(SteeringActs.EraseText, """{"text": "@text", "reason": "aboutUser"}""", [], null, "koordinator"),
    }.ToDictionary(t => t.Act.Act.Name);

    /// <summary>Another act on the same thing that is possible wherever this one was, and after it.</summary>
    public static Deed Meanwhile(Act act) =>
        act == SteeringActs.Close || act == SteeringActs.Reopen ? new(SteeringActs.EraseText, """{"text": "@text", "reason": "aboutUser"}""", "koordinator")
        : act.Kind == Kind.Item ? new(SteeringActs.Say, """{"said": "Noe annet."}""", "ordforer")
        : SteeringActs.OnGroup.Contains(act) ? new(SteeringActs.NoteDeviation, """{"point": "noHr", "reason": "Noe annet enn før."}""", "ordforer")
        : act.Kind == Kind.Matter ? new(MatterActs.Correct, """{"entry": 1, "correct": "Det gjelder alle.", "why": "Det sto noe annet."}""")
        : act.Kind == Kind.Arena ? new(GroupActs.StatePurpose, """{"purpose": "Noe annet enn før."}""")
        : act.Kind == Kind.Workplace ? new(WorkplaceActs.Rename, $$"""{"name": "Solsia {{Guid.CreateVersion7():N}}"}""", "koordinator")
        : act.Kind == Kind.Union ? Invited
        : act.Kind == Kind.Seat ? new(SeatActs.Take, """{"name": "Enda En"}""", "koordinator")
        : act == ReflectionActs.EraseQuestionText ? new(ReflectionActs.WithdrawQuestions, "{}", "koordinator")
        : act.Kind == Kind.Questions ? new(ReflectionActs.EraseQuestionText, """{"text": "@text", "reason": "namesSomeone"}""", "koordinator")
        : act.Kind == Kind.Exercise ? new(ReflectionActs.Share, """{"question": 2, "as": "oneself", "answer": "Alle."}""", "leder")
        : act.Kind == Kind.Help ? new(HelpActs.Answer, """{"question": 2, "answer": "Vi må spørre."}""", "leder")
        : act.Kind == Kind.StaffMeeting ? new(StaffMeetingActs.Ask, """{"question": "Hva tar vi med oss?"}""")
        : act == MeetingActs.Approve || act == MeetingActs.Correct || act == MeetingActs.Reopen
            ? new(MeetingActs.Correct, """{"entry": 1, "correct": "Klokka var ni.", "why": "Det sto noe annet."}""")
        : act == MeetingActs.Present ? new(MeetingActs.Attend, """{"present": ["@tv-plass"]}""")
        : act.Kind == Kind.Meeting ? new(MeetingActs.AddItem, """{"title": "Noe annet", "purpose": "development"}""")
        : act == ReportActs.Edit || act == ReportActs.Present || act == ReportActs.EraseText ? new(ReportActs.Edit, """{"text": "Vi har prøvd fire ting."}""")
        : act == ReportActs.Approve || act == ReportActs.Reopen ? new(ReportActs.Approve, "{}", "leder")
        : act == ReportActs.Send ? new(ReportActs.EraseText, """{"text": "@text", "reason": "namesSomeone"}""")
        : act.Kind == Kind.Report ? ReportNoted
        : act == ExperienceActs.Edit || act == ExperienceActs.Present || act == ExperienceActs.EraseText
            ? new(ExperienceActs.Edit, Tells.Replace("fire uker", "seks uker", StringComparison.Ordinal))
        : act == ExperienceActs.Approve || act == ExperienceActs.Reopen ? new(ExperienceActs.Approve, "{}", "leder")
        : act.Kind == Kind.Experience ? new(ExperienceActs.EraseText, """{"text": "@text", "reason": "namesSomeone"}""")
        : act.Kind == Kind.Adoption ? Told
        : act.Kind == Kind.PoliticalDecision ? new(DecisionActs.NoteUsed, """{"experiences": ["@experience"], "how": "Den ble lest opp."}""", "ordforer")
        : act.Kind == Kind.Process ? InvolvementNoted
        : act == GatheringActs.Cancel ? new(GatheringActs.EraseText, """{"text": "@text", "reason": "namesSomeone"}""", "koordinator")
        : act.Kind == Kind.Gathering ? new(GatheringActs.Move, """{"day": "2026-12-17"}""", "koordinator")
        : act.Kind == Kind.Presentation ? new(GatheringActs.Edit, """{"text": "Vi prøvde tre ting."}""")
        : act == GoalActs.EraseText ? new(GoalActs.Assess, """{"year": 2026, "quarter": 4, "attainment": "mostly"}""")
        : act.Kind == Kind.Goal ? new(GoalActs.EraseText, """{"text": "@text", "reason": "wrongPlace"}""")
        : act == TrainingActs.Cancel ? new(TrainingActs.EraseText, """{"text": "@text", "reason": "namesSomeone"}""", "koordinator")
        : act.Kind == Kind.Training ? new(TrainingActs.Edit, Plans.Replace("everyone", "shopStewards", StringComparison.Ordinal), "koordinator")
        : act.Kind == Kind.Participation ? new(TrainingActs.Correct, """{"seats": ["@vo-plass"]}""", "koordinator")
        : act.Kind == Kind.Win ? new(DecisionActs.Congratulate, """{"greeting": "Godt gjort."}""", "ordforer")
        : act.Kind == Kind.Action ? new(ActionActs.Carry, """{"reason": "Det tar lengre tid."}""")
        : act == InputActs.Link || act == InputActs.Relink ? Answered
        : act == InputActs.Withdraw ? new(InputActs.Link, """{"matter": "@matter"}""")
        : new(InputActs.Link, """{"matter": "@other-matter"}""");

    /// <summary>After these there is nothing that the one of <see cref="Meanwhile"/> could be.</summary>
    public static IReadOnlyCollection<Act> Last { get; } =
        [InputActs.Withdraw, InputLinkActs.Close, GroupActs.UnionGone, MeetingActs.Cancel, MeetingActs.Present, MeetingActs.Reopen, ActionActs.Complete, ActionActs.Drop, ReportActs.Present, ReportActs.Reopen, ExperienceActs.Present, ExperienceActs.Reopen, SignalActs.Close, HelpActs.End, ReflectionActs.End, TrainingActs.Withdraw];

    private static Trying Of(Act act, string body, Deed[] before, Refusing? refused, string who = "tillitsvalgt") => new(new(act, body, who), before, refused);
}

/// <summary>A thing in the group that acts are tried on, reached by way of the API.</summary>
public sealed class Scene
{
    private readonly TrepartApp _app;
    private readonly Dictionary<string, Guid> _others = [];

    private Scene(TrepartApp app) => _app = app;

    /// <summary>The matter, the input or the seat; for an act that begins something, the group.</summary>
    public Guid Thing { get; private set; }

    public long Version { get; private set; }

    public static async Task<Scene> Of(TrepartApp app, Act act, IEnumerable<Deed> before)
    {
        var scene = new Scene(app) { Thing = IsOfSteering(act) ? Id(Ås, "arena", "styret") : Group(Ås) };
        if (act.Kind == Kind.Arena && !act.Creates)
        {
            scene.Version = await scene.VersionOf(scene.Thing);
        }
        else if (act.IsOfOwnSeat)
        {
            // One that somebody has.
            scene.Thing = Id(Ås, "seat", "tv-plass");
            scene.Version = await scene.VersionOf(scene.Thing);
        }
        else if (!act.Creates)
        {
            scene.Thing = act.Kind == Kind.Workplace ? await scene.NewWorkplace("unit") : act.Kind == Kind.Union ? await scene.NewUnion() : act.Kind == Kind.Matter ? await scene.NewMatter() : act.Kind == Kind.Input ? await scene.NewInput()
                : act.Kind == Kind.Meeting ? await scene.NewMeeting() : act.Kind == Kind.Action ? await scene.NewAction() : act.Kind == Kind.InputLink ? await scene.NewLink()
                : act.Kind == Kind.StaffMeeting ? await scene.NewStaffMeeting() : act.Kind == Kind.Exercise ? await scene.NewExercise() : act.Kind == Kind.Questions ? await scene.NewQuestions() : act.Kind == Kind.Help ? await scene.NewStop() : act.Kind == Kind.Report ? await scene.NewReport() : act.Kind == Kind.Signal ? await scene.NewSignal() : act.Kind == Kind.PoliticalDecision ? await scene.NewDecision() : act.Kind == Kind.Win ? await scene.NewWin() : act.Kind == Kind.Training ? await scene.NewTraining(held: false) : act.Kind == Kind.Gathering ? await scene.NewGathering() : act.Kind == Kind.Presentation ? await scene.NewPresentation() : act.Kind == Kind.Participation ? await scene.NewParticipation() : act.Kind == Kind.Goal ? await scene.NewGoal() : act.Kind == Kind.Process ? await scene.NewProcess() : act.Kind == Kind.Experience ? await scene.NewExperience() : act.Kind == Kind.Adoption ? await scene.NewAdoption() : act.Kind == Kind.Item ? await scene.NewItem(act)
                : act == SeatActs.StateSide ? await scene.NewElected() : await scene.NewSeat();
            scene.Version = 1;
        }

        // A group asks its own once in half a year, and each test anew.
        if (act == TrustActs.Open)
            await Databases.Run(app.Database, "update trust_checks set opened_on = '2025-11-20' where tenant_id = 'as'");
        foreach (var deed in before)
            await scene.Do(deed);
        return scene;
    }

    /// <summary>Done in the steering group.</summary>
    public static bool IsOfSteering(Act act) => SteeringActs.OnGroup.Contains(act) || act.Kind == Kind.Item;

    public static string Form(Tenant tenant, Act act, Guid thing, JsonObject body) => act switch
    {
        _ when act == SeatActs.EstablishArena => $"/{tenant.Id}/plasser/{act.Slug}",
        _ when act == WorkplaceActs.Register => $"/{tenant.Id}/arbeidsplasser/{act.Slug}",
        _ when act == GroupActs.Attach => $"/{tenant.Id}/plasser/moteplass/{thing}/{act.Slug}",
        _ when act == SeatActs.EstablishSeat => $"/{tenant.Id}/plasser/moteplass/{thing}/{act.Slug}",
        { Creates: true } => $"/{tenant.Id}/grupper/{thing}/{act.Slug}{(body["input"] is { } input ? $"?innspill={input}" : "")}",
        _ when act.Kind == Kind.Help && body["access"] is { } access => $"{Page(tenant, act, thing)}/{act.Slug}?innsyn={access}",
        _ when act.Kind == Kind.Meeting && body["item"] is { } item => $"{Page(tenant, act, thing)}/{act.Slug}?punkt={item}",
        _ => $"{Page(tenant, act, thing)}/{act.Slug}",
    };

    public static string Page(Tenant tenant, Act act, Guid thing) =>
        act.Kind == Kind.Arena ? $"/{tenant.Id}/{(act == GroupActs.Attach ? "plasser/moteplass/" : "grupper/")}{thing}"
        : $"/{tenant.Id}/{(act.Kind == Kind.Workplace ? "arbeidsplasser" : act.Kind == Kind.Union ? "foreninger" : GroupActs.OnSeat.Contains(act) ? "plass" : act.Kind == Kind.Matter ? "saker" : act.Kind == Kind.Input ? "innspill" : act.Kind == Kind.Meeting ? "moter" : act.Kind == Kind.Action ? "tiltak" : act.Kind == Kind.InputLink ? "lenker" : act.Kind == Kind.StaffMeeting ? "personalmoter" : act.Kind == Kind.Help ? "hjelp" : act.Kind == Kind.Exercise ? "ovelser" : act.Kind == Kind.Questions ? "refleksjon/egne" : act.Kind == Kind.Report ? "rapporter" : act.Kind == Kind.Signal ? "sporsmal" : act.Kind == Kind.PoliticalDecision ? "vedtak" : act.Kind == Kind.Win ? "seire" : act.Kind == Kind.Training ? "opplaering" : act.Kind == Kind.Gathering ? "samlinger" : act.Kind == Kind.Presentation ? "framvisninger" : act.Kind == Kind.Participation ? "deltakelser" : act.Kind == Kind.Goal ? "mal" : act.Kind == Kind.Process ? "medvirkning" : act.Kind == Kind.Experience ? "erfaringer" : act.Kind == Kind.Adoption ? "utprovd-hos-oss" : act.Kind == Kind.Item ? "styringssaker" : "plasser")}/{thing}";

    /// <summary>What the API calls this kind of thing.</summary>
    public static string Things(Act act) =>
        act.Kind == Kind.Workplace ? "workplaces" : act.Kind == Kind.Union ? "unions" : act.Kind == Kind.Rules ? "rules" : act.Kind == Kind.Matter ? "matters" : act.Kind == Kind.Input ? "inputs" : act.Kind == Kind.Arena ? "arenas"
        : act.Kind == Kind.Meeting ? "meetings" : act.Kind == Kind.Series ? "series" : act.Kind == Kind.Action ? "actions"
        : act.Kind == Kind.InputLink ? "links" : act.Kind == Kind.StaffMeeting ? "staff-meetings" : act.Kind == Kind.Help ? "help" : act.Kind == Kind.Exercise ? "exercises" : act.Kind == Kind.Questions ? "own-questions" : act.Kind == Kind.Trust ? "trust-checks" : act.Kind == Kind.Report ? "reports" : act.Kind == Kind.ReportRhythm ? "report-rhythms" : act.Kind == Kind.Signal ? "signals" : act.Kind == Kind.PoliticalDecision ? "political-decisions" : act == DecisionActs.NoteRead ? "decision-uses-read" : act.Kind == Kind.DecisionLink ? "decision-links" : act.Kind == Kind.Win ? "wins" : act.Kind == Kind.Training ? "trainings" : act.Kind == Kind.Gathering ? "gatherings" : act.Kind == Kind.Presentation ? "presentations" : act.Kind == Kind.Participation ? "participations" : act.Kind == Kind.Reply ? "replies" : act.Kind == Kind.Goal ? "goals" : act.Kind == Kind.Process ? "processes" : act.Kind == Kind.Experience ? "experiences" : act.Kind == Kind.Adoption ? "adoptions" : act.Kind == Kind.Item ? "steering-items" : "seats";

    public static string Api(Tenant tenant, Act act, Guid thing) =>
        act == SeatActs.EstablishArena ? $"/api/v1/{tenant.Id}/arenas"
        : act == WorkplaceActs.Register ? $"/api/v1/{tenant.Id}/workplaces"
        : act.Creates ? $"/api/v1/{tenant.Id}/arenas/{thing}/{Things(act)}"
        : $"/api/v1/{tenant.Id}/{Things(act)}/{thing}/{act.ApiName}";

    /// <summary>The same fields as a browser would send them.</summary>
    public static (string, string)[] Fields(JsonObject body) =>
    [
        .. body.SelectMany(f => f.Value switch
        {
            JsonArray rows when rows is [JsonObject, ..] => rows.Index().SelectMany(r => r.Item!.AsObject().Select(c => ($"{f.Key}.{r.Index}.{c.Key}", c.Value!.ToString()))),
            JsonArray ids when ids is [var first, ..] && Guid.TryParse(first!.ToString(), out _) => ids.Select(i => (f.Key, i!.ToString())),
            JsonArray lines => lines is [] ? [] : [(f.Key, string.Join('\n', lines.Select(l => l!.ToString())))],
            var one => [(f.Key, one!.ToString())],
        }),
    ];

    /// <summary>A body with what its names stand for.</summary>
    public async Task<JsonObject> Body(string body)
    {
        // Another than what the group has said before.
        string[] meetings = ["hmsMeeting", "planningMeeting"];
        string[] maturities = ["starting", "underWay"];
        if (body.Contains("\"@m", StringComparison.Ordinal))
        {
            var said = await Databases.Query<string>(_app.Database, $"select coalesce(builds_on, '') || ' ' || coalesce(maturity, '') from group_facts where tenant_id = 'as' and arena_id = '{Thing}'");
            body = body.Replace("@meeting", meetings.First(m => !said.Exists(s => s.Contains(m, StringComparison.OrdinalIgnoreCase))), StringComparison.Ordinal)
                .Replace("@maturity", maturities.First(m => !said.Exists(s => s.Contains(m, StringComparison.OrdinalIgnoreCase))), StringComparison.Ordinal);
        }

        if (body.Contains("@setup", StringComparison.Ordinal))
        {
            var said = await Databases.Query<string>(_app.Database, $"select data->>'setUp' from mt_events where tenant_id = 'as' and stream_id = '{Thing}' and type = 'set_up_marked' order by version desc limit 1");
            body = body.Replace("@setup", said is ["established"] ? "draft" : "established", StringComparison.Ordinal);
        }

        if (body.Contains("@last-theme", StringComparison.Ordinal))
        {
            var last = (await Databases.Query<string>(_app.Database, $"select data->>'theme' from mt_events where tenant_id = 'as' and stream_id = '{Thing}' and type = 'steering_theme_added' order by version desc limit 1"))[0];
            body = body.Replace("\"@last-theme\"", last, StringComparison.Ordinal);
        }

        body = body.Replace("@unique", $"{Guid.CreateVersion7():N}"[^8..], StringComparison.Ordinal);
        foreach (var seat in new[] { "tv-plass", "vo-plass", "leder-plass", "tv-to-plass", "ordforer-plass" })
            body = body.Replace("@" + seat, Id(Ås, "seat", seat).ToString(), StringComparison.Ordinal);
        foreach (var (name, make) in new (string, Func<Task<Guid>>)[]
        {
            ("matter", NewMatter), ("other-matter", NewMatter), ("input", NewInput),
            ("workplace", () => NewWorkplace("unit")), ("sector", () => NewWorkplace("sector")), ("rules", NewRules),
            ("signal", NewSignal), ("decision", NewDecision), ("experience", NewPublished), ("training", () => NewTraining(held: true)), ("gathering", NewGathering), ("neighbour-group", () => Task.FromResult(Id(Ås, "arena", "nabogruppa"))), ("group", () => Task.FromResult(Group(Ås))),
            ("withdrawn-input", async () => await Withdraw(await NewInput())),
            ("holding", async () => (await Databases.Query<Guid>(_app.Database, $"select id from seat_holdings where tenant_id = 'as' and seat_id = '{Thing}' order by id"))[0]),
            ("answer", async () => (await _app.Api(Ås, "leder").Get($"/api/v1/as/staff-meetings/{Thing}")).Body!["loose"]![0]!["id"]!.GetValue<Guid>()),
            ("hjelper-plass", () => Begin(SeatActs.EstablishSeat, new JsonObject { ["role"] = "helper" }, "koordinator")),
            ("person", () => Task.FromResult(Id(Ås, "person", "person-nabo"))),
            ("text", async () => (await Databases.Query<Guid>(_app.Database, $"select id from words where tenant_id = 'as' and stream_id = '{Thing}' order by id"))[0]),
        })
        {
            if (!body.Contains($"\"@{name}\"", StringComparison.Ordinal))
                continue;
            if (!_others.TryGetValue(name, out var id))
                id = _others[name] = await make();
            body = body.Replace("@" + name, id.ToString(), StringComparison.Ordinal);
        }

        return (JsonObject)JsonNode.Parse(body)!;
    }

    public async Task<long> VersionOf(Guid stream) =>
        (await Databases.Query<long>(_app.Database, $"select version from mt_streams where tenant_id = 'as' and id = '{stream}'"))[0];

    public async Task Do(Deed deed)
    {
        var answer = await _app.Api(Ås, deed.Who).Post(Api(Ås, deed.Act, Thing), await Body(deed.Body), Version);
        Assert.True(answer.Status == HttpStatusCode.OK, $"{deed.Act.Name}: {answer.Raw}");
        Version = answer.Body!["version"]!.GetValue<long>();
    }

    private async Task<Guid> NewItem(Act act)
    {
        var answer = await _app.Api(Ås, "ordforer").Post(
            $"/api/v1/as/arenas/{Thing}/steering-items",
            new JsonObject { ["kind"] = act == SteeringActs.AnswerSignal ? "signal" : "dialogue", ["title"] = "Hele stillinger", ["content"] = "Vi vil ha flere." });
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.GetValue<Guid>();
    }

    private async Task<Guid> NewElected()
    {
        var answer = await _app.Api(Ås, "koordinator").Post($"/api/v1/as/arenas/{Id(Ås, "arena", "styret")}/seats", new JsonObject { ["role"] = "politician" });
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.GetValue<Guid>();
    }

    private Task<Guid> NewMatter() =>
        Begin(MatterActs.Raise, new JsonObject { ["title"] = "Planen for natta", ["concern"] = "Den kommer for sent." }, "tillitsvalgt");

    private Task<Guid> NewWorkplace(string level) => Begin(WorkplaceActs.Register, new JsonObject { ["level"] = level, ["name"] = "Solbakken sykehjem", ["employees"] = 62 }, "koordinator");

    private Task<Guid> NewUnion() => Begin(GroupActs.NoteUnion, new JsonObject { ["organisation"] = "Delta" }, "tillitsvalgt");

    private Task<Guid> NewRules() => Begin(GroupActs.AdoptRules, new JsonObject { ["points"] = new JsonArray("Alle blir hørt.") }, "tillitsvalgt");

    private Task<Guid> NewMeeting() =>
        Begin(MeetingActs.Plan, new JsonObject { ["day"] = "2026-11-20", ["begins"] = "08:00", ["lasts"] = 60 }, "tillitsvalgt");

    private Task<Guid> NewAction() => Begin(ActionActs.Agree, new JsonObject { ["what"] = "Henge opp planen" }, "tillitsvalgt");

    // Not at the table: what all there must confirm is not to wait for one whom a test has given a seat.
    private Task<Guid> NewSeat() => Begin(SeatActs.EstablishSeat, new JsonObject { ["role"] = "linkPerson" }, "koordinator");

    private Task<Guid> NewLink() => Begin(InputLinkActs.Open, [], "tillitsvalgt");

    private Task<Guid> NewQuestions() =>
        Begin(ReflectionActs.WriteQuestions, new JsonObject { ["set"] = "fairness", ["questions"] = new JsonArray("Hvem får helgene fri?", "Hvem bestemmer?") }, "koordinator");

    private Task<Guid> NewExercise() => Begin(ReflectionActs.Start, new JsonObject { ["set"] = "fairness" }, "tillitsvalgt");

    private Task<Guid> NewStop() => Begin(HelpActs.CallStop, [], "tillitsvalgt");

    private Task<Guid> NewStaffMeeting() =>
        Begin(StaffMeetingActs.Plan, new JsonObject { ["day"] = "2026-12-01", ["theme"] = "Hverdagen", ["question"] = "Hva er viktigst?" }, "tillitsvalgt");

    private Task<Guid> NewDecision() =>
        Begin(DecisionActs.Register, new JsonObject { ["title"] = "Heltid for alle", ["body"] = "Kommunestyret", ["decidedOn"] = "2026-06-18" }, "ordforer");

    private Task<Guid> NewWin() => Begin(DecisionActs.Celebrate, new JsonObject { ["what"] = "Rolige netter" }, "tillitsvalgt");

    private Task<Guid> NewTraining(bool held) => Begin(
        TrainingActs.Plan,
        new JsonObject { ["title"] = "Den norske modellen", ["kind"] = "workingLifeModel", ["day"] = "2026-11-18", ["audience"] = "everyone", ["held"] = held }, "koordinator");

    private async Task<Guid> NewParticipation() => await Begin(
        TrainingActs.Register,
        new JsonObject { ["training"] = (await NewTraining(held: true)).ToString(), ["seats"] = new JsonArray(Id(Ås, "seat", "leder-plass").ToString()) }, "koordinator");

    private Task<Guid> NewGathering() => Begin(
        GatheringActs.Plan, new JsonObject { ["theme"] = "Det vi har lært", ["day"] = "2026-12-10", ["arenas"] = new JsonArray(Group(Ås).ToString()) }, "koordinator");

    private async Task<Guid> NewPresentation() =>
        await Begin(GatheringActs.Draft, new JsonObject { ["gathering"] = (await NewGathering()).ToString(), ["text"] = "Vi prøvde fast plan." }, "tillitsvalgt");

    private Task<Guid> NewProcess() => Begin(
        ProcessActs.Register, new JsonObject { ["title"] = "Ny turnus", ["kind"] = "workingHours", ["beganOn"] = "2026-09-01", ["owner"] = "Kommunalsjef helse" }, "leder");

    private Task<Guid> NewGoal() => Begin(GoalActs.Set, new JsonObject { ["kind"] = "workingEnvironment", ["what"] = "Roligere netter", ["sign"] = "Færre ringer på." }, "tillitsvalgt");

    private Task<Guid> NewSignal() => Begin(
        SignalActs.Send,
        new JsonObject { ["kind"] = "question", ["title"] = "Nytt verktøy", ["text"] = "Hva må vi vite?", ["arenas"] = new JsonArray(Group(Ås).ToString()), ["answerBy"] = "2026-12-20" }, "ordforer");

    private Task<Guid> NewExperience() => Begin(
        ExperienceActs.Draft,
        new JsonObject { ["title"] = "Fast plan", ["situation"] = "Den kom sent.", ["tried"] = "Fire uker før.", ["result"] = "Roligere.", ["outcome"] = "kept" }, "tillitsvalgt");

    private async Task<Guid> NewPublished()
    {
        var id = await NewExperience();
        foreach (var (act, who) in new[] { ("present-experience", "leder"), ("approve-experience", "leder"), ("approve-experience", "tillitsvalgt"), ("approve-experience", "tillitsvalgt-to"), ("approve-experience", "verneombud"), ("publish-experience", "leder") })
        {
            var answer = await _app.Api(Ås, who).PostRaw($"/api/v1/as/experiences/{id}/{act}", "{}", "*", Guid.CreateVersion7().ToString());
            Assert.True(answer.Status == HttpStatusCode.OK, answer.Raw);
        }

        return id;
    }

    private async Task<Guid> NewAdoption() =>
        await Begin(ExperienceActs.Answer, new JsonObject { ["experience"] = (await NewPublished()).ToString(), ["answer"] = "willTry" }, "tillitsvalgt");

    private Task<Guid> NewReport() =>
        Begin(ReportActs.Draft, new JsonObject { ["from"] = "2026-01-01", ["until"] = "2026-06-30", ["text"] = "Vi har prøvd to ting.", ["problem"] = "Vi får ikke vikarer." }, "tillitsvalgt");

    private Task<Guid> NewInput() => Begin(InputActs.Give, new JsonObject { ["kind"] = "problem", ["text"] = "Planen kommer for sent." }, "ansatt");

    private async Task<Guid> Withdraw(Guid input)
    {
        var answer = await _app.Api(Ås, "ansatt").Post(Api(Ås, InputActs.Withdraw, input), new JsonObject(), 1);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return input;
    }

    private async Task<Guid> Begin(Act act, JsonObject body, string who)
    {
        var answer = await _app.Api(Ås, who).Post(Api(Ås, act, Group(Ås)), body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Raw);
        return answer.Body!["id"]!.GetValue<Guid>();
    }
}
