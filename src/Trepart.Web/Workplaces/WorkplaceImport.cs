using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.Import;
using Trepart.Web.Seats;

namespace Trepart.Web.Workplaces;

public enum PlannedChange
{
    Unchanged,
    Registered,
    Counted,
}

/// <summary>What a line of the file leads to.</summary>
/// <param name="There">The workplace that is there already; null for a new one.</param>
public sealed record PlannedWorkplace(CsvWorkplace Line, PlannedChange Change, WorkplaceRow? There);

/// <summary>What an import would do, before it is done.</summary>
public sealed record ImportPlan(IReadOnlyList<PlannedWorkplace> Workplaces, IReadOnlyList<CsvFault> Faults) : IListPlan
{
    public IReadOnlyList<PlannedWorkplace> Changes => [.. Workplaces.Where(w => w.Change is not PlannedChange.Unchanged)];

    public bool ChangesNothing => Changes is [];

    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
        Workplaces.Select(w => new { w.Line.Key, Change = w.Change.ToString(), w.Line.Employees, w.There?.Id, w.There?.Version })))));
}

/// <summary>
/// Brings a list of workplaces into the tree: what is new is registered, a number that differs is counted anew, and what is not in the list stays as it
/// is. One append, so that all of it happens or nothing; the same list again changes nothing.
/// </summary>
public sealed class WorkplaceImport(ListDesk desk, WorkplaceBook book, Calendar calendar)
{
    private static readonly Act Act = new("import_workplaces", null, Kind.Workplace, typeof(RegisterWorkplace), Right.KeepSeats, Creates: true);

    public async Task<ImportPlan> Plan(Tenant tenant, string csv, CancellationToken ct)
    {
        var (lines, read) = WorkplaceCsv.Read(csv);
        var faults = read.ToList();
        var rows = await book.All(tenant, ct);
        var there = ByPath(rows);
        var planned = new List<PlannedWorkplace>();
        foreach (var line in lines)
        {
            var same = there[line.Key].ToList();
            if (same is [_, ..] && same.TrueForAll(w => w.ClosedOn is not null))
                faults.Add(new(line.Line, "workplaces.csv.closed", line.Name));
            var found = same.Find(w => w.ClosedOn is null);
            planned.Add(new(
                line, found is null ? PlannedChange.Registered : line.Employees is not null && line.Employees != found.Employees ? PlannedChange.Counted : PlannedChange.Unchanged, found));
        }

        return new(planned, [.. faults.OrderBy(f => f.Line)]);
    }

    /// <summary>Workplaces by <see cref="CsvWorkplace.Key"/>; two may have the same.</summary>
    public static ILookup<string, WorkplaceRow> ByPath(IReadOnlyList<WorkplaceRow> rows)
    {
        var byId = rows.ToDictionary(w => w.Id);
        return rows.ToLookup(w => CsvWorkplace.KeyOf(PathOf(w)));

        IEnumerable<string?> PathOf(WorkplaceRow row)
        {
            var path = new string?[3];
            for (var at = row; at is not null; at = at.Parent is { } parent ? byId.GetValueOrDefault(parent) : null)
                path[(int)at.Level] = at.Name;
            return path;
        }
    }

    /// <summary>Does what was shown.</summary>
    /// <param name="plan">As it is now.</param>
    public Task<Outcome> Carry(Tenant tenant, SignedIn who, Guid command, string csv, ImportPlan plan, CancellationToken ct) =>
        desk.Carry(
            tenant, who, command, Act, csv, plan.Workplaces.Where(w => w.Change is PlannedChange.Counted).Select(w => w.There!.Id),
            (streams, holding, acting) => Decide(tenant, plan, streams, holding, acting, ct), ct);

    private async Task<(IReadOnlyList<StreamAppend> Parts, Refusal? Refusal)> Decide(
        Tenant tenant, ImportPlan plan, IReadOnlyDictionary<Guid, Past> streams, Holding holding, Acting acting, CancellationToken ct)
    {
        if (plan.ChangesNothing)
            return ([], null);

        // Made from what the tree is like now: two who bring in the same at once make the same ids, and the second is told so.
        var before = (await book.All(tenant, ct)).Count.ToString(CultureInfo.InvariantCulture);
        var ids = new Dictionary<string, Guid>();
        var parts = new List<StreamAppend>();
        foreach (var planned in plan.Workplaces)
        {
            var id = ids[planned.Line.Key] = planned.There?.Id ?? StableId.Of(calendar.Today, "workplace", tenant.Id, planned.Line.Key, before);
            var past = streams.GetValueOrDefault(id)?.Events ?? [];
            object? asked = planned.Change switch
            {
                PlannedChange.Registered => new RegisterWorkplace(planned.Line.Level, planned.Line.Name, ParentOf(planned.Line), planned.Line.Employees),
                PlannedChange.Counted => new CountEmployees(planned.Line.Employees!.Value),
                _ => null,
            };
            if (asked is null)
                continue;
            var (events, refusal) = Kind.Workplace.Decide(Kind.Workplace.Fold(past), asked, acting);
            if (refusal is not null)
                return ([], refusal);
            if (events is not [])
                parts.Add(new(id, Kind.Workplace.Name, past.Count, past is [] ? holding.Seat.Arena : streams[id].Arena!.Value, events, []));
        }

        return (parts, null);

        Guid? ParentOf(CsvWorkplace line)
        {
            for (var level = (int)line.Level - 1; level >= 0; level--)
            {
                if (line.Path[level] is not null)
                    return ids[CsvWorkplace.KeyOf([.. line.Path.Take(level + 1), .. Enumerable.Repeat((string?)null, 2 - level)])];
            }

            return null;
        }
    }
}
