using System.Globalization;
using Microsoft.Extensions.Primitives;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Trail;

/// <summary>What the filters are called in an address.</summary>
public sealed record TrailNames(
    string Arena, string Stream, string Type, string Seat, string From, string To, string KnownOn, string Before, string? Limit)
{
    public static readonly TrailNames Page = new("gruppe", "sak", "hendelse", "sete", "fra", "til", "kjent", "for", null);

    public static readonly TrailNames Api = new("arena", "stream", "type", "seat", "from", "to", "known-on", "before", "limit");

    public IReadOnlyList<string> All => [Arena, Stream, Type, Seat, From, To, KnownOn, Before, .. Limit is null ? Array.Empty<string>() : [Limit]];
}

/// <summary>What someone asks of the audit trail, as it stands in the address; null leaves a thing open.</summary>
/// <param name="From">Happened on this day or later.</param>
/// <param name="To">Happened on this day or earlier.</param>
/// <param name="KnownOn">As the log stood when this day ended in Norway.</param>
/// <param name="Before">Only positions below.</param>
/// <param name="Errors">What could not be read, by the names of the address.</param>
public sealed record TrailQuestion(
    Guid? Arena, Guid? Stream, string? Type, Guid? Seat, DateOnly? From, DateOnly? To, DateOnly? KnownOn, long? Before, int Limit,
    IReadOnlyList<FieldError> Errors)
{
    public const int PageSize = 50;
    public const int MostAtOnce = 200;

    public static TrailQuestion Read(IQueryCollection query, TrailNames names)
    {
        var errors = new List<FieldError>();
        return new TrailQuestion(
            Id(names.Arena), Id(names.Stream), Type(names.Type), Id(names.Seat), Date(names.From), Date(names.To), Date(names.KnownOn),
            Number(names.Before, long.MaxValue), names.Limit is null ? PageSize : (int)(Number(names.Limit, MostAtOnce) ?? PageSize), errors);

        // An empty field of a form that was sent is the same as none. A filter given twice is not guessed at.
        string? One(string name)
        {
            if (!query.TryGetValue(name, out var values) || StringValues.IsNullOrEmpty(values))
                return null;
            if (values is [{ } one])
                return string.IsNullOrWhiteSpace(one) ? null : one.Trim();
            errors.Add(new(name, "not-a-choice"));
            return null;
        }

        T? Error<T>(string name, string code)
        {
            errors.Add(new(name, code));
            return default;
        }

        Guid? Id(string name) => One(name) is not { } text ? null : Guid.TryParseExact(text, "D", out var id) ? id : Error<Guid?>(name, "not-an-id");

        string? Type(string name) => One(name) is not { } text ? null : EventNames.Types.ContainsKey(text) ? text : Error<string>(name, "not-a-choice");

        DateOnly? Date(string name)
        {
            if (One(name) is not { } text)
                return null;
            return TryDay(text, out var day) ? day : Error<DateOnly?>(name, "not-a-date");
        }

        long? Number(string name, long most)
        {
            if (One(name) is not { } text)
                return null;
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
                ? number : Error<long?>(name, "not-a-number");
        }
    }

    /// <summary>Reads a day as commands do: 2026-03-01 or 1.3.2026.</summary>
    public static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, ["yyyy-MM-dd", "d.M.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= 1990 and <= 2199;

    /// <summary>One event more than is shown, so that it is known whether there are older ones.</summary>
    public TrailFilter Filter(TrailAccess access) => new(
        Arena, Stream, Type, Seat, access.From > From || From is null ? access.From : From, access.To < To || To is null ? access.To : To,
        KnownOn is { } day ? Calendar.EndOf(day) : null, Before, Limit: Limit + 1, Within: access.Within);

    /// <summary>The same question with other answers to some of it, as the query of an address.</summary>
    public string Address(TrailNames names, long? before)
    {
        var query = new QueryString();
        Add(names.Arena, Arena);
        Add(names.Stream, Stream);
        Add(names.Type, Type);
        Add(names.Seat, Seat);
        Add(names.From, From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add(names.To, To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add(names.KnownOn, KnownOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (names.Limit is not null && Limit != PageSize)
            Add(names.Limit, Limit);
        Add(names.Before, before);
        return query.ToUriComponent();

        void Add(string name, object? value)
        {
            if (value is not null)
                query = query.Add(name, Convert.ToString(value, CultureInfo.InvariantCulture)!);
        }
    }
}

/// <summary>A part of the trail that someone sees.</summary>
/// <param name="Arenas">Null for the whole municipality.</param>
/// <param name="From">Happened on this day or later; null for all that went before.</param>
/// <param name="To">Happened on this day or earlier; null for all that comes.</param>
/// <param name="Own">The groups whose own things are seen, such as that they are stuck; null for all of the part's.</param>
public sealed record TrailPart(IReadOnlyCollection<Guid>? Arenas, DateOnly? From = null, DateOnly? To = null, IReadOnlyCollection<Guid>? Own = null)
{
    public bool Sees(Recorded recorded) =>
        Sees(recorded.Arena) && !(recorded.HappenedOn < From) && !(recorded.HappenedOn > To) && (recorded.Visibility != "group" || Own?.Contains(recorded.Arena) != false);

    public bool Sees(Guid arena) => Arenas is null || Arenas.Contains(arena);
}

/// <summary>How much of the trail someone sees: from seats, or under mandates.</summary>
/// <param name="Parts">What is in one of them is seen.</param>
/// <param name="IsAudit">No seat gives it: what is opened is written down.</param>
public sealed record TrailAccess(IReadOnlyList<TrailPart> Parts, bool IsAudit)
{
    /// <summary>The arenas; null for the whole municipality.</summary>
    public IReadOnlyCollection<Guid>? Within { get; } = Parts.Any(p => p.Arenas is null) ? null : Parts.SelectMany(p => p.Arenas!).ToHashSet();

    public DateOnly? From { get; } = Parts.Any(p => p.From is null) ? null : Parts.Min(p => p.From);

    public DateOnly? To { get; } = Parts.Any(p => p.To is null) ? null : Parts.Max(p => p.To);

    /// <returns>Null for those who may see nothing of it.</returns>
    public static TrailAccess? Of(SignedIn who)
    {
        var working = who.Holdings.Where(h => Rights.Of(h.Seat).Contains(Right.WorkInGroup)).Select(h => h.Seat.Arena).ToHashSet();
        if (who.May(Right.ReadWholeTrail))
            return new([new(Arenas: null, Own: working)], IsAudit: false);

        var parts = who.Mandates.Select(m => new TrailPart(m.WholeMunicipality ? null : [.. m.Arenas], m.HistoryFrom, m.HistoryTo)).ToList();
        var own = who.Holdings.Where(h => Rights.Of(h.Seat).Contains(Right.ReadOwnTrail)).Select(h => h.Seat.Arena).ToHashSet();
        if (own.Count > 0)
            parts.Add(new(own, Own: working));
        return parts is [] ? null : new(parts, who.Mandates.Count > 0);
    }

    public bool Sees(Guid arena) => Within is null || Within.Contains(arena);

    /// <summary>Whether everything of an arena is seen, and not a part of its history.</summary>
    public bool SeesAll(Guid arena) => Parts.Any(p => p is { From: null, To: null } && p.Sees(arena));

    public bool Sees(Recorded recorded) => Parts.Any(p => p.Sees(recorded));

    /// <summary>Null where the question may be asked; otherwise the problem.</summary>
    public async Task<IResult?> Refuse(TrailQuestion question, Visit visit, Arenas arenas, EventStore store, CancellationToken ct)
    {
        if (question.Arena is { } arena)
        {
            if (await arenas.Get(visit.Tenant, arena, ct) is null)
                return Problems.NotFound(visit);
            if (!Sees(arena))
                return Problems.Forbidden(visit);
        }

        if (question.Stream is { } stream && (await store.ReadOpenings(visit.Tenant, [stream], ct)).TryGetValue(stream, out var opening) && !Sees(opening.Arena))
            return Problems.Forbidden(visit);
        return null;
    }
}
