using System.Text.Json.Nodes;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.FollowUp;

/// <summary>What one of the two writes to the other.</summary>
public sealed record WriteNote(Words Text);

/// <summary>The two have talked.</summary>
/// <param name="On">The day.</param>
public sealed record NoteTalk(DateOnly On, Words? Text = null);

/// <summary>Training or something else for the one followed up.</summary>
/// <param name="Due">By when it is planned.</param>
/// <param name="Done">The day it was done, where it is.</param>
public sealed record PlanStep([OneLine(Max = 200)] Words What, DateOnly? Due = null, DateOnly? Done = null);

public sealed record FinishStep(DateOnly Done);

/// <summary>What came of something asked, the same for forms and JSON.</summary>
public abstract record FollowUpOutcome
{
    private FollowUpOutcome() { }

    public sealed record Done(Pair Pair) : FollowUpOutcome;

    public sealed record Missing : FollowUpOutcome;

    public sealed record Forbidden : FollowUpOutcome;

    /// <param name="Errors">None where there was nothing to read.</param>
    public sealed record Unreadable(IReadOnlyList<FieldError> Errors) : FollowUpOutcome;
}

/// <summary>
/// What the two may do with one another's page. Who is neither of them is turned away before anything is looked up; a chief is told of one whom she
/// does not follow up as of one who does not exist.
/// </summary>
public sealed class FollowUpActions(FollowUpBook book, Calendar calendar)
{
    /// <param name="holding">Of the one who is followed up.</param>
    /// <returns>Null for one who is not there; and whether the asker is turned away.</returns>
    public async Task<(Pair? Pair, bool IsForbidden)> Find(Tenant tenant, SignedIn who, Guid holding, CancellationToken ct)
    {
        if (Chiefs.FollowedOf(who).FirstOrDefault(h => h.Id == holding) is { } own)
            return (await book.Own(tenant, own, calendar.Today, ct) is { } mine ? new Pair(mine, mine.Holders[0], [], own.Id) : null, false);
        if (Chiefs.Of(who) is not { Count: > 0 } chief)
            return (null, true);
        if (await book.One(tenant, holding, chief, calendar.Today, ct) is not { } seat)
            return (null, false);
        List<Holding> over = [.. chief.Where(c => IsOver(c.Seat, seat.Seat))];
        return (new Pair(seat, seat.Holders[0], [.. over.Select(c => c.Seat.Id).Distinct()], over[0].Id), false);
    }

    public Task<FollowUpOutcome> Ask(Tenant tenant, SignedIn who, Guid holding, Guid id, CancellationToken ct) =>
        InPair(tenant, who, holding, isChief: false, async pair =>
        {
            if (!await book.HasChief(tenant, pair.Seat.Seat.Id, ct))
                return new FollowUpOutcome.Missing();
            await book.Ask(tenant, pair, id, calendar.Today, ct);
            return new FollowUpOutcome.Done(pair);
        }, ct);

    public Task<FollowUpOutcome> Note(Tenant tenant, SignedIn who, Guid holding, Guid id, JsonObject body, CancellationToken ct) =>
        Written<WriteNote>(tenant, who, holding, id, EntryKind.Note, isChief: null, body, _ => (null, null), ct);

    public Task<FollowUpOutcome> Talk(Tenant tenant, SignedIn who, Guid holding, Guid id, JsonObject body, CancellationToken ct) =>
        Written<NoteTalk>(tenant, who, holding, id, EntryKind.Talk, isChief: true, body, t => (t.On, null), ct);

    public Task<FollowUpOutcome> Step(Tenant tenant, SignedIn who, Guid holding, Guid id, JsonObject body, CancellationToken ct) =>
        Written<PlanStep>(tenant, who, holding, id, EntryKind.Step, isChief: true, body, s => (s.Due, s.Done), ct);

    /// <param name="body">Null where what came is no JSON.</param>
    public Task<FollowUpOutcome> Finish(Tenant tenant, SignedIn who, Guid holding, Guid step, JsonObject? body, CancellationToken ct) =>
        InPair(tenant, who, holding, isChief: true, async pair =>
        {
            var reader = new CommandReader(_ => null);
            if (!(await book.Entries(tenant, pair, ct)).Any(e => e.Id == step && e.Kind is EntryKind.Step))
                return new FollowUpOutcome.Missing();
            if (body is null || reader.Read(typeof(FinishStep), body, []) is not FinishStep finish)
                return new FollowUpOutcome.Unreadable(reader.Errors);
            if (IsLater(finish.Done))
                return new FollowUpOutcome.Unreadable([new FieldError("done", "in-future")]);
            return await book.Finish(tenant, pair, step, finish.Done, ct) ? new FollowUpOutcome.Done(pair) : new FollowUpOutcome.Missing();
        }, ct);

    public Task<FollowUpOutcome> Remove(Tenant tenant, SignedIn who, Guid holding, Guid entry, CancellationToken ct) =>
        InPair(tenant, who, holding, isChief: null, async pair =>
            await book.Remove(tenant, pair, entry, ct) ? new FollowUpOutcome.Done(pair) : new FollowUpOutcome.Missing(), ct);

    private Task<FollowUpOutcome> Written<T>(
        Tenant tenant, SignedIn who, Guid holding, Guid id, EntryKind kind, bool? isChief, JsonObject body, Func<T, (DateOnly? Happens, DateOnly? Done)> days, CancellationToken ct)
        where T : class =>
        InPair(tenant, who, holding, isChief, async pair =>
        {
            var reader = new CommandReader(_ => null);
            if (reader.Read(typeof(T), body, []) is not T asked)
                return new FollowUpOutcome.Unreadable(reader.Errors);
            var (happens, done) = days(asked);
            if (kind is EntryKind.Talk && IsLater(happens))
                return new FollowUpOutcome.Unreadable([new FieldError("on", "in-future")]);
            if (IsLater(done))
                return new FollowUpOutcome.Unreadable([new FieldError("done", "in-future")]);
            await book.Write(tenant, pair, id, kind, reader.Pen.Written is [var text] ? text.Text : null, happens, done, calendar.Today, ct);
            return new FollowUpOutcome.Done(pair);
        }, ct);

    /// <param name="isChief">Which of the two may; null for both.</param>
    private async Task<FollowUpOutcome> InPair(Tenant tenant, SignedIn who, Guid holding, bool? isChief, Func<Pair, Task<FollowUpOutcome>> act, CancellationToken ct)
    {
        var (pair, isForbidden) = await Find(tenant, who, holding, ct);
        if (pair is null)
            return isForbidden ? new FollowUpOutcome.Forbidden() : new FollowUpOutcome.Missing();
        return isChief is { } side && side != pair.IsChief ? new FollowUpOutcome.Forbidden() : await act(pair);
    }

    private bool IsLater(DateOnly? day) => day > calendar.Today;

    private static bool IsOver(SeatInfo chief, SeatInfo seat) => seat.Role is SeatRole.SafetyRepresentative
        ? chief.Role is SeatRole.ChiefSafetyRepresentative
        : chief.Role is SeatRole.ChiefShopSteward && Composition.IsSame(chief.Organisation, seat.Organisation);
}
