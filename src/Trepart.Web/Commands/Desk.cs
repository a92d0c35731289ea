using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Erasing;
using Trepart.Web.FollowUp;
using Trepart.Web.Reflection;
using Trepart.Web.Reports;
using Trepart.Web.Seats;
using Trepart.Web.Trust;

namespace Trepart.Web.Commands;

/// <summary>What someone asks for.</summary>
/// <param name="Stream">The stream it concerns; for a new one, its id.</param>
/// <param name="Arena">Where a new stream is begun; null where the stream exists and says it itself.</param>
/// <param name="CommandId">The same id again gives the first answer.</param>
/// <param name="SeenVersion">The version that the user was looking at; null where any will do.</param>
/// <param name="Body">The fields as they came.</param>
/// <param name="Confirmed">The user has read what the guard asks and goes on.</param>
public sealed record Asked(Act Act, Guid Stream, Guid? Arena, Guid CommandId, long? SeenVersion, JsonObject Body, bool Confirmed);

/// <summary>What became of it.</summary>
public abstract record Outcome
{
    private Outcome() { }

    /// <summary>It is so; also where it was so already, or was said before.</summary>
    public sealed record Done(Guid Stream, long Version) : Outcome;

    public sealed record Unreadable(IReadOnlyList<FieldError> Errors) : Outcome;

    public sealed record BodyDiffers : Outcome;

    public sealed record Missing : Outcome;

    public sealed record Forbidden : Outcome;

    public sealed record Moved(long Version) : Outcome;

    public sealed record Refused(Refusal Refusal) : Outcome;

    /// <summary>INV-10: the guard asks and explains. Nothing is stored; the user may go on.</summary>
    public sealed record Asks(IReadOnlyList<Concern> Concerns) : Outcome;

    /// <summary>What a command is answered that was carried out before: the same as then, if it is the same.</summary>
    public static Outcome Again(FirstAnswer first, byte[] fingerprint) =>
        first.Fingerprint.AsSpan().SequenceEqual(fingerprint) ? JsonSerializer.Deserialize<Done>(first.Answer, EventJson.Options)! : new BodyDiffers();
}

/// <summary>The key that tells the same command with another body apart, without anyone being able to guess the body from it.</summary>
public sealed record FingerprintKey(byte[] Bytes)
{
    /// <param name="subject">The stream; for a new one its arena, since each try makes the id anew.</param>
    public byte[] Of(Tenant tenant, Act act, Guid? subject, JsonObject body)
    {
        var canonical = CanonicalJson.Of(JsonSerializer.SerializeToElement(body));
        return HMACSHA256.HashData(Bytes, Encoding.UTF8.GetBytes($"{tenant.Id}\n{act.Name}\n{subject}\n{canonical}"));
    }
}

/// <summary>
/// Where every command comes in, from a form or as JSON, and where rules and log meet. The order of what is judged is always the same:
/// readable (400), said before (its first answer, or 422), there at all (404), allowed (403), still as it was seen (412), possible (409).
/// </summary>
public sealed class Desk(EventStore store, SeatBook seats, ReportCounts figures, TrustBook trust, OwnQuestionsBook questions, FingerprintKey key, ErasureList erasures, Calendar calendar)
{
    private static readonly string[] AlsoKnown = ["on"];

