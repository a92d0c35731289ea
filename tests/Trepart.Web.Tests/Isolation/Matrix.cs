using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing.Patterns;
using Trepart.Web.Commands;
using Trepart.Web.OpenInputs;
using Trepart.Web.Steering;

namespace Trepart.Web.Tests;

/// <summary>What may come of a foreign value.</summary>
public enum Expected
{
    /// <summary>As if the thing were not there at all (404), or what the asker's seat is told of any thing (403).</summary>
    Hidden,

    /// <summary>404, whatever the seat.</summary>
    NotFound,

    /// <summary>Shown to the door: 401, or on to signing in.</summary>
    SignIn,

    /// <summary>Either of the last two: who was erased may have lost her session, or not.</summary>
    Away,

    /// <summary>Whatever is answered, it is what is answered to a value that nobody has.</summary>
    AsUnknown,
}

/// <summary>A request with a neighbour's value, and the same with one that nobody has.</summary>
/// <param name="Named">What the first names and the second names in its place.</param>
public sealed record Attempt(
    Door Door, string What, Expected Expected, (Visitor Who, Asking Asking) Foreign, (Visitor Who, Asking Asking) Unknown, IReadOnlyList<(string Foreign, string Unknown)> Named);

/// <summary>Every request of the matrix, made from the endpoints themselves.</summary>
/// <param name="versions">Of the asking municipality's own matter and input, and of the same at the neighbour's.</param>
public sealed class Matrix(Visitors visitors, Samples samples, IReadOnlyDictionary<Thing, (long Own, long Twin)> versions, bool isLong)
{
    // A version that nothing has reached, so that what may be done is not done.
    private const string NotThere = "998";

    private static readonly Tenant[] Elsewhere = [Neighbours.Twin, Neighbours.Third];

    /// <summary>What the guard asks about, so that something new is judged and not begun.</summary>
    private const string AskedAbout = "Fødselsnummeret er 01010112377.";

    public IEnumerable<Attempt> Of(Door door) => door.IsMunicipal ? OfMunicipal(door) : OfOpen(door);

    public static async Task<Matrix> Of(Neighbours neighbours, Visitors visitors)
    {
        var versions = new Dictionary<Thing, (long, long)>();
        foreach (var thing in new[] { Thing.Matter, Thing.Input, Thing.Seat, Thing.Meeting, Thing.Action, Thing.SteeringItem })
        {
            var both = await Databases.Query<long>(
                neighbours.App.Database, $"select version from mt_streams where id = '{Samples.Own(thing)}' and tenant_id in ('{Neighbours.Own.Id}', '{Neighbours.Twin.Id}') order by tenant_id");
            Assert.True(thing is Thing.Seat || both[1] > both[0], $"The neighbour's {thing} is to be further on.");
            versions[thing] = (both[0], both[1]);
        }

        // Those that have other ids at the neighbour's, or are as far on there.
        var samples = await Samples.Of(neighbours);
        foreach (var thing in new[] { Thing.Report, Thing.Experience, Thing.Exercise, Thing.Stop, Thing.Questions, Thing.Training, Thing.Participation, Thing.Gathering, Thing.Presentation, Thing.Process, Thing.Goal })
        {
            var own = (await Databases.Query<long>(neighbours.App.Database, $"select version from mt_streams where id = '{samples.Mine(thing)}' and tenant_id = '{Neighbours.Own.Id}'"))[0];
            versions[thing] = (own, own);
        }

        return new(visitors, samples, versions, LongRun.IsAsked);
    }

    /// <summary>The request with the asker's own things only.</summary>
    public Asking Plain(Door door) => Build(door, None);

    /// <summary>A command on some things that is judged as any other, and comes too late to be carried out.</summary>
    public Asking NotCarriedOut(Door door, IReadOnlyDictionary<Thing, string> things) => Build(
        door, door.In(Where.Path).Where(p => things.ContainsKey(p.Thing)).ToDictionary(p => p, p => things[p.Thing]), NotThere, Samples.Nobodys(Thing.Command));

