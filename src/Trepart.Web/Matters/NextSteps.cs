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
        return new(
            steps.Main is { } main && who.May(main.Right, arena) ? main : null,
            [.. steps.Near.Where(a => who.May(a.Right, arena))],
            [.. steps.More.Append(EraseText).Where(a => who.May(a.Right, arena))]);
    }

    private static NextSteps Steps(Matter matter, bool problemClarified)
    {
        var outcome = matter.AwaitsOutcome ? new[] { ReturnOutcome } : [];
        return matter switch
        {
            { Stage: MatterStage.Closed, Trial.Stage: TrialStage.Permanent } => new(NoteStillInUse, [NoteSlidBack], [Reopen, Correct, .. outcome]),
            { Stage: MatterStage.Closed } => new(null, [], [Reopen, Correct, .. outcome]),
            { Stage: MatterStage.Deferred } => new(TakeUp, [NoteTalk], [Defer, Correct, .. FollowUp(matter), .. outcome]),

            { Trial.Stage: TrialStage.Proposed, Trial.Hms: null } => new(AnswerHmsRisk, [AgreeTrial, ProposeTrial, Defer], [.. Talk, WithdrawTrial, .. Rest, .. outcome]),
            { Trial.Stage: TrialStage.Proposed } => new(AgreeTrial, [ProposeTrial, Defer], [.. Talk, AnswerHmsRisk, WithdrawTrial, .. Rest, .. outcome]),
            { Trial.Stage: TrialStage.Agreed } => new(StartTrial, [AnswerHmsRisk], [.. Talk, Defer, WithdrawTrial, Correct, HandOver, .. outcome]),
            { Trial.Stage: TrialStage.Running } => new(NoteObservation, [EvaluateTrial], [.. Talk, Defer, AnswerHmsRisk, Correct, HandOver, .. outcome]),
            { Trial.Stage: TrialStage.Evaluated } =>
                new(MakeTrialPermanent, [ExtendTrial, RevertTrial], [.. Talk, Defer, NoteObservation, EvaluateTrial, Correct, HandOver, DecideAsLeader, .. outcome]),

            { AwaitsOutcome: true } => new(ReturnOutcome, [ProposeTrial], [.. Talk, Defer, DecideAsLeader, Correct, .. FollowUp(matter)]),
            { Trial.Stage: TrialStage.Permanent or TrialStage.Reverted } => new(Close, [ProposeTrial], [.. Talk, Defer, .. Rest, .. FollowUp(matter)]),
            _ when !problemClarified => new(ClarifyProblem, [RegisterView, ProposeTrial], [.. Talk, Defer, .. Rest]),
            _ when matter.Views.Count < 2 => new(RegisterView, [ProposeTrial, NoteAgreement], [.. Talk, Defer, .. Rest]),
            _ => new(ProposeTrial, [NoteAgreement, Defer, RegisterView], [.. Talk, .. Rest]),
        };
    }

    private static Act[] Talk => [ClarifyProblem, RegisterView, NoteAgreement, NoteDisagreement, NoteTalk];

    private static Act[] Rest => [HandOver, DecideAsLeader, Close, Correct];

    private static Act[] FollowUp(Matter matter) => matter.Trial is { Stage: TrialStage.Permanent } ? [NoteStillInUse, NoteSlidBack] : [];
}
