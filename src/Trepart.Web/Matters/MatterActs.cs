using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Matters;

/// <summary>What can be done with a matter and its trials. The order is the order in which the page offers them.</summary>
public static partial class MatterActs
{
    public static readonly Act Raise = Of("raise_matter", "ny-sak", typeof(RaiseMatter)) with
    {
        Creates = true,
        Welcome = _ => new WelcomeWork(),
        Also = (command, matter) => command is RaiseMatter { Input: { } input } ? [(Kind.Input, input, new LinkInput(matter))] : [],
    };

    public static readonly Act TakeUp = Of("take_up_matter", "ta-opp-igjen", typeof(TakeUpMatter));
    public static readonly Act Retitle = Of("retitle_matter", "rett-tittel", typeof(RetitleMatter));
    public static readonly Act ClarifyProblem = Of("clarify_problem", "problemet", typeof(ClarifyProblem));
    public static readonly Act AgreeProblem = Of("agree_problem", "enige-om-problemet", typeof(AgreeProblem));
    public static readonly Act Mark = Of("mark_matter", "merk", typeof(MarkMatter));
    public static readonly Act NeedFact = Of("need_fact", "faktabehov", typeof(NeedFact));
    public static readonly Act BringFact = Of("bring_fact", "fakta-funnet", typeof(BringFact));
    public static readonly Act TakeResponsibility = Of("take_responsibility", "ta-ansvar", typeof(TakeResponsibility));
    public static readonly Act StepBack = Of("step_back", "til-side", typeof(StepBack));
    public static readonly Act RaiseHmsConcern = Of("raise_hms_concern", "hms-bekymring", typeof(RaiseHmsConcern)) with { Right = Right.RaiseHmsConcern };
    public static readonly Act LinkDocument = Of("link_document", "lenke", typeof(LinkDocument));
    public static readonly Act AskLeader = Of("ask_leader", "be-lederen-avgjore", typeof(AskLeader));
    public static readonly Act AskDataProtection = Of("ask_data_protection", "spor-personvernombudet", typeof(AskDataProtection));
    public static readonly Act NoteDataProtectionAnswer = Of("note_data_protection_answer", "svar-fra-personvernombudet", typeof(NoteDataProtectionAnswer));
    public static readonly Act RegisterView = Of("register_view", "syn", typeof(RegisterView));
    public static readonly Act NoteAgreement = Of("note_agreement", "enighet", typeof(NoteAgreement));
    public static readonly Act NoteDisagreement = Of("note_disagreement", "uenighet", typeof(NoteDisagreement));
    public static readonly Act Defer = Of("defer_matter", "utsett", typeof(DeferMatter));
    public static readonly Act NoteTalk = Of("note_talk", "samtale", typeof(NoteTalk));
    public static readonly Act NoteOwnSide = Of("note_own_side", "var-side-av-samtalen", typeof(NoteOwnSide));
    public static readonly Act ProposeTrial = Of("propose_trial", "foresla-utproving", typeof(ProposeTrial));
    public static readonly Act AnswerHmsRisk = Of("answer_hms_risk", "hms-risiko", typeof(AnswerHmsRisk));
    public static readonly Act AgreeTrial = Of("agree_trial", "enig-om-utproving", typeof(AgreeTrial));
    public static readonly Act StartTrial = Of("start_trial", "start-utproving", typeof(StartTrial));
    public static readonly Act NoteObservation = Of("note_observation", "observasjon", typeof(NoteObservation));
    public static readonly Act EvaluateTrial = Of("evaluate_trial", "evaluer", typeof(EvaluateTrial));
    public static readonly Act MakeTrialPermanent = Of("make_trial_permanent", "gjor-varig", typeof(MakeTrialPermanent));
    public static readonly Act ExtendTrial = Of("extend_trial", "forleng", typeof(ExtendTrial));
    public static readonly Act RevertTrial = Of("revert_trial", "ga-tilbake", typeof(RevertTrial));
    public static readonly Act WithdrawTrial = Of("withdraw_trial", "trekk-utproving", typeof(WithdrawTrial));
    public static readonly Act NoteStillInUse = Of("note_still_in_use", "fortsatt-i-bruk", typeof(NoteStillInUse));
    public static readonly Act NoteSlidBack = Of("note_slid_back", "glidd-tilbake", typeof(NoteSlidBack));
    public static readonly Act HandOver = Of("hand_over_matter", "til-beslutningslinja", typeof(HandOverMatter));
    public static readonly Act ReturnOutcome = Of("return_outcome", "utfall", typeof(ReturnOutcome));
    public static readonly Act DecideAsLeader = Of("decide_as_leader", "leder-beslutter", typeof(DecideAsLeader)) with { Right = Right.DecideAsLeader };
    public static readonly Act Close = Of("close_matter", "avslutt", typeof(CloseMatter));
    public static readonly Act Reopen = Of("reopen_matter", "gjenapne", typeof(ReopenMatter));
    public static readonly Act Correct = Of("correct_matter", "rett-opp", typeof(CorrectMatter));

    public static readonly Act EraseText = Of("erase_matter_text", "slett-tekst", typeof(EraseMatterText)) with
    {
        Right = Right.EraseText,
        Erases = command => command is EraseMatterText erase ? (erase.Text, erase.Reason) : throw new ArgumentException(null, nameof(command)),
    };

    public static IReadOnlyList<Act> OnMatter { get; } =
    [
        TakeUp, ClarifyProblem, RegisterView, NoteAgreement, NoteDisagreement, Defer, NoteTalk,
        ProposeTrial, AnswerHmsRisk, AgreeTrial, StartTrial, NoteObservation, EvaluateTrial, MakeTrialPermanent, ExtendTrial, RevertTrial,
        WithdrawTrial, NoteStillInUse, NoteSlidBack, HandOver, ReturnOutcome, DecideAsLeader, Close, Reopen, Correct, EraseText,
        Retitle, AgreeProblem, Mark, NeedFact, BringFact, TakeResponsibility, StepBack, RaiseHmsConcern, LinkDocument, AskDataProtection,
        NoteDataProtectionAnswer, AskLeader, NoteOwnSide,
    ];

    private static Act Of(string name, string slug, Type command) => new(name, slug, Kind.Matter, command, Right.WorkInGroup);
}
