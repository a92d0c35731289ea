using System.Globalization;
using Npgsql;
using Trepart.Tests;
using static Trepart.Store.Tests.TestStore;

namespace Trepart.Store.Tests;

/// <summary>Plays steps on the store and on the model, in three new municipalities with the same ids, and stops at the first difference.</summary>
internal sealed class Play
{
    private static readonly Tenant Nowhere = new("nowhere");
    private static readonly DateOnly FirstDay = new(2026, 2, 2);

    private readonly NpgsqlDataSource _db;
    private readonly Clock _clock = new(new(2026, 2, 11, 12, 0, 0, TimeSpan.Zero));
    private readonly EventStore _store;
    private readonly Tenant[] _tenants;
    private readonly ModelLog[] _models;
    private readonly int[] _commands = new int[3];

    private Play(NpgsqlDataSource db, Tenant[] tenants)
    {
        _db = db;
        _store = StoreOn(db, _clock);
        _tenants = tenants;
        _models = [.. tenants.Select(t => new ModelLog(t))];
    }

    /// <returns>The number of the step that showed a difference, and the difference; null where there is none.</returns>
    public static async Task<(int Step, string Difference)?> Run(NpgsqlDataSource db, NpgsqlDataSource operators, string name, IReadOnlyList<Step> steps)
    {
        Tenant[] tenants = [new($"{name}-a"), new($"{name}-b"), new($"{name}-c")];
        foreach (var tenant in tenants)
            await new Directory(operators).Create(new(tenant, new Dictionary<string, string>(), FirstDay, new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero)), operators, default);
        var play = new Play(db, tenants);
        foreach (var (index, step) in steps.Index())
        {
            try
            {
                if (await play.Do(step) is var (expected, found) && expected != found)
                    return (index, $"expected:\n{expected}\nfound:\n{found}");
            }
            catch (Exception e) when (e is NpgsqlException or LogCorruptException or UnknownEventException)
            {
                return (index, e.ToString());
            }
        }

        foreach (var (tenant, model) in tenants.Zip(play._models))
        {
            if ((Told(model.ReadLog(0, int.MaxValue)), Told(await play._store.ReadLog(tenant, 0, int.MaxValue, default))) is var (expected, found) && expected != found)
                return (steps.Count - 1, $"at the end, {tenant.Id}\nexpected:\n{expected}\nfound:\n{found}");
        }

