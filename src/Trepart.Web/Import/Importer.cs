using System.Text.Json;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.Reflection;
using Trepart.Web.Seats;
using Trepart.Web.Trust;

namespace Trepart.Web.Import;

/// <summary>What became of a story.</summary>
public abstract record Imported
{
    private Imported() { }

    /// <summary>All of it stands in the log.</summary>
    /// <param name="Lines">How many lines the story has, without the municipality's own.</param>
    /// <param name="New">How many of them were not known from before.</param>
    /// <param name="Concerns">What the guard would have asked about a new line, had someone sat there to answer (INV-10).</param>
    public sealed record Done(int Lines, int New, int Events, IReadOnlyList<(int Line, Concern Concern)> Concerns) : Imported;

    /// <summary>A line may not happen: nothing of the story is stored.</summary>
    public sealed record Refused(StoryFault Fault) : Imported;
}

/// <summary>
/// Brings a story into a municipality's log, the whole of it or nothing: every line is judged in memory before the first one is written,
/// and municipality and lines are one transaction, begun as the owner and gone on with as the service's role. A line that is known from before
/// is passed over, so that a story can be brought in again when it has grown.
/// </summary>
/// <param name="app">Signs in as the service, to read what is there.</param>
/// <param name="owner">Connection string that works as the owner, by the database's name.</param>
public sealed class Importer(Placement app, Func<string, string> owner, FingerprintKey key, TimeProvider clock)
{
    private readonly EventStore _store = new(app, EventJson.Format, TrepartHost.Projections, clock);
    private readonly TenantReader _reader = new(app);

    /// <exception cref="StreamMovedException">Someone wrote to the municipality meanwhile; nothing is stored.</exception>
    /// <exception cref="TenantClosedException"></exception>
    public async Task<Imported> Import(Story story, CancellationToken ct)
    {
        var (isThere, fault) = await CompareMunicipality(story, ct);
        var known = await KnownLines(story, ct);
        if ((fault ?? CheckGrowth(story, known)) is { } wrong)
            return new Imported.Refused(wrong);

        var (appends, refused) = Decide(story, known, await ReadPast(story, ct), await ReadPeople(story, ct), await ReadCounted(story, known, ct));
        if (refused is not null)
            return new Imported.Refused(refused);

        if (!isThere || appends.Count > 0)
            await Write(story, appends, ct);
        return new Imported.Done(
            story.Commands.Count, appends.Count, appends.Sum(a => a.Append.Streams.Sum(s => s.Events.Count)),
            [.. appends.SelectMany(a => a.Command.Words.SelectMany(w => Guard.LookAt(w.Text)).Distinct().Select(c => (a.Command.Line, c)))]);
    }

    // Attributes that are there already stay as they are, so a story that says otherwise would be passed over in silence.
    private async Task<(bool IsThere, StoryFault? Fault)> CompareMunicipality(Story story, CancellationToken ct)
    {
        var directory = new Store.Directory(app.Directory);
        if (await directory.DeletedOn(story.Tenant, ct) is not null)
            return (false, new StoryFault(story.Line, null, "import.municipality-deleted"));
        var there = await directory.AttributesFrom(story.Tenant, story.From, ct);
        var fault = story.Attributes.Any(a => there.TryGetValue(a.Key, out var value) && value != a.Value)
            ? new StoryFault(story.Line, null, "import.municipality-differs")
            : null;
        return (story.Attributes.Keys.All(there.ContainsKey), fault);
    }

    private async Task<Dictionary<Guid, byte[]>> KnownLines(Story story, CancellationToken ct) =>
        (await _reader.Query(
            story.Tenant, "select command_id, fingerprint from commands where tenant_id = $1 and command_id = any($2)",
            row => (Id: row.GetGuid(0), Fingerprint: (byte[])row.GetValue(1)), ct, story.Commands.Select(c => c.Id).ToArray()))
        .ToDictionary(c => c.Id, c => c.Fingerprint);

    private StoryFault? CheckGrowth(Story story, Dictionary<Guid, byte[]> known)
    {
        StoryCommand? unknown = null;
        foreach (var command in story.Commands)
        {
            if (!known.TryGetValue(command.Id, out var fingerprint))
                unknown ??= command;
            else if (unknown is not null)
                return new(unknown.Line, null, "import.new-before-known");
            else if (!fingerprint.AsSpan().SequenceEqual(Fingerprint(story.Tenant, command)))
                return new(command.Line, null, "import.command-differs");
        }

        return null;
    }

    private byte[] Fingerprint(Tenant tenant, StoryCommand command) =>
        key.Of(tenant, command.Act, command.Act.Creates ? command.Arena : command.Stream, command.Body);

    private async Task<Dictionary<Guid, Past>> ReadPast(Story story, CancellationToken ct)
    {
        var (_, streams) = await _store.ReadToDecide(story.Tenant, Guid.Empty, [.. story.Commands.Select(c => c.Stream).Distinct()], ct);
        return new(streams);
    }

