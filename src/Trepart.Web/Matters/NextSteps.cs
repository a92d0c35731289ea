using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Matters;

/// <summary>What is natural to do now, and what else can be done. Only what the rules would let through, and the seat may do.</summary>
/// <param name="Main">The main button; null where the group has nothing to do but wait or read.</param>
/// <param name="Near">Other steps that often come now.</param>
/// <param name="More">The rest, under "Mer".</param>
public sealed record NextSteps(Act? Main, IReadOnlyList<Act> Near, IReadOnlyList<Act> More);

public static partial class MatterActs
{
    public static NextSteps NextSteps(Matter matter, bool problemClarified, Guid arena, SignedIn who)
    {
        var steps = Steps(matter, problemClarified);
        if (matter is { AwaitsLeader: true, Stage: MatterStage.Open, Trial: null or { IsUnevaluated: false } })
            steps = steps with { Near = [DecideAsLeader, .. steps.Near], More = [.. steps.More.Where(a => a != DecideAsLeader)] };
        return new(
            steps.Main is { } main && who.May(main.Right, arena) ? main : null,
            [.. steps.Near.Where(a => who.May(a.Right, arena))],
            [.. steps.More.Concat(Always(matter)).Append(EraseText).Where(a => who.May(a.Right, arena))]);
    }

    private static NextSteps Steps(Matter matter, bool problemClarified)
    {
        var outcome = matter.AwaitsOutcome ? new[] { ReturnOutcome } : [];
        return matter switch
        {
            { Stage: MatterStage.Closed, Trial.Stage: TrialStage.SlidBack } => new(Reopen, [], [Correct, .. FollowUp(matter), .. outcome]),
            { Stage: MatterStage.Closed, Lasting.Count: > 0 } => new(NoteStillInUse, [NoteSlidBack], [Reopen, Correct, .. outcome]),
            { Stage: MatterStage.Closed } => new(null, [], [Reopen, Correct, .. outcome]),
            { Stage: MatterStage.Deferred } => new(TakeUp, [.. matter.Talk is [] ? [] : new[] { NoteOwnSide }, NoteTalk], [Defer, Correct, .. FollowUp(matter), .. outcome]),

            { Trial.Stage: TrialStage.Proposed, Trial.Hms: null } => new(AnswerHmsRisk, [AgreeTrial, ProposeTrial, Defer], [.. Talk, WithdrawTrial, .. Rest, .. FollowUp(matter), .. outcome]),
            { Trial.Stage: TrialStage.Proposed } => new(AgreeTrial, [ProposeTrial, Defer], [.. Talk, AnswerHmsRisk, WithdrawTrial, .. Rest, .. FollowUp(matter), .. outcome]),
            { Trial.Stage: TrialStage.Agreed } => new(StartTrial, [AnswerHmsRisk], [.. Talk, Defer, WithdrawTrial, Correct, HandOver, .. FollowUp(matter), .. outcome]),
            { Trial.Stage: TrialStage.Running } =>
                new(NoteObservation, [EvaluateTrial], [.. Talk, Defer, AnswerHmsRisk, Correct, HandOver, .. FollowUp(matter), .. outcome]),
            { Trial.Stage: TrialStage.Evaluated } =>
                new(MakeTrialPermanent, [ExtendTrial, RevertTrial], [.. Talk, Defer, NoteObservation, EvaluateTrial, Correct, HandOver, DecideAsLeader, .. FollowUp(matter), .. outcome]),

            { AwaitsOutcome: true } => new(ReturnOutcome, [ProposeTrial], [.. Talk, Defer, DecideAsLeader, Correct, .. FollowUp(matter)]),
            { Trial.Stage: TrialStage.Permanent or TrialStage.Reverted } => new(Close, [ProposeTrial], [.. Talk, Defer, .. Rest, .. FollowUp(matter)]),
            _ when !problemClarified => new(ClarifyProblem, [RegisterView, ProposeTrial], [.. Talk, Defer, .. Rest, .. FollowUp(matter)]),
            _ when matter.Views.Count < 2 => new(RegisterView, [ProposeTrial, NoteAgreement], [.. Talk, Defer, .. Rest, .. FollowUp(matter)]),
            _ => new(ProposeTrial, [NoteAgreement, Defer, RegisterView], [.. Talk, .. Rest, .. FollowUp(matter)]),
        };
    }

    private static Act[] Talk => [ClarifyProblem, RegisterView, NoteAgreement, NoteDisagreement, NoteTalk];

    private static Act[] Rest => [HandOver, DecideAsLeader, Close, Correct];

    private static Act[] FollowUp(Matter matter) => matter.Lasting is [] ? [] : [NoteStillInUse, NoteSlidBack];

    /// <summary>What can be done beside the way of the matter itself.</summary>
    private static IEnumerable<Act> Always(Matter matter) =>
    [
        .. matter.Stage is MatterStage.Closed ? [] : new[] { NeedFact },
        .. matter.Stage is not MatterStage.Closed && matter.FactsBrought.Count < matter.Facts ? new[] { BringFact } : [],
        .. matter.Stage is MatterStage.Closed ? [] : new[] { AskLeader, AskDataProtection },
        .. matter.AwaitsDataProtection ? new[] { NoteDataProtectionAnswer } : [],
        RaiseHmsConcern, LinkDocument, Retitle,
        .. matter.Stage is MatterStage.Closed ? [] : new[] { StepBack, Mark },
    ];
}