    public async Task<Outcome> Handle(Tenant tenant, SignedIn who, Asked asked, CancellationToken ct)
    {
        var reader = new CommandReader(text => Guid.TryParse(text, out var id) ? id : null);
        var (fields, taker, wrong) = Newcomer.TakeFrom(asked.Act, asked.Body);
        var command = reader.Read(asked.Act.Command, fields, AlsoKnown);
        var on = reader.ReadDate(asked.Body, "on") ?? calendar.Today;
        List<FieldError> errors = [.. wrong, .. reader.Errors];
        if (on > calendar.Today)
            errors.Add(new("on", "in-future"));
        if (command is null || errors.Count > 0)
            return new Outcome.Unreadable(errors);

        List<(Kind Kind, Guid Stream)> others = [.. asked.Act.PointsAt(command), .. asked.Act.Also(command, asked.Stream).Select(a => (a.Kind, a.Stream))];
        if (asked.Act.Consents(command) is { } asks)
            others.Add((asks.Kind, asks.Stream));
        if (asked.Act.Welcome is not null && asked.Arena is { } host)
            others.Add((Kind.Arena, host));
        var refersTo = asked.Act.RefersTo(command);
        var fingerprint = key.Of(tenant, asked.Act, asked.Act.Creates ? asked.Arena : asked.Stream, asked.Body);
        var (first, streams) = await store.ReadToDecide(
            tenant, asked.CommandId, [.. others.Concat(refersTo).Select(o => o.Stream).Prepend(asked.Stream).Distinct()], ct);
        if (first is not null)
            return Outcome.Again(first, fingerprint);

        // An arena is its own place.
        var stream = streams[asked.Stream];
        var arena = asked.Act.Kind == Kind.Arena && asked.Act.Creates ? asked.Stream
            : asked.Arena ?? (stream.StreamType == asked.Act.Kind.Name ? stream.Arena : null);
        if (arena is not { } place)
            return new Outcome.Missing();
        if (asked.Arena is not null && !await seats.ArenaExists(tenant, place, ct))
            return new Outcome.Missing();
        if (others.Exists(o => streams[o.Stream].StreamType != o.Kind.Name || (streams[o.Stream].Arena != place && !o.Kind.IsOfMunicipality)))
            return new Outcome.Missing();

        var actsFrom = asked.Act.IsOfOwnSeat ? asked.Stream : asked.Act.FromSeat?.Invoke(command);
        if ((actsFrom is { } own
                ? who.Holdings.FirstOrDefault(h => h.Seat.Id == own && (asked.Act.IsOfOwnSeat || h.Seat.Arena == place) && Rights.Of(h.Seat).Contains(asked.Act.Right))
                : who.Holding(asked.Act.Right, place)) is not { } holding)
        {
            return new Outcome.Forbidden();
        }

        if (asked.Act.Right is Right.OwnInput && who.Holdings.All(h => h.Id != stream.Actor))
            return new Outcome.Forbidden();
        if (refersTo.Any(r => streams[r.Stream].StreamType != r.Kind.Name || !(r.Kind.IsOfMunicipality || who.May(Right.ReadArena, streams[r.Stream].Arena))))
            return new Outcome.Missing();
        if (await HasForeignSeat(tenant, place, asked.Act, command, ct))
            return new Outcome.Missing();
        if (await HasForeignArena(tenant, asked.Act, command, ct))
            return new Outcome.Missing();
        if (asked.Act.With is { } with)
            command = with(command, (await seats.TableOf(tenant, place, calendar.Today, ct)) with { By = holding.Seat.Role, Organisation = holding.Seat.Organisation });
        if (asked.Act.In is { } inArena)
            command = inArena(command, place);
        if (asked.Act.Counts is { } counts && counts.Period(stream.Events) is var (from, until))
            command = counts.With(command, ReportFigures.Of(await figures.Happened(tenant, place, from, until, ct)));
        if (asked.Act.Trust is { } ground)
            command = ground(command, await trust.Ground(tenant, place, calendar.Today, ct));
        if (asked.Act.Questions is { } asksThose)
            command = asksThose(command, await questions.InUse(tenant, ct));
        if (taker is { Name: null } && await seats.IsKnown(tenant, taker.Person, ct) is false)
            return new Outcome.Missing();

        var version = stream.Version;
        if (asked.SeenVersion is { } seen && seen != version)
            return new Outcome.Moved(version);

        var (appends, refusal) = Decide(
            asked.Act, asked.Stream, place, command, new Acting(holding.Seat.Id, on), reader.Pen.Written, id => streams[id].Events);
        if (refusal is not null)
            return new Outcome.Refused(refusal);
        if (appends is [])
            return new Outcome.Done(asked.Stream, version);

        if (taker is { Name: null } && await seats.Sits(tenant, taker.Person, asked.Stream, command is AppointDeputy, (command as HandOverSeat)?.Holding, calendar.Today, ct))
            return new Outcome.Unreadable([new FieldError("person", "sits-there")]);

        var erases = asked.Act.Erases?.Invoke(command);
        if (erases is { } gone && !(await store.ReadWords(tenant, [asked.Stream], ct)).ContainsKey(gone.Text))
            return new Outcome.Missing();
        if (!asked.Confirmed && reader.Pen.Written.SelectMany(w => Guard.LookAt(w.Text)).Distinct().Order().ToList() is { Count: > 0 } concerns)
            return new Outcome.Asks(concerns);

        var done = new Outcome.Done(asked.Stream, appends[0].ExpectedVersion + appends[0].Events.Count);
        var append = new Append(
            asked.CommandId, fingerprint, JsonSerializer.Serialize(done, EventJson.Options), on, asked.Act.Kind.Visibility, holding.Id, holding.Seat.Id, appends,
            Correlation: Activity.Current?.TraceId.ToString());
        try
        {
            Action<NpgsqlBatch>? beside = taker is null ? null : batch =>
            {
                taker.AddTo(batch, tenant);
                if (command is TakeSeat)
                    InterestBook.AddTaken(batch, tenant, asked.Stream);
            };
            if (asked.Act.Beside is { } more)
                beside = batch => more(batch, tenant, asked.Stream);
            if (erases is { } erased)
            {
                await erasures.Add(
                    new(tenant.Id, erased.Reason, asked.CommandId, Convert.ToHexStringLower(fingerprint), on, holding.Id, holding.Seat.Id, asked.Stream, erased.Text), ct);
                beside = batch => EventStore.AddEraseWords(batch, tenant, asked.Stream, erased.Text);
            }

            await store.Append(tenant, append, ct, beside);
            return done;
        }
        catch (CommandKnownException e)
        {
            return Outcome.Again(e.First, fingerprint);
        }
        catch (StreamMovedException)
        {
            return new Outcome.Moved(version + 1);
        }
    }

