using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Involvement;

/// <summary>What can be done with the municipality's important processes.</summary>
public static class ProcessActs
{
    public static readonly Act Register = Of("register_process", "ny-prosess", typeof(RegisterProcess)) with
    {
        Creates = true,
        PointsAt = command => command is RegisterProcess { Workplace: { } place } ? [(Kind.Workplace, place)] : [],
    };

    public static readonly Act Edit = Of("edit_process", "endre-prosess", typeof(EditProcess)) with
    {
        PointsAt = command => command is EditProcess { Workplace: { } place } ? [(Kind.Workplace, place)] : [],
    };

    public static readonly Act Note = Of("note_involvement", "legg-til-medvirkning", typeof(NoteInvolvement)) with
    {
        Right = Right.NoteInvolvement,
        RefersTo = command => command is NoteInvolvement c
            ? [.. To(Kind.Matter, c.Matter), .. To(Kind.Item, c.SteeringItem), .. To(Kind.PoliticalDecision, c.PoliticalDecision)] : [],
    };

    public static readonly Act TakeBack = Of("take_back_involvement", "trekk-medvirkning", typeof(TakeBackInvolvement)) with { Right = Right.NoteInvolvement };

    public static readonly Act Lack = Of("note_lack", "vi-var-ikke-med", typeof(NoteLack)) with
    {
        Right = Right.NoteInvolvement,
        With = (command, table) => ((NoteLack)command) with { By = table.By, Organisation = table.Organisation },
    };

    public static readonly Act Answer = Of("answer_lack", "svar-pa-ikke-med", typeof(AnswerLack));
    public static readonly Act End = Of("end_process", "avslutt-prosess", typeof(EndProcess));

    public static readonly Act EraseText = Of("erase_process_text", "slett-prosesstekst", typeof(EraseProcessText)) with
    {
        Erases = command => command is EraseProcessText erase ? (erase.Text, erase.Reason) : throw new ArgumentException(null, nameof(command)),
    };

    public static IReadOnlyList<Act> OnProcess { get; } = [Note, TakeBack, Lack, Answer, Edit, End, EraseText];

    private static Act Of(string name, string slug, Type command) => new(name, slug, Kind.Process, command, Right.KeepProcesses);

    private static (Kind Kind, Guid Stream)[] To(Kind kind, Guid? stream) => stream is { } id ? [(kind, id)] : [];
}
