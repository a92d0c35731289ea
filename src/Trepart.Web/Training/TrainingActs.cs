using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Training;

/// <summary>What can be done with trainings, and with who took part in them.</summary>
public static class TrainingActs
{
    public static readonly Act Plan = Of("plan_training", "ny-opplaering", typeof(PlanTraining)) with { Creates = true };
    public static readonly Act Edit = Of("edit_training", "endre-opplaering", typeof(EditTraining));
    public static readonly Act Hold = Of("hold_training", "opplaeringen-er-holdt", typeof(HoldTraining));
    public static readonly Act Cancel = Of("cancel_training", "avlys-opplaering", typeof(CancelTraining));

    public static readonly Act EraseText = Of("erase_training_text", "slett-opplaeringstekst", typeof(EraseTrainingText)) with
    {
        Erases = command => command is EraseTrainingText erase ? (erase.Text, erase.Reason) : throw new ArgumentException(null, nameof(command)),
    };

    /// <summary>In the group whose seats took part.</summary>
    public static readonly Act Register = new("register_participation", "registrer-deltakelse", Kind.Participation, typeof(RegisterParticipation), Right.KeepTraining, Creates: true)
    {
        PointsAt = command => [(Kind.Training, ((RegisterParticipation)command).Training)],
        Consents = command => command is RegisterParticipation c ? (Kind.Training, c.Training, _ => new HearParticipation()) : null,
    };

    public static readonly Act Correct = new("correct_participation", "rett-deltakelse", Kind.Participation, typeof(CorrectParticipation), Right.KeepTraining);
    public static readonly Act Withdraw = new("withdraw_participation", "angre-deltakelse", Kind.Participation, typeof(WithdrawParticipation), Right.KeepTraining);

    public static IReadOnlyList<Act> OnTraining { get; } = [Edit, Hold, Cancel, EraseText];

    public static IReadOnlyList<Act> OnParticipation { get; } = [Correct, Withdraw];

    private static Act Of(string name, string slug, Type command) => new(name, slug, Kind.Training, command, Right.KeepTraining);
}
