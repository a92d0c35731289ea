using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Trepart.Store.Tests;

public sealed class LeafTests
{
    private static readonly Recorded Golden = new(
        new Tenant("steinkjer"), 42, Guid.Parse("0192f3a0-1111-7000-8000-000000000001"), "matter", 3, Guid.Parse("0192f3a0-2222-7000-8000-000000000002"),
        "matter_deferred",
        """{"reason":{"commitment":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","id":"0192f3a0-3333-7000-8000-000000000003"},"until":"2025-04-03"}""",
        new object(), new DateTimeOffset(2025, 3, 6, 12, 0, 0, 123, 456, TimeSpan.Zero), new DateOnly(2025, 3, 5), Guid.Parse("0192f3a0-4444-7000-8000-000000000004"), "arena",
        Guid.Parse("0192f3a0-5555-7000-8000-000000000005"), Guid.Parse("0192f3a0-6666-7000-8000-000000000006"), Guid.Parse("0192f3a0-7777-7000-8000-000000000007"), null, null, []);

    /// <summary>May be added to, never edited: what was hashed once is hashed for ever.</summary>
    private const string GoldenText =
        """{"actor":"0192f3a0-5555-7000-8000-000000000005","arena":"0192f3a0-4444-7000-8000-000000000004","command":"0192f3a0-7777-7000-8000-000000000007","data":{"reason":{"commitment":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","id":"0192f3a0-3333-7000-8000-000000000003"},"until":"2025-04-03"},"event":"0192f3a0-2222-7000-8000-000000000002","format":"trepart/event/v1","happenedOn":"2025-03-05","recordedAt":"2025-03-06T12:00:00.123456Z","seat":"0192f3a0-6666-7000-8000-000000000006","stream":"0192f3a0-1111-7000-8000-000000000001","streamType":"matter","tenant":"steinkjer","type":"matter_deferred","version":3,"visibility":"arena"}""";

    [Fact]
    public void The_golden_leaf_is_what_it_always_was()
    {
        Assert.Equal(GoldenText, Leaf.TextOf(Golden));
        Assert.Equal(SHA256.HashData([0, .. Encoding.UTF8.GetBytes(GoldenText)]), Leaf.HashOf(Golden));
        Assert.Equal("40f7d1506e4c590aedef401538f261344d9b17fdc60b2a977bcd619ab459f41a", Convert.ToHexStringLower(Leaf.HashOf(Golden)));
    }

    [Fact]
    public void The_position_is_not_part_of_the_leaf() => Assert.Equal(Leaf.HashOf(Golden), Leaf.HashOf(Golden with { Position = 43 }));

    [Fact]
    public void Every_other_field_is()
    {
        var changed = new[]
        {
            Golden with { Tenant = new("melhus") }, Golden with { StreamId = Golden.Id }, Golden with { StreamType = "input" }, Golden with { Version = 4 },
            Golden with { Id = Golden.StreamId }, Golden with { Type = "matter_deferred_v2" }, Golden with { Data = "{}" },
            Golden with { RecordedAt = Golden.RecordedAt.AddMicroseconds(1) }, Golden with { HappenedOn = Golden.HappenedOn.AddDays(1) },
            Golden with { Arena = Golden.Id }, Golden with { Visibility = "municipality" }, Golden with { Actor = null }, Golden with { Seat = null },
            Golden with { Command = Golden.Id }, Golden with { Correlation = "c" }, Golden with { Causation = "c" },
        };
        Assert.Equal(changed.Length + 1, changed.Append(Golden).Select(r => Convert.ToHexString(Leaf.HashOf(r))).Distinct().Count());
    }