    private async Task<HashSet<Guid>> ReadPeople(Story story, CancellationToken ct) =>
        [.. await _reader.Query(
            story.Tenant, "select id from people where tenant_id = $1 and id = any($2)", row => row.GetGuid(0), ct, story.Persons.Values.Distinct().ToArray())];

    // What is counted in a report, of what stands there before this file; the desk asks the log, which has nothing of a file that is not written yet.
    private async Task<List<(Guid Arena, DateOnly On, string Type, Guid Stream)>> ReadCounted(Story story, Dictionary<Guid, byte[]> known, CancellationToken ct) =>
        !story.Commands.Any(c => c.Act.Counts is not null && !known.ContainsKey(c.Id)) ? [] : [.. await _reader.Query(
            story.Tenant, "select arena_id, (headers ->> 'happenedOn')::date, type, stream_id from mt_events where tenant_id = $1 and type = any($2)",
            row => (row.GetGuid(0), row.Date(1), row.GetString(2), row.GetGuid(3)), ct, (object)ReportFigures.Counted.ToArray())];

    private (List<(StoryCommand Command, Append Append)> Appends, StoryFault? Refused) Decide(
        Story story, Dictionary<Guid, byte[]> known, Dictionary<Guid, Past> past, HashSet<Guid> people, List<(Guid Arena, DateOnly On, string Type, Guid Stream)> counted)
    {
        var appends = new List<(StoryCommand, Append)>();
        foreach (var command in story.Commands.Where(c => !known.ContainsKey(c.Id)))
        {
            if (MayNot(story, command, past) is { } why)
                return ([], why);

            var asked = command.Act.With is { } with ? with(command.Command, TableAt(story, command, past)) : command.Command;
            if (command.Act.In is { } inArena)
                asked = inArena(asked, command.Arena);
            if (command.Act.Counts is { } counts && counts.Period(past[command.Stream].Events) is var (from, until))
                asked = counts.With(asked, ReportFigures.Of(counted.Where(c => c.Arena == command.Arena && c.On >= from && c.On <= until).Select(c => (c.Type, c.Stream))));
            if (command.Act.Trust is { } ground)
                asked = ground(asked, GroundAt(story, command, past));
            if (command.Act.Questions is { } own)
                asked = own(asked, QuestionsAt(story, past));
            var (streams, refusal) = Desk.Decide(
                command.Act, command.Stream, command.Arena, asked, new Acting(command.By?.Seat ?? Guid.Empty, command.On), command.Words,
                id => past[id].Events);
            if (refusal is not null)
                return ([], new(command.Line, null, "refusal." + refusal.Code));
            if (command.Takes is { } taker)
            {
                // The holding is there, and yet the line is not: it has been changed since it was brought in.
                if (streams is [])
                    return ([], new(command.Line, null, "import.command-differs"));
                if (taker.Name is null && !people.Contains(taker.Person))
                    return ([], new(command.Line, "person", "import.person-erased"));
                people.Add(taker.Person);
            }

            foreach (var stream in streams)
            {
                // What a line begins beside its own stream has no past.
                var so = past.GetValueOrDefault(stream.StreamId);
                IReadOnlyList<object> before = so?.Events ?? [];
                counted.AddRange(stream.Events.Select(e => (command.Arena, command.On, EventNames.Names[e.GetType()], stream.StreamId)));
                past[stream.StreamId] = new(stream.StreamType, stream.Arena, before is [] ? command.By?.Holding : so!.Actor, [.. before, .. stream.Events]);
            }

            var done = new Outcome.Done(command.Stream, past[command.Stream].Events.Count);
            appends.Add((command, new Append(
                command.Id, Fingerprint(story.Tenant, command), JsonSerializer.Serialize(done, EventJson.Options), command.On, command.Act.Kind.Visibility,
                command.By?.Holding, command.By?.Seat, streams)));
        }

        return (appends, null);
    }

    // What the desk asks of someone who is signed in, asked of a holding in the file.
    private static StoryFault? MayNot(Story story, StoryCommand command, Dictionary<Guid, Past> past)
    {
        if (command.By is not { } by)
            return null;
        if (past[by.Seat].Events is not [SeatEstablished seat, ..] || !((Seat)Kind.Seat.Fold(past[by.Seat].Events)).IsHeldOn(by.Holding, command.On))
            return new(command.Line, "by", "import.seat-left", ("name", by.Name));

        var who = new SignedIn(story.Persons[by.Holding], by.Name, [new Holding(by.Holding, new SeatInfo(by.Seat, by.Arena, seat.Role, seat.Organisation) { IsAstray = !Arena.Fits(seat.Role, KindOf(by.Arena, past)) })]);
        if (!who.May(command.Act.Right, command.Arena) || (command.Act.IsOfOwnSeat && by.Seat != command.Stream))
            return new(command.Line, "by", "import.not-allowed", ("name", by.Name));
        if (command.Act.Right is Right.OwnInput && !(past[command.Stream].Actor is { } giver && story.Persons.GetValueOrDefault(giver) == who.Person))
            return new(command.Line, "by", "import.not-own-input", ("name", by.Name));
        return null;
    }

