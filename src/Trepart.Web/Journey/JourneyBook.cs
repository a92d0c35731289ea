using Trepart.Domain;
using Trepart.Store;

namespace Trepart.Web.Journey;

/// <summary>Something that happened in a group.</summary>
/// <param name="Type">The event's stored name; it finds its sentence.</param>
/// <param name="Thing">The stream: the matter, the report, the experience.</param>
/// <param name="What">The title that the thing has now, or what was tried; null where it has none, and where the words have been erased.</param>
public sealed record JourneyLine(string Type, DateOnly On, Guid Thing, string? What);

/// <summary>A month in which something happened.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Meetings">How many times the group met.</param>
/// <param name="Answered">How many inputs were answered or sent on.</param>
public sealed record JourneyMonth(DateOnly Month, int Meetings, int Answered, IReadOnlyList<JourneyLine> Lines);

/// <summary>A group's history as it reads, from the first month to the last.</summary>
/// <param name="Years">Those in which something happened, the latest first.</param>
/// <param name="Year">The one that is told; null for all of them.</param>
public sealed record GroupJourney(IReadOnlyList<int> Years, int? Year, IReadOnlyList<JourneyMonth> Months)
{
    public int Times<T>() => Months.Sum(m => m.Lines.Count(l => l.Type == EventNames.Names[typeof(T)]));

    public int Meetings => Months.Sum(m => m.Meetings);

    public int Answered => Months.Sum(m => m.Answered);
}

/// <summary>Reads a group's journey from the log, where everything that happened stands (LER-12, LER-13).</summary>
public sealed class JourneyBook(TenantReader reader)
{
    // More than a group does in ten years.
    private const int Most = 5000;

    /// <summary>What has a line of its own, in no order.</summary>
    public static IReadOnlyList<string> Told { get; } =
    [
        .. new[]
        {
            typeof(ArenaEstablished), typeof(RulesAdopted), typeof(MatterRaised), typeof(MatterDeferred), typeof(MatterHandedOver), typeof(OutcomeReturned), typeof(MatterClosed),
            typeof(TrialStarted), typeof(TrialExtended), typeof(TrialMadePermanent), typeof(TrialReverted), typeof(TrialSlidBack), typeof(ReportSent), typeof(ReportAnswered),
            typeof(ExperiencePublished), typeof(WinCelebrated),
        }.Select(t => EventNames.Names[t]),
    ];

    /// <summary>What is counted, month by month.</summary>
    private static readonly string[] Counted = [.. new[] { typeof(MeetingOpened), typeof(InputAnswered), typeof(InputRouted) }.Select(t => EventNames.Names[t])];

    /// <param name="year">Null for all of it.</param>
    /// <param name="latest">Only the latest year in which something happened, whatever <paramref name="year"/> says.</param>
    public async Task<GroupJourney> Read(Tenant tenant, Guid arena, int? year, bool latest, CancellationToken ct)
    {
        string[] types = [.. Told, .. Counted];
        var years = await reader.Query(
            tenant,
            """
            select distinct left(e.headers ->> 'happenedOn', 4)::int from mt_events e
            where e.tenant_id = $1 and e.arena_id = $2 and e.type = any($3) order by 1 desc
            """,
            row => row.GetInt32(0), ct, arena, types);
        if (latest)
            year = years is [var last, ..] ? last : null;

        var happened = await reader.Query(
            tenant,
            $"""
            select e.type, (e.headers ->> 'happenedOn')::date, e.stream_id, coalesce(c.text, w.text)
            from mt_events e
            left join lateral (
              select t.change_id from trials t where t.tenant_id = $1 and t.matter_id = e.stream_id and t.number = (
                select max((p.data ->> 'number')::int) from mt_events p
                where p.tenant_id = $1 and p.stream_id = e.stream_id and p.type = 'trial_proposed' and p.version <= e.version)) t on e.type like 'trial%'
            left join words c on c.tenant_id = $1 and c.stream_id = e.stream_id and c.id = t.change_id
            left join matters m on m.tenant_id = $1 and m.id = e.stream_id
            left join experiences x on x.tenant_id = $1 and x.id = e.stream_id
            left join wins y on y.tenant_id = $1 and y.id = e.stream_id
            left join words w on w.tenant_id = $1 and w.stream_id = e.stream_id and w.id = coalesce(m.title_id, x.title_id, y.what_id)
            where e.tenant_id = $1 and e.arena_id = $2 and e.type = any($3) and ($4::int is null or left(e.headers ->> 'happenedOn', 4)::int = $4)
            order by 2, e.seq_id limit {Most}
            """,
            row => new JourneyLine(row.GetString(0), row.Date(1), row.GetGuid(2), row.TextOrNull(3)), ct, arena, types, year);

        return new(years, year, [.. happened.GroupBy(l => new DateOnly(l.On.Year, l.On.Month, 1)).Select(g => new JourneyMonth(
            g.Key, Count(g, typeof(MeetingOpened)), Count(g, typeof(InputAnswered), typeof(InputRouted)), [.. g.Where(l => Told.Contains(l.Type))]))]);
    }

    // Each meeting and each input once, also where it was answered anew.
    private static int Count(IEnumerable<JourneyLine> lines, params Type[] types)
    {
        var names = types.Select(t => EventNames.Names[t]).ToHashSet();
        return lines.Where(l => names.Contains(l.Type)).Select(l => l.Thing).Distinct().Count();
    }
}
