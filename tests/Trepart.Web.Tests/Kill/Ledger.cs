using System.Globalization;
using Npgsql;

namespace Trepart.Web.Tests;

/// <summary>A command whose success was told to whoever sent it.</summary>
/// <param name="Events">How many events it leads to.</param>
internal sealed record Acknowledged(string Tenant, Guid Command, int Events)
{
    public string Line => string.Create(CultureInfo.InvariantCulture, $"{Tenant} {Command} {Events}");

    public static Acknowledged Of(string line) =>
        line.Split(' ') is [var tenant, var command, var events] ? new(tenant, Guid.Parse(command), int.Parse(events, CultureInfo.InvariantCulture)) : throw new FormatException(line);
}

/// <summary>What was acknowledged beside what lies in the database.</summary>
internal static class Ledger
{
    /// <param name="before">Commands that were there before the first was sent.</param>
    /// <returns>Each fault in words; none where every acknowledged command exists exactly once and nothing else does.</returns>
    public static async Task<IReadOnlyList<string>> Faults(NpgsqlConnection db, IReadOnlyCollection<Acknowledged> acknowledged, IReadOnlySet<string> before)
    {
        var stored = (await Lines(db, "select tenant_id || ' ' || command_id from commands")).ToHashSet();
        var events = (await Lines(db, "select tenant_id || ' ' || (headers ->> 'command') from mt_events")).CountBy(c => c).ToDictionary();
        var faults = new List<string>();
        foreach (var one in acknowledged)
        {
            var key = $"{one.Tenant} {one.Command}";
            if (!stored.Contains(key))
                faults.Add($"acknowledged and missing: {key}");
            if (events.GetValueOrDefault(key) != one.Events)
                faults.Add($"acknowledged with {one.Events} events and stored with {events.GetValueOrDefault(key)}: {key}");
        }

        faults.AddRange(acknowledged.GroupBy(a => a).Where(g => g.Count() > 1).Select(g => $"acknowledged more than once as new: {g.Key.Line}"));
        var known = acknowledged.Select(a => $"{a.Tenant} {a.Command}").ToHashSet();
        faults.AddRange(stored.Union(events.Keys).Where(c => !known.Contains(c) && !before.Contains(c)).Select(c => $"stored and never acknowledged: {c}"));
        faults.AddRange(await Lines(
            db,
            """
            select 'the head of ' || h.tenant_id || ' is ' || h.position || ', of ' || count(e.seq_id) || ' events up to ' || coalesce(max(e.seq_id), 0)
            from tenant_heads h left join mt_events e using (tenant_id)
            group by h.tenant_id, h.position
            having (h.position, h.position) is distinct from (count(e.seq_id), coalesce(max(e.seq_id), 0))
            """));
        faults.AddRange(await Lines(
            db,
            """
            select 'the stream ' || s.id || ' of ' || s.tenant_id || ' is at ' || s.version || ', of ' || count(e.version) || ' events up to ' || coalesce(max(e.version), 0)
            from mt_streams s left join mt_events e on e.tenant_id = s.tenant_id and e.stream_id = s.id
            group by s.tenant_id, s.id, s.version
            having (s.version, s.version) is distinct from (count(e.version), coalesce(max(e.version), 0))
            """));
        return faults;
    }

    /// <summary>The commands that lie there, each with its municipality.</summary>
    public static async Task<HashSet<string>> Commands(NpgsqlConnection db) =>
        [.. await Lines(db, "select tenant_id || ' ' || command_id from commands union select tenant_id || ' ' || (headers ->> 'command') from mt_events")];

#pragma warning disable CA2100 // The test's own statements.
    private static async Task<List<string>> Lines(NpgsqlConnection db, string sql)
    {
        await using var command = new NpgsqlCommand(sql, db);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));
        return lines;
    }
#pragma warning restore CA2100
}