        return null;
    }

    /// <returns>What the model says and what the store says.</returns>
    private async Task<(string Expected, string Found)> Do(Step step)
    {
        var (tenant, model, stream, other) = (_tenants[step.Tenant], _models[step.Tenant], Id("stream", step.Stream), Id("stream", (step.Stream + step.Other) % 4));
        switch (step.Deed)
        {
            case Deed.AppendOne:
                return await Append(tenant, model, New(step, model, [On(step, model, stream, 1)]));
            case Deed.AppendSome:
                return await Append(tenant, model, New(step, model, [On(step, model, stream, 2 + (step.Number % 6))]));
            case Deed.AppendToTwo:
                return await Append(tenant, model, New(step, model, [On(step, model, stream, 1 + (step.Number % 3)), On(step with { Choice = step.Choice >> 3 }, model, other, 1)]));
            case Deed.Repeat when model.Commands.ToList() is [_, ..] known:
                var again = New(step, model, [On(step, model, stream, 1)]) with { Command = known[step.Number % known.Count] };
                return await Append(tenant, model, step.Chance(0, 2) ? again : again with { Fingerprint = model.FirstAnswer(again.Command)!.Fingerprint });
            case Deed.RepeatElsewhere when _models[(step.Tenant + 1) % 3].Commands.Except(model.Commands).ToList() is [_, ..] foreign:
                return await Append(tenant, model, New(step, model, [On(step, model, stream, 1)]) with { Command = foreign[step.Number % foreign.Count] });
            case Deed.AppendNowhere:
                return (nameof(TenantMissingException), await Outcome(() => _store.Append(Nowhere, New(step, model, [On(step, model, stream, 1)]), default)));
            case Deed.CloseOrOpen:
                model.IsClosed = !model.IsClosed;
                await Run(tenant, "update tenant_heads set writable = $2 where tenant_id = $1", !model.IsClosed);
                return default;
            case Deed.MoveClock:
                _clock.Now = _clock.Now.AddMinutes(10 * ((step.Number % 9) - 3));
                return default;
            case Deed.EraseWords when model.Words.ToList() is [_, ..] words:
                var (of, text) = words[step.Number % words.Count];
                model.Erase(text);
                await _store.EraseWords(tenant, of, text, default);
                return (Told(model.ReadWords(of)), Told((await _store.ReadWordsWithSalts(tenant, [of], default)).Values));
            case Deed.Read:
                var whole = await _store.Read(tenant, stream, default);
                return (Told(model.Read(stream)) + Texts(model.ReadWords(stream)), Told(whole.Events) + Texts(whole.Words));
            case Deed.ReadAsKnown:
                var then = await _store.Read(tenant, stream, default, Moment(step));
                return (Told(model.Read(stream, Moment(step))), Told(then.Events));
            case Deed.ReadLog:
                var (after, limit) = (step.Number % (model.Head + 3), 1 + (step.Choice % 9));
                return (Told(model.ReadLog(after, limit)), Told(await _store.ReadLog(tenant, after, limit, default)));
            case Deed.ReadTrail:
                var filter = Filter(step, model, stream);
                var page = await _store.ReadTrail(tenant, filter, default);
                var expected = model.ReadTrail(filter).ToList();
                return ($"{filter}\n{Told(expected)}{Texts(model.ReadWords(expected.Select(e => e.StreamId)))}", $"{filter}\n{Told(page.Events)}{Texts(page.Words)}");
            case Deed.ReadWords:
                return (Told(model.ReadWords(stream, other)), Told((await _store.ReadWordsWithSalts(tenant, [stream, other], default)).Values));
            case Deed.ReadToDecide:
                var command = Id("command", step.Number % 20);
                var (first, streams) = await _store.ReadToDecide(tenant, command, [stream, other], default);
                return (
                    Told(model.FirstAnswer(command)) + Outline(PastOf(model.Read(stream))) + Outline(PastOf(model.Read(other))), Told(first) + Outline(streams[stream]) + Outline(streams[other]));
            case Deed.ReadOpenings:
                var openings = await _store.ReadOpenings(tenant, [stream, other], default);
                Guid[] both = [stream, other];
                return (
                    Told(both.SelectMany(s => model.Read(s).Take(1))), Told(both.Where(openings.ContainsKey).Select(s => openings[s])));
            default:
                return default;
        }
    }

    private async Task<(string Expected, string Found)> Append(Tenant tenant, ModelLog model, Append append)
    {
        var version = append.Streams.Select(s => model.VersionOf(s.StreamId)).ToList();
        var expected = await Outcome(() =>
        {
            model.Append(append, _clock.Now);
            return Task.CompletedTask;
        });
        var found = await Outcome(() => _store.Append(tenant, append, default));
        var streams = append.Streams.Select(s => s.StreamId).ToArray();
        var stored = (await _store.ReadToDecide(tenant, append.Command, streams, default)).Streams;
        return (
            $"{append.Command} on {string.Join(", ", version)}: {expected}\n{string.Concat(streams.Select(s => Outline(PastOf(model.Read(s)))))}",
            $"{append.Command} on {string.Join(", ", version)}: {found}\n{string.Concat(streams.Select(s => Outline(stored[s])))}");
    }

    private static async Task<string> Outcome(Func<Task> act)
    {
        try
        {
            await act();
            return "appended";
        }
        catch (CommandKnownException e)
        {
            return nameof(CommandKnownException) + Told(e.First);
        }
        catch (Exception e) when (e is StreamMovedException or TenantClosedException or TenantMissingException)
        {
            return e.GetType().Name;
        }
    }

    private Append New(Step step, ModelLog model, IReadOnlyList<StreamAppend> streams)
    {
        var tenant = Array.IndexOf(_models, model);
        return new Append(
            Id("command", _commands[tenant]++), [(byte)step.Number], $$"""{"answer": {{step.Number}}}""", FirstDay.AddDays(step.Number % 10), step.Chance(1, 2) ? "arena" : "municipality",
            step.Chance(2, 3) ? null : Id("actor", step.Number % 2), step.Chance(2, 3) ? null : Id("seat", step.Number % 2), streams,
            step.Chance(4, 2) ? null : $"request {step.Number}", step.Chance(5, 2) ? null : "cause");
    }

    // Mostly on the version that it is at; now and then on one that is past, or not there yet.
    private static StreamAppend On(Step step, ModelLog model, Guid stream, int count)
    {
        var version = model.VersionOf(stream);
        var expected = step.Chance(0, 8) ? version + 1 : step.Chance(3, 8) && version > 0 ? version - 1 : version;
        var events = Enumerable.Range(0, count).Select(n => step.Chance(6 + n, 3) ? (object)new Turned(Id("by", n)) : new Noted($"æøå \"{step.Number}\" {n}", n - 1));
        var words = step.Chance(7, 2) ? [] : new List<WrittenWords> { new(Id($"words {stream}", (int)expected), $"text {step.Number} of {step.Tenant}", [(byte)step.Number, 7]) };
        return new StreamAppend(stream, stream == Id("stream", 0) ? "matter" : "note", expected, Id("arena", stream.ToByteArray()[0] % 2), [.. events], words);
    }

    private TrailFilter Filter(Step step, ModelLog model, Guid stream) => new(
        step.Chance(0, 3) ? Id("arena", step.Number % 2) : null,
        step.Chance(1, 4) ? stream : null,
        step.Chance(2, 4) ? "noted" : null,
        step.Chance(3, 4) ? Id("seat", step.Number % 2) : null,
        step.Chance(4, 4) ? FirstDay.AddDays(step.Number % 8) : null,
        step.Chance(5, 4) ? FirstDay.AddDays(3 + (step.Number % 8)) : null,
        step.Chance(6, 3) ? Moment(step) : null,
        step.Chance(7, 3) ? step.Number % (model.Head + 2) : null,
        step.Chance(8, 8) ? 1 + (step.Number % (model.Head + 2)) : null,
        1 + (step.Choice % 30),
        step.Chance(9, 4) ? [Id("arena", 0)] : null);

    private DateTimeOffset Moment(Step step) => _clock.Now.AddMinutes(10 * (3 - (step.Number % 24)));

    private async Task Run(Tenant tenant, string sql, params object?[] parameters)
    {
        await using var batch = _db.CreateBatch().For(tenant).Add(sql, [tenant.Id, .. parameters]);
        await batch.ExecuteNonQueryAsync();
    }

    private static Guid Id(string kind, int number)
    {
        var bytes = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{kind} {number}"));
        return new Guid(bytes.AsSpan(0, 16));
    }

    private static string Told(FirstAnswer? answer) => answer is null ? "no answer\n" : $"{Convert.ToHexStringLower(answer.Fingerprint)} {answer.Answer}\n";

    private static string Told(IEnumerable<Recorded> events) => string.Concat(events.Select(e =>
        string.Create(CultureInfo.InvariantCulture, $"{e.Tenant.Id} {e.Position} {e.StreamType} {e.StreamId} {e.Version} {e.Type} {e.Data} {e.Event} {Leaf.Time(e.RecordedAt)} ")
        + $"{e.HappenedOn:O} {e.Arena} {e.Visibility} {e.Actor} {e.Seat} {e.Command} {e.Correlation} {e.Causation}{(e.LeafHash is [] || Leaf.HashOf(e).SequenceEqual(e.LeafHash) ? "" : " and its leaf does not fit")}\n"));

    private static string Texts(IEnumerable<WrittenWords> words) => Texts(words.ToDictionary(w => w.Id, w => w.Text));

    private static string Texts(IReadOnlyDictionary<Guid, string> words) => string.Concat(words.OrderBy(w => w.Key).Select(w => $"{w.Key} {w.Value}\n"));

    private static string Told(IEnumerable<WrittenWords> words) =>
        string.Concat(words.OrderBy(w => w.Id).Select(w => $"{w.Id} {w.Text} {Convert.ToHexStringLower(w.Salt)}\n"));
}
