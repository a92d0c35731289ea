using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;

namespace Trepart.Web.OpenInputs;

/// <summary>
/// Lets what waits without a name into the log: all of it at once, shuffled, by nobody, with the moment of the release as the only time. Any number
/// of processes may do so at once: the same thing has the same id, and what one has let in the other cannot.
/// </summary>
public sealed class Release(
    WaitingRoom room, EventStore store, Placement databases, TenantReader reader, FingerprintKey key, StaffMeetings.StaffMeetingList meetings, Calendar calendar)
{
    /// <summary>So many in one group are let in without waiting for the morning: among them none is told apart.</summary>
    public const int Enough = 5;

    /// <summary>The hour of the day at which the rest is let in, in Norwegian time.</summary>
    public const int Hour = 6;

    /// <summary>What is due now.</summary>
    /// <returns>How many were let in.</returns>
    public async Task<int> Run(Tenant tenant, CancellationToken ct)
    {
        var waiting = await room.All(tenant, ct);
        var let = 0;
        foreach (var meeting in waiting.Where(w => w.What is WaitingFor.Answer).Select(w => w.Meeting!.Value).Distinct())
        {
            if ((await meetings.Get(tenant, meeting, ct))?.Stage is not StaffMeetingStage.Collecting)
                let += await OfMeeting(tenant, meeting, ct);
        }

        List<Waiting> due = [.. waiting.Where(w => w.What is not WaitingFor.Answer)];
        var isMorning = calendar.Now.Hour >= Hour && await LastOf(tenant, ct) != calendar.Today;
        if (!isMorning)
            due = [.. due.GroupBy(w => w.Arena).Where(g => g.Count(w => w.What is WaitingFor.Input) >= Enough).SelectMany(g => g)];
        let += await All(tenant, due, ct);
        if (isMorning)
            await Note(tenant, ct);
        if (waiting.Count > let)
            await room.Stir(tenant, ct);
        return let;
    }

    /// <summary>A staff meeting's answers from phones, as one event for each question.</summary>
    public async Task<int> OfMeeting(Tenant tenant, Guid meeting, CancellationToken ct)
    {
        var answers = Shuffled(await room.OfMeeting(tenant, meeting, ct));
        if (answers is [])
            return 0;

        var past = (await store.ReadToDecide(tenant, RandomId.New(), [meeting], ct)).Streams[meeting];
        var pen = new UnnamedPen();
        var events = new List<object>();
        foreach (var group in answers.GroupBy(a => a.Question!.Value).OrderBy(g => g.Key))
            events.AddRange(Decide(Kind.StaffMeeting, past.Events, new GatherAnswers(group.Key, [.. group.Select(a => pen.Write(a.Text!))])));
        await Append(
            tenant, [new(meeting, Kind.StaffMeeting.Name, past.Version, answers[0].Arena, events, pen.Written)], b => WaitingRoom.AddLeave(b, tenant, [.. answers.Select(a => a.Id)]), ct);
        return answers.Length;
    }

    private async Task<int> All(Tenant tenant, List<Waiting> due, CancellationToken ct)
    {
        if (due.Count == 0)
            return 0;

        var shuffled = Shuffled(due);
        var replies = shuffled.Where(w => w.Input is not null).GroupBy(w => w.Input!.Value).ToList();
        var pasts = replies.Count == 0 ? [] : (await store.ReadToDecide(tenant, RandomId.New(), [.. replies.Select(r => r.Key)], ct)).Streams.ToDictionary();
        var appends = new List<StreamAppend>();
        foreach (var input in shuffled.Where(w => w.What is WaitingFor.Input))
        {
            var pen = new UnnamedPen();
            var events = Decide(Kind.Input, [], new ReleaseInput(input.Kind ?? InputKind.Suggestion, pen.Write(input.Text!), null));
            appends.Add(new(input.Id, Kind.Input.Name, 0, input.Arena, [.. events], pen.Written));
        }

        foreach (var thread in replies)
        {
            var (pen, events, past) = (new UnnamedPen(), new List<object>(), pasts[thread.Key]);
            foreach (var one in thread)
            {
                // What the rules turn down, such as taking back what has been answered meanwhile, comes to nothing.
                events.AddRange(Decide(
                    Kind.Input, [.. past.Events, .. events], one.What is WaitingFor.Withdrawal ? new WithdrawInput() : new ReplyToGroup(pen.Write(one.Text!))));
            }

            if (events.Count > 0)
                appends.Add(new(thread.Key, Kind.Input.Name, past.Version, past.Arena!.Value, events, pen.Written));
        }

        void Beside(NpgsqlBatch batch)
        {
            WaitingRoom.AddLeave(batch, tenant, [.. shuffled.Select(w => w.Id)]);
            foreach (var input in shuffled.Where(w => w.What is WaitingFor.Input))
                batch.Add("insert into input_receipts (tenant_id, receipt, input_id) values ($1, $2, $3)", tenant.Id, input.Receipt, input.Id);
            foreach (var note in shuffled.Where(w => w.What is WaitingFor.Note))
            {
                batch.Add(
                    "insert into steward_notes (tenant_id, id, receipt, arena_id, seat_id, text, released_on) values ($1, $2, $3, $4, $5, $6, $7)",
                    tenant.Id, note.Id, note.Receipt, note.Arena, note.Seat, note.Text, calendar.Today);
            }
        }

        if (appends.Count > 0)
        {
            await Append(tenant, appends, Beside, ct);
            return shuffled.Length;
        }

        await using var alone = await databases.Batch(tenant, ct);
        Beside(alone);
        await alone.ExecuteNonQueryAsync(ct);
        return shuffled.Length;
    }

    private Task<IReadOnlyList<Recorded>> Append(Tenant tenant, List<StreamAppend> appends, Action<NpgsqlBatch> beside, CancellationToken ct)
    {
        var command = RandomId.New();
        var fingerprint = HMACSHA256.HashData(key.Bytes, Encoding.UTF8.GetBytes($"release\n{command}"));
        var answer = JsonSerializer.Serialize(new Outcome.Done(appends[0].StreamId, appends[0].ExpectedVersion + appends[0].Events.Count), EventJson.Options);
        return store.Append(tenant, new(command, fingerprint, answer, calendar.Today, Kind.Input.Visibility, null, null, appends), ct, beside);
    }

    private IReadOnlyList<object> Decide(Kind kind, IEnumerable<object> past, object command) =>
        kind.Decide(kind.Fold(past), command, new Acting(Guid.Empty, calendar.Today)).Events;

    private async Task<DateOnly?> LastOf(Tenant tenant, CancellationToken ct) =>
        await reader.Query(tenant, "select released_on from waiting_releases where tenant_id = $1", row => row.Date(0), ct) is [var day] ? day : null;

    private async Task Note(Tenant tenant, CancellationToken ct)
    {
        await using var batch = await databases.Batch(tenant, ct);
        batch.Add(
            """
            insert into waiting_releases (tenant_id, released_on) values ($1, $2)
            on conflict (tenant_id) do update set released_on = excluded.released_on
            """,
            tenant.Id, calendar.Today);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static Waiting[] Shuffled(IReadOnlyList<Waiting> waiting)
    {
        Waiting[] all = [.. waiting];
        RandomNumberGenerator.Shuffle<Waiting>(all);
        return all;
    }
}

/// <summary>As <see cref="Pen"/>, with ids at random: no other tells nothing of when it was made.</summary>
public sealed class UnnamedPen
{
    private readonly List<WrittenWords> _written = [];

    public IReadOnlyList<WrittenWords> Written => _written;

    public Words Write(string text)
    {
        var (id, salt) = (RandomId.New(), Commitment.NewSalt());
        _written.Add(new(id, text, salt));
        return new(id, Commitment.To(text, salt));
    }
}