    /// <summary>The same with each of its questions asked in turn, about the asker's own things.</summary>
    public IEnumerable<Asking> WithOwnQuery(Door door) =>
        door.Places.Where(p => p.Where is Where.Query).Select(p => Build(door, new Dictionary<Place, string> { [p] = p.Thing is Thing.NoId ? Answered(p.Name) : samples.Mine(p.Thing) }));

    private IEnumerable<Attempt> OfMunicipal(Door door)
    {
        foreach (var who in visitors.AllOfOwn)
        {
            var isNobody = who == visitors.Nobody;
            var hidden = isNobody ? Expected.SignIn : Expected.Hidden;
            foreach (var place in door.In(Where.Path).Concat(door.In(Where.Field)))
            {
                // Who has a seat is a rule's to say.
                foreach (var foreign in Foreign(door, place))
                    yield return One(door, who, place, foreign, place is { Where: Where.Field, Thing: Thing.Holding } && !isNobody ? Expected.AsUnknown : hidden);
            }

            foreach (var place in door.In(Where.Query))
                yield return One(door, who, place, samples.Foreign(place.Thing), isNobody ? Expected.SignIn : Expected.AsUnknown);

            // Several foreign ids in one address.
            if (door.In(Where.Path).Concat(door.In(Where.Field)).ToList() is { Count: > 1 } several)
            {
                yield return new(
                    door, "all ids", hidden, (who, Build(door, several.ToDictionary(p => p, p => samples.Foreign(p.Thing)))),
                    (who, Build(door, several.ToDictionary(p => p, p => Samples.Nobodys(p.Thing)))), [.. several.Select(p => (samples.Foreign(p.Thing), Samples.Nobodys(p.Thing)))]);
            }

            // Another municipality's address: with an id that both have, with one that only it has, and with one's own session all the same.
            var tenant = door.Places.Single(p => p is { Where: Where.Path, Thing: Thing.Tenant });
            foreach (var elsewhere in Elsewhere)
            {
                yield return Outside(door, who, who, tenant, elsewhere, "address of a neighbour", isNobody, foreignIds: false);
                if (elsewhere == Neighbours.Twin && door.In(Where.Path).Any())
                    yield return Outside(door, who, who, tenant, elsewhere, "address and ids of a neighbour", isNobody, foreignIds: true);
            }

            if (door is { IsPost: true, Act: not null })
            {
                foreach (var one in OfCommand(door, who, isNobody))
                    yield return one;
            }

            if (door is { IsPost: false, IsApi: true } && ThingOf(door) is { } read && versions.TryGetValue(read, out var version) && version.Twin != version.Own)
                yield return Header(door, who, "If-None-Match", $"\"{version.Twin}\"", $"\"{NotThere}\"", isNobody);
        }

        // A session that has been ended is nobody's.
        yield return Outside(door, visitors.Ended, visitors.Ended, door.Places.First(p => p.Thing is Thing.Tenant), Neighbours.Own, "session that has ended", isNobody: true, foreignIds: false);

        // Someone else's session at one's own address, where the ids are the same in both.
        foreach (var who in visitors.AtTwin.Values)
            yield return Outside(door, who, who, door.Places.First(p => p.Thing is Thing.Tenant), Neighbours.Own, "session of a neighbour", isNobody: false, foreignIds: false);
        var erased = visitors.Erased;
        yield return Outside(door, erased, erased, door.Places.First(p => p.Thing is Thing.Tenant), Neighbours.Own, "session of one erased", isNobody: false, foreignIds: false)
            with
        { Expected = Expected.Away };
    }

