namespace Trepart.Domain;

/// <summary>What the method recommends and does not demand. Advice is shown; it never stops anyone.</summary>
/// <param name="Code">Finds the sentence, as for a <see cref="Refusal"/>.</param>
public sealed record Advice(string Code)
{
    public static readonly Advice TalkInBetween = new("advice/talk-in-between");
    public static readonly Advice DeferredBefore = new("advice/deferred-before");
    public static readonly Advice ClarifyTheProblem = new("advice/clarify-the-problem");

    public static readonly Advice OnePartyCan = new("advice/one-party-can");
    public static readonly Advice StartSmall = new("advice/start-small");
    public static readonly Advice LookAtHms = new("advice/look-at-hms");
    public static readonly Advice AskDataProtection = new("advice/ask-data-protection");
    public static readonly Advice SlidBack = new("advice/slid-back");

    /// <summary>What raises the question of HMS risk by itself (SAK-28).</summary>
    private static readonly Theme[] HmsTriggers = [Theme.Technology, Theme.Rosters, Theme.TaskShifting, Theme.Resources];

    public static readonly Advice PlanMeetings = new("advice/plan-meetings");
    public static readonly Advice NoMeetingPlanned = new("advice/no-meeting-planned");
    public static readonly Advice MonthlyAtFirst = new("advice/monthly-at-first");

    public static readonly Advice StopAsDeferredOften = new("advice/stop-as-deferred-often");
    public static readonly Advice StopAsMeetingsLapse = new("advice/stop-as-meetings-lapse");

    public static readonly Advice LeaderNeedsTheModel = new("advice/leader-needs-the-model");

    /// <summary>Advice to the group about a matter as it stands.</summary>
    /// <param name="talkAgreed">Whether the latest deferral names seats that talk together in between (INV-5).</param>
    /// <param name="problemClarified">Whether the group has put the problem in words (SAK-22).</param>
    public static IEnumerable<Advice> On(Matter matter, bool talkAgreed, bool problemClarified)
    {
        if (matter.Stage is MatterStage.Deferred && !talkAgreed)
            yield return TalkInBetween;
        if (matter.Stage is not MatterStage.Closed && matter.Deferrals >= 2)
            yield return DeferredBefore;
        if (matter.Stage is MatterStage.Open && matter.Trial is null && !problemClarified)
            yield return ClarifyTheProblem;
        if (matter.Stage is MatterStage.Open && matter.Trial is null && matter.SolvedBy is SolvedBy.OneParty)
            yield return OnePartyCan;
        if (matter.Stage is MatterStage.Open && matter.Trial is null && matter.Marks is { Size: MatterSize.Large })
            yield return StartSmall;
        if (matter.Stage is not MatterStage.Closed && matter.Trial is null or { Hms: null } && matter.Theme is { } theme && HmsTriggers.Contains(theme))
            yield return LookAtHms;
        if (matter.Stage is MatterStage.Open && matter.Theme is Theme.Technology && !matter.DataProtectionIsAsked)
            yield return AskDataProtection;
        if (matter is { Stage: MatterStage.Closed, Trial.Stage: TrialStage.SlidBack })
            yield return SlidBack;
    }
}