    // The desk asks the tables, which hold nothing of a file that is not written yet.
    private static Table TableAt(Story story, StoryCommand command, Dictionary<Guid, Past> past)
    {
        var kind = KindOf(command.Arena, past);
        var by = command.By is { } actor && past[actor.Seat].Events is [SeatEstablished established, ..] ? established : null;
        return new(kind, Parties.Of(
            kind,
            from line in story.Commands
            where line.Act.Kind == Kind.Seat && line.Act.Creates && line.Arena == command.Arena
            let events = past[line.Stream].Events
            where events is [SeatEstablished, ..] && ((Seat)Kind.Seat.Fold(events)).Terms.Values.Any(t => t.HoldsOn(command.On))
            let seat = (SeatEstablished)events[0]
            orderby seat.Role, seat.Organisation
            select (line.Stream, seat.Role, seat.Organisation)))
        {
            By = by?.Role ?? default,
            Organisation = by?.Organisation,
        };
    }

    private static TrustGround GroundAt(Story story, StoryCommand command, Dictionary<Guid, Past> past)
    {
        var kind = KindOf(command.Arena, past);
        var persons = from line in story.Commands
                      where line.Act.Kind == Kind.Seat && line.Act.Creates && line.Arena == command.Arena
                      let events = past[line.Stream].Events
                      where events is [SeatEstablished, ..]
                      let seat = (SeatEstablished)events[0]
                      where TrustGround.IsAsked(new(line.Stream, line.Arena, seat.Role, seat.Organisation) { IsAstray = !Arena.Fits(seat.Role, kind) })
                      from term in ((Seat)Kind.Seat.Fold(events)).Terms
                      where term.Value.HoldsOn(command.On)
                      select story.Persons[term.Key];
        var opened = story.Commands.Where(c => c.Act == TrustActs.Open && c.Arena == command.Arena && past[c.Stream].Events is [TrustCheckOpened, ..]).Select(c => (DateOnly?)c.On);
        return new(persons.Distinct().Count(), opened.Max());
    }

    // Of each set the municipality's latest questions, where they stand.
    private static Dictionary<QuestionSet, QuestionsInUse> QuestionsAt(Story story, Dictionary<Guid, Past> past)
    {
        var inUse = new Dictionary<QuestionSet, QuestionsInUse>();
        foreach (var line in story.Commands.Where(c => c.Act == ReflectionActs.WriteQuestions))
        {
            if (past[line.Stream].Events is not [QuestionsWritten written, ..])
                continue;
            inUse.Remove(written.Set);
            if (!past[line.Stream].Events.OfType<QuestionsWithdrawn>().Any())
                inUse[written.Set] = new(line.Stream, written.Questions.Count);
        }

        return inUse;
    }

    private static ArenaKind KindOf(Guid arena, Dictionary<Guid, Past> past) => ((Arena)Kind.Arena.Fold(past[arena].Events)).Kind;

    private async Task Write(Story story, List<(StoryCommand Command, Append Append)> appends, CancellationToken ct)
    {
        var placement = await app.NameOf(story.Tenant, ct);
        await using var connection = new NpgsqlConnection(owner(placement));
        await connection.OpenAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Begin(connection, new(story.Tenant, story.Attributes, story.From, clock.GetUtcNow(), placement), ct);
        try
        {
            foreach (var (command, append) in appends)
            {
                if (append.Streams is [])
                    await Remember(connection, story.Tenant, append, ct);
                else
                    await _store.Append(story.Tenant, append, ct, batch => command.Takes?.AddTo(batch, story.Tenant), connection);
            }
        }
        catch (PostgresException e) when (e is { SqlState: "TR001" } or { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "commands" })
        {
            // Another import of the same story came first.
            throw new StreamMovedException(appends[0].Command.Stream);
        }

        await transaction.CommitAsync(ct);
    }

    // Made by the owner, and filled by the service's own role: one transaction, so that all of it is there afterwards or nothing.
    private static async Task Begin(NpgsqlConnection connection, NewMunicipality made, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (made.Placement == Placement.Default)
            Store.Directory.Enter(batch, made);
        Store.Directory.Open(batch, made);
        batch.Add("set local role trepart_app");
        await batch.ExecuteNonQueryAsync(ct);
    }

    // A line that changes nothing is known afterwards too: after the lines that follow it, it might change something.
    private async Task Remember(NpgsqlConnection connection, Tenant tenant, Append append, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection).For(tenant);
        batch.Add(
            "insert into commands (tenant_id, command_id, fingerprint, answer, recorded_at) values ($1, $2, $3, $4::jsonb, $5)",
            tenant.Id, append.Command, append.Fingerprint, append.Answer, clock.GetUtcNow().UtcDateTime);
        await batch.ExecuteNonQueryAsync(ct);
    }
}