    /// <summary>What a command leads to in each of its streams; nothing where it is so already.</summary>
    /// <param name="past">The events of a stream so far; none for a new one.</param>
    public static (IReadOnlyList<StreamAppend> Appends, Refusal? Refusal) Decide(
        Act act, Guid stream, Guid arena, object command, Acting acting, IReadOnlyList<WrittenWords> words, Func<Guid, IReadOnlyList<object>> past)
    {
        if (act.Welcome is { } welcome && Kind.Arena.Decide(Kind.Arena.Fold(past(arena)), welcome(command), acting).Refusal is { } unwelcome)
            return ([], unwelcome);

        List<(Kind Kind, Guid Stream, object Command)> parts = [(act.Kind, stream, command), .. act.Also(command, stream)];

        var appends = new List<StreamAppend>();
        foreach (var (kind, id, one) in parts)
        {
            var before = past(id);
            var decided = kind.Decide(kind.Fold(before), one, acting);
            if (decided.Refusal is { } refusal)
                return ([], refusal);
            if (decided.Events is not [])
                appends.Add(new StreamAppend(id, kind.Name, before.Count, arena, decided.Events, id == stream ? words : []));
        }

        if (appends is not [] && act.Consents(command) is { } other
            && other.Kind.Decide(other.Kind.Fold(past(other.Stream)), other.Command(act.Kind.Fold(past(stream))), acting).Refusal is { } objection)
        {
            return ([], objection);
        }

        if (appends is not [])
        {
            foreach (var (kind, id, one) in act.Begins(command, stream))
            {
                var begun = kind.Decide(kind.Fold([]), one, acting);
                if (begun.Refusal is { } refusal)
                    return ([], refusal);
                appends.Add(new StreamAppend(id, kind.Name, 0, arena, begun.Events, []));
            }
        }

        return (appends, null);
    }

    private async Task<bool> HasForeignArena(Tenant tenant, Act act, object command, CancellationToken ct)
    {
        foreach (var arena in act.Fields.Where(f => f.IsArena).SelectMany(f => (Many<Guid>)command.GetType().GetProperty(f.Parameter.Name!)!.GetValue(command)!))
        {
            if (!await seats.ArenaExists(tenant, arena, ct))
                return true;
        }

        return false;
    }

    private async Task<bool> HasForeignSeat(Tenant tenant, Guid arena, Act act, object command, CancellationToken ct)
    {
        var named = act.Fields.Where(f => f.IsSeat).SelectMany(f => command.GetType().GetProperty(f.Parameter.Name!)!.GetValue(command) switch
        {
            Guid one => [one],
            Many<Guid> many => many,
            _ => (IEnumerable<Guid>)[],
        }).ToList();
        if (named is [])
            return false;

        var known = (await seats.SeatsOf(tenant, arena, ct)).Where(s => act.Names is not { } role || s.Role == role).Select(s => s.Id).ToHashSet();
        return !named.TrueForAll(known.Contains);
    }
}