    [Fact]
    public void Times_are_cut_to_whole_microseconds() =>
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(10), Leaf.ToMicroseconds(new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.FromHours(1)).AddTicks(19)));

    /// <summary>The leaf is written field by field, for speed; here it is written slowly, from an object whose names are sorted.</summary>
    [Fact]
    public void The_leaf_is_what_the_slow_way_gives()
    {
        var random = new Random(8785);
        for (var i = 0; i < 2000; i++)
        {
            var data = new JsonObject();
            for (var members = random.Next(6); members > 0; members--)
                data[Text(random)] = random.Next(4) switch { 0 => random.NextInt64(-(1L << 53), 1L << 53), 1 => new JsonArray(Text(random), null, true), 2 => new JsonObject { [Text(random)] = 1, ["a"] = 2 }, _ => Text(random) };
            var recorded = Golden with
            {
                Version = random.NextInt64(1, 1L << 40),
                Type = Text(random),
                StreamType = Text(random),
                Visibility = Text(random),
                Data = CanonicalJson.Of(data.ToJsonString()),
                RecordedAt = Golden.RecordedAt.AddTicks(random.NextInt64(1L << 50) * 10),
                HappenedOn = Golden.HappenedOn.AddDays(random.Next(-9000, 9000)),
                Actor = random.Next(2) == 0 ? null : Id(random),
                Seat = random.Next(2) == 0 ? null : Id(random),
                Correlation = random.Next(2) == 0 ? null : Text(random),
                Causation = random.Next(2) == 0 ? null : Text(random),
            };
            Assert.Equal(Slowly(recorded), Leaf.TextOf(recorded));
            Assert.Equal(Leaf.HashOf(Slowly(recorded)), Leaf.HashOf(recorded));
        }
    }

    [Theory]
    [InlineData("""{"b":1,"a":[true,null,"x"]}""", """{"a":[true,null,"x"],"b":1}""")]
    [InlineData("""{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}""", "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\ufb33\":3}")]
    [InlineData("""{"s":"\u000f\n\u0041'\u0042\u0022\u005c\u005c\u0022\/"}""", """{"s":"\u000f\nA'B\"\\\\\"/"}""")]
    [InlineData("[ 1 , -7, 9007199254740992 ]", "[1,-7,9007199254740992]")]
    public void Canonical_json_follows_RFC_8785(string json, string canonical) => Assert.Equal(canonical, CanonicalJson.Of(json));

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e30")]
    [InlineData("9007199254740993")]
    [InlineData("\"\\u0000\"")]
    public void What_no_two_implementations_agree_on_is_refused(string json) => Assert.Throws<FormatException>(() => CanonicalJson.Of(json));

    private static string Slowly(Recorded recorded)
    {
        var fields = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["format"] = "trepart/event/v1",
            ["tenant"] = recorded.Tenant.Id,
            ["stream"] = $"{recorded.StreamId}",
            ["streamType"] = recorded.StreamType,
            ["version"] = recorded.Version,
            ["event"] = $"{recorded.Id}",
            ["type"] = recorded.Type,
            ["recordedAt"] = Leaf.Time(recorded.RecordedAt),
            ["happenedOn"] = $"{recorded.HappenedOn:yyyy-MM-dd}",
            ["arena"] = $"{recorded.Arena}",
            ["visibility"] = recorded.Visibility,
            ["command"] = $"{recorded.Command}",
            ["actor"] = recorded.Actor?.ToString(),
            ["seat"] = recorded.Seat?.ToString(),
            ["correlation"] = recorded.Correlation,
            ["causation"] = recorded.Causation,
            ["data"] = JsonNode.Parse(recorded.Data),
        };
        return Canonical(new JsonObject(fields.Where(f => f.Value is not null)));
    }

    // Sorted and escaped by other code than the one that is tested.
    private static string Canonical(JsonNode? node) => node switch
    {
        JsonObject o => $"{{{string.Join(',', o.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{Escaped(m.Key)}:{Canonical(m.Value)}"))}}}",
        JsonArray a => $"[{string.Join(',', a.Select(Canonical))}]",
        JsonValue v when v.GetValueKind() == JsonValueKind.String => Escaped(v.GetValue<string>()),
        null => "null",
        _ => node.ToJsonString(),
    };

    private static string Escaped(string text) => $"\"{string.Concat(text.Select(c => c switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\b' => @"\b",
        '\f' => @"\f",
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        < ' ' => $@"\u{(int)c:x4}",
        _ => $"{c}",
    }))}\"";

    private static Guid Id(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static string Text(Random random)
    {
        string[] parts = ["a", "B", "é", "\"", "\\", "\n", "\t", "\u0001", "\u001f", "\u007f", "€", "😀", "\ufb33", "/", "<", "z9"];
        return string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => parts[random.Next(parts.Length)]));
    }
}
