using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Workplaces;

/// <summary>What can be done with the municipality's tree of workplaces. Kept by the one who keeps the seats.</summary>
public static class WorkplaceActs
{
    public static readonly Act Register = Of("register_workplace", "ny-arbeidsplass", typeof(RegisterWorkplace)) with
    {
        Creates = true,
        Consents = command => command is RegisterWorkplace { Parent: { } parent } c ? (Kind.Workplace, parent, _ => new PlaceUnder(c.Level)) : null,
    };

    public static readonly Act Rename = Of("rename_workplace", "nytt-navn", typeof(RenameWorkplace));
    public static readonly Act CountEmployees = Of("count_employees", "antall-ansatte", typeof(CountEmployees));

    public static readonly Act Move = Of("move_workplace", "flytt-arbeidsplass", typeof(MoveWorkplace)) with
    {
        Consents = command => command is MoveWorkplace { Parent: { } parent } ? (Kind.Workplace, parent, state => new PlaceUnder(((Workplace)state).Level)) : null,
    };

    public static readonly Act Close = Of("close_workplace", "legg-ned", typeof(CloseWorkplace));
    public static readonly Act Reopen = Of("reopen_workplace", "apne-igjen", typeof(ReopenWorkplace));

    /// <summary>What is measured there (<see cref="Indicator"/>): the one who keeps the tree enters it.</summary>
    public static readonly Act EnterFigure = Of("enter_figure", "legg-inn-tall", typeof(EnterFigure));

    public static readonly Act CorrectFigure = Of("correct_figure", "rett-tall", typeof(CorrectFigure));

    public static IReadOnlyList<Act> OnWorkplace { get; } = [Rename, CountEmployees, Move, Close, Reopen, EnterFigure, CorrectFigure];

    private static Act Of(string name, string slug, Type command) => new(name, slug, Kind.Workplace, command, Right.KeepSeats);
}