    private IEnumerable<Attempt> OfOpen(Door door)
    {
        // Where one comes unnamed, whoever is signed in is nobody, and a form that was opened as somebody does not fit.
        var isUnnamed = door.Endpoint.Metadata.GetMetadata<UnnamedRoute>() is not null;
        foreach (var who in isUnnamed ? [visitors.Nobody] : visitors.AllOfOwn.Concat(visitors.AtTwin.Values))
        {
            foreach (var place in door.In(Where.Path).Concat(door.In(Where.Field)).Concat(door.In(Where.Query)))
                yield return One(door, who, place, samples.Foreign(place.Thing), Expected.AsUnknown);

            // One's own code at a neighbour's address.
            if (door.Places.FirstOrDefault(p => p is { Where: Where.Path, Thing: Thing.Tenant }) is { } tenant && door.Places.FirstOrDefault(p => p.Thing is Thing.Code or Thing.Key or Thing.MeetingKey or Thing.Receipt) is { } opens)
            {
                var (mine, nobodys) = (samples.Mine(opens.Thing), Samples.Nobodys(opens.Thing));
                yield return new(
                    door, "address of a neighbour", Expected.NotFound, (who, Build(door, new Dictionary<Place, string> { [tenant] = Neighbours.Twin.Id, [opens] = mine })),
                    (who, Build(door, new Dictionary<Place, string> { [tenant] = Neighbours.Twin.Id, [opens] = nobodys })), [(mine, nobodys)]);
            }
        }
    }

    private IEnumerable<Attempt> OfCommand(Door door, Visitor who, bool isNobody)
    {
        var expected = isNobody ? Expected.SignIn : Expected.AsUnknown;
        var key = samples.Foreign(Thing.Command);
        if (Samples.IsNeverTurnedDown(door.Act!))
            yield break;
        yield return new(
            door, "id of a neighbour's command", expected, (who, Build(door, None, version: NotThere, command: key)),
            (who, Build(door, None, version: NotThere, command: Samples.Nobodys(Thing.Command))), [(key, Samples.Nobodys(Thing.Command))]);
        if (!door.Act!.Creates && ThingOf(door) is { } thing && versions.TryGetValue(thing, out var version) && version.Twin != version.Own)
        {
            yield return new(
                door, "version at the neighbour's", expected, (who, Build(door, None, version: $"{version.Twin}")), (who, Build(door, None, version: NotThere)), []);
        }
    }

    private static readonly Dictionary<Place, string> None = [];

    /// <summary>Something that can be read where no id is asked for.</summary>
    private static string Answered(string name) => name switch
    {
        "limit" => "3",
        "hendelse" or "type" => "matter_raised",
        "navn" => "den",
        _ => "2025-06-01",
    };

    private Attempt Header(Door door, Visitor who, string name, string foreign, string unknown, bool isNobody)
    {
        var plain = Plain(door);
        return new(
            door, $"{name} of a neighbour", isNobody ? Expected.SignIn : Expected.AsUnknown, (who, plain with { Headers = [.. plain.Headers, (name, foreign)] }),
            (who, plain with { Headers = [.. plain.Headers, (name, unknown)] }), []);
    }

    private Attempt One(Door door, Visitor who, Place place, string foreign, Expected expected) => new(
        door, $"{place.Where} {place.Name}", expected, (who, Build(door, new Dictionary<Place, string> { [place] = foreign })),
        (who, Build(door, new Dictionary<Place, string> { [place] = Samples.Nobodys(place.Thing) })), [(foreign, Samples.Nobodys(place.Thing))]);

    private Attempt Outside(Door door, Visitor who, Visitor whoElse, Place tenant, Tenant at, string what, bool isNobody, bool foreignIds)
    {
        var ids = foreignIds ? door.In(Where.Path).ToDictionary(p => p, p => samples.Foreign(p.Thing)) : [];
        return new(
            door, what, isNobody ? Expected.SignIn : Expected.NotFound, (who, Build(door, With(ids, tenant, at.Id))), (whoElse, Build(door, With(ids, tenant, Neighbours.Nowhere.Id))),
            [($"/{at.Id}", $"/{Neighbours.Nowhere.Id}")]);
    }

