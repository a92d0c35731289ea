using System.Globalization;
using System.Text.Json;
using Trepart.Store;
using Trepart.Web.Seats;
using Trepart.Web.Waiting;

namespace Trepart.Web.Mail;

/// <summary>
/// Makes the mails that are due: one a week with what waits, the same as on the person's own page, and one at once for what her seat is asked for by
/// name. A mail is a row with a key of its own, so that any number of processes make it once.
/// </summary>
public sealed class MailMaker(MailBook book, WaitingBook waiting, SeatBook seats, TenantReader reader, Placement databases, Calendar calendar)
{
    private const int FirstHour = 7;

    /// <summary>How long what is over is kept: longer than a thing waits, so that nobody is asked by mail twice.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(400);

    public async Task Fill(Tenant tenant, CancellationToken ct)
    {
        if (!await book.IsOn(tenant, ct))
            return;

        var now = calendar.Now;
        var week = WeekOf(now);
        var key = week.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var begins = Calendar.StartOf(week).AddHours(FirstHour);
        var have = (await reader.Query(
            tenant, "select person_id from mail_outbox where tenant_id = $1 and kind = 'weekly' and about = $2", row => row.GetGuid(0), ct, key)).ToHashSet();
        foreach (var (person, choice) in await book.All(tenant, ct))
        {
            // Who chose it in the middle of a week begins with the next one.
            var isDue = choice.Weekly && !have.Contains(person) && choice.ChosenAt <= begins;
            if ((!isDue && !choice.Asked) || await seats.Find(tenant, person, calendar.Today, ct) is not { } who)
                continue;

            var items = (await waiting.Of(tenant, who, calendar.Today, ct)).Where(i => !choice.Off.Contains(i.Kind.Code)).ToList();
            if (isDue)
                await Add(tenant, person, "weekly", key, Counts(items), now, ct);
            foreach (var item in items.Where(i => choice.Asked && i.Kind.Asks && i.Since >= DateOnly.FromDateTime(Calendar.Local(choice.ChosenAt).DateTime)))
                await Add(tenant, person, "asked", $"{item.Kind.Code} {item.Thing} {item.Since:yyyy-MM-dd}", Counts([item]), now, ct);
        }

        await using var batch = await databases.Batch(tenant, ct);
        batch.Add("delete from mail_outbox where tenant_id = $1 and made_at < $2 and state <> 'Parked'", tenant.Id, (now - Kept).UtcDateTime);
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The Monday of the latest week whose mail is due: from seven in the morning.</summary>
    public static DateOnly WeekOf(DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.AddHours(-FirstHour).DateTime);
        return day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
    }

    private static SortedDictionary<string, int> Counts(IReadOnlyList<WaitingItem> items) =>
        new(items.GroupBy(i => i.Kind.Code).ToDictionary(g => g.Key, g => g.Count()), StringComparer.Ordinal);

    // Where nothing waits, that it was so is noted: nothing is sent later that week.
    private async Task Add(Tenant tenant, Guid person, string kind, string about, SortedDictionary<string, int> counts, DateTimeOffset now, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(
            """
            insert into mail_outbox (tenant_id, id, person_id, kind, about, counts, state, next_at, made_at)
            select $1::varchar, $2::uuid, $3::uuid, $4::varchar, $5::varchar, $6::jsonb, $7::varchar, $8::timestamptz, $8::timestamptz
            where exists (select from mail_addresses a where a.tenant_id = $1 and a.person_id = $3)
            on conflict (tenant_id, person_id, kind, about) do nothing
            """,
            tenant.Id, Guid.CreateVersion7(now), person, kind, about, JsonSerializer.Serialize(counts), counts.Count == 0 ? "Nothing" : "Waiting", now.UtcDateTime);
        await batch.ExecuteNonQueryAsync(ct);
    }
}
