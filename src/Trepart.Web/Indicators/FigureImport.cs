using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.Seats;
using Trepart.Web.Workplaces;

namespace Trepart.Web.Indicators;

/// <summary>What a figure of the file leads to.</summary>
/// <param name="Was">What it is now; null for a new one.</param>
public sealed record PlannedFigure(CsvFigure Line, WorkplaceRow Workplace, int? Was);

/// <summary>What an import would do, before it is done.</summary>
public sealed record FigurePlan(IReadOnlyList<PlannedFigure> Figures, IReadOnlyList<CsvFault> Faults) : IListPlan
{
    public IReadOnlyList<PlannedFigure> Changes => [.. Figures.Where(f => f.Was != f.Line.Tenths)];

    public bool ChangesNothing => Changes is [];

    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        Figures.Select(f => new { f.Workplace.Id, f.Line.Indicator, f.Line.Year, f.Line.Quarter, f.Line.Tenths, f.Was })))));
}

/// <summary>Brings figures in from a list: a new one is entered, one that differs is corrected. One append, so that all of it happens or nothing; the same list again changes nothing.</summary>
public sealed class FigureImport(ListDesk desk, WorkplaceBook workplaces, FigureBook book, Calendar calendar)
{
    private static readonly Act Act = new("import_figures", null, Kind.Workplace, typeof(EnterFigure), Right.KeepSeats, Creates: true);

    public async Task<FigurePlan> Plan(Tenant tenant, string csv, CancellationToken ct)
    {
        var (lines, read) = FigureCsv.Read(csv);
        var faults = read.ToList();
        var there = WorkplaceImport.ByPath(await workplaces.All(tenant, ct));
        var figures = (await book.All(tenant, ct)).ToDictionary(f => (f.Workplace, f.Figure.Indicator, f.Figure.Year, f.Figure.Quarter), f => f.Figure.Tenths);
        var planned = new List<PlannedFigure>();
        foreach (var line in lines)
        {
            if (there[line.Key].FirstOrDefault(w => w.ClosedOn is null) is not { } workplace)
                faults.Add(new(line.Line, "figures.csv.no-workplace", string.Join(" – ", line.Path.OfType<string>())));
            else if (Workplace.Judge(workplace.Employees, line.Year, line.Quarter, line.Percent, calendar.Today) is { } refusal)
                faults.Add(new(line.Line, $"refusal.{refusal.Code}"));
            else
                planned.Add(new(line, workplace, figures.TryGetValue((workplace.Id, line.Indicator, line.Year, line.Quarter), out var was) ? was : null));
        }

        return new(planned, [.. faults.OrderBy(f => f.Line)]);
    }

    /// <summary>Does what was shown.</summary>
    /// <param name="plan">As it is now.</param>
    public Task<Outcome> Carry(Tenant tenant, SignedIn who, Guid command, string csv, FigurePlan plan, CancellationToken ct) =>
        desk.Carry(tenant, who, command, Act, csv, plan.Changes.Select(c => c.Workplace.Id), (streams, _, acting) => Task.FromResult(Decide(plan, streams, acting)), ct);

    private static (IReadOnlyList<StreamAppend> Parts, Refusal? Refusal) Decide(FigurePlan plan, IReadOnlyDictionary<Guid, Past> streams, Acting acting)
    {
        var parts = new List<StreamAppend>();
        foreach (var at in plan.Changes.GroupBy(c => c.Workplace.Id))
        {
            var (past, events) = (streams[at.Key], new List<object>());
            foreach (var (line, _, was) in at)
            {
                WorkplaceCommand asked = was is null
                    ? new EnterFigure(line.Indicator, line.Year, line.Quarter, line.Percent)
                    : new CorrectFigure(line.Indicator, line.Year, line.Quarter, line.Percent);
                var decided = Kind.Workplace.Decide(Kind.Workplace.Fold([.. past.Events, .. events]), asked, acting);
                if (decided.Refusal is { } refusal)
                    return ([], refusal);
                events.AddRange(decided.Events);
            }

            if (events is not [])
                parts.Add(new(at.Key, Kind.Workplace.Name, past.Version, past.Arena!.Value, events, []));
        }

        return (parts, null);
    }
}