    private static Dictionary<Place, string> With(Dictionary<Place, string> ids, Place place, string value) => new(ids) { [place] = value };

    /// <summary>The neighbour's id of the right kind, and of other kinds.</summary>
    private IEnumerable<string> Foreign(Door door, Place place)
    {
        yield return samples.Foreign(place.Thing);
        if (!Samples.Guids.Contains(place.Thing))
            yield break;
        var others = Samples.Guids.Where(t => t != place.Thing).ToList();
        if (isLong)
        {
            foreach (var other in others)
                yield return samples.Foreign(other);
        }
        else
        {
            // One, and another one for each endpoint.
            var at = (door.Name + place.Name).Aggregate(0, (sum, c) => (sum * 31) + c) & 0x7fffffff;
            yield return samples.Foreign(others[at % others.Count]);
        }
    }

    private static Thing? ThingOf(Door door) => door.In(Where.Path).LastOrDefault()?.Thing;

    // A form and where it is sent have the same last part.
    private static bool IsOfSteering(Door door) => SteeringActs.OnGroup.Append(SteeringActs.PutUp).Any(a => door.Act == a || door.Name.EndsWith($"/grupper/{{arena:guid}}/{a.Slug}", StringComparison.Ordinal));

    private Asking Build(Door door, IReadOnlyDictionary<Place, string> values, string? version = null, string? command = null)
    {
        string ValueOf(Place place) => values.GetValueOrDefault(place) ?? (place.Thing is Thing.Arena && IsOfSteering(door) ? Samples.SteeringGroup : place.Thing is Thing.NoId ? Samples.NoIds(place.Name)[0] : samples.Mine(place.Thing));
        var path = "/" + string.Join('/', door.Endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter => ValueOf(door.Places.First(x => x.Where is Where.Path && x.Name == parameter.Name)),
            _ => throw new InvalidOperationException(door.Name),
        }))));
        var query = string.Join('&', values.Where(v => v.Key.Where is Where.Query).Select(v => $"{v.Key.Name}={Uri.EscapeDataString(v.Value)}"));
        if (query.Length > 0)
            path += "?" + query;
        if (!door.IsPost)
            return new(door.Method, path, []);

        var fields = values.Where(v => v.Key.Where is Where.Field).ToList();
        var id = command ?? "0192f3a0-beef-7000-8000-0000000000bb";
        if (door.Act is not { } act)
        {
            var form = Doors.Forms.GetValueOrDefault(door.Name) ?? [];
            return new(door.Method, path, [], [("commandId", id), .. form.Select(f => fields.Find(v => v.Key.Name == f.Name) is { Key: not null } given ? (f.Name, given.Value) : f)]);
        }

        var thing = door.In(Where.Path).LastOrDefault();
        var asks = act.Creates && command is not null ? act.Fields.FirstOrDefault(f => f.Kind is FieldKind.Text && !f.OneLine) : null;
        var body = samples.Body(act, thing is null ? "" : ValueOf(thing), isRefused: act.Creates && command is not null && asks is null);
        foreach (var (place, value) in fields)
            body[place.Name] = act.Fields.First(f => f.Name == place.Name).Kind is FieldKind.Ids ? new JsonArray(JsonValue.Create(value)) : JsonValue.Create(value);
        if (asks is not null)
            body[asks.Name] = AskedAbout;
        // Someone whom the register knows, or a name: not both.
        if (fields.Exists(f => f.Key.Name == "person"))
            body.Remove("name");
        var seen = version ?? (thing is not null && versions.TryGetValue(thing.Thing, out var v) ? v.Own.ToString(CultureInfo.InvariantCulture) : NotThere);
        return door.IsApi
            ? new(door.Method, path, [("Idempotency-Key", id), .. act.Creates ? Array.Empty<(string, string)>() : [("If-Match", $"\"{seen}\"")]], Json: body.ToJsonString())
            : new(door.Method, path, [], [("commandId", id), ("version", seen), .. Scene.Fields(body)]);
    }
}
