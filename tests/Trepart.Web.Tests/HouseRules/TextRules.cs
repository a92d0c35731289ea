using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Trepart.Domain;
using Trepart.Web.Commands;

namespace Trepart.Web.Tests;

/// <summary>Every sentence that is shown exists in both written languages, and every one that exists is shown.</summary>
public sealed partial class TextRules
{
    /// <summary>Texts that nothing shows yet, each with a reason. It is meant to stay short.</summary>
    private static readonly string[] NotShownYet = [];

    private static readonly IReadOnlyList<(string Name, string Text)> Code = Sources.Under("src/Trepart.Web", ".cs", ".razor");

    private static readonly string AllCode = string.Join('\n', Code.Select(c => c.Text).Concat(Sources.Under("tools/Trepart.Tool", ".cs").Select(c => c.Text)));

    private static IEnumerable<Act> Forms => AllActs.ByName.Values.Where(a => a.Slug is not null).Concat(AllActs.OfTheMunicipality);

    private static IEnumerable<Refusal> Refusals => StaticsOf<Refusal>();

    [Fact]
    public void Every_text_has_bokmål_and_nynorsk_or_is_empty_in_both() =>
        Assert.Empty(Texts.All.Where(t => t.Value.Length != 2 || string.IsNullOrWhiteSpace(t.Value[0]) != string.IsNullOrWhiteSpace(t.Value[1])).Select(t => t.Key));

    [Fact]
    public void The_gaps_of_a_text_are_the_same_in_both() =>
        Assert.Empty(Texts.All.Where(t => !Gaps(t.Value[0]).SequenceEqual(Gaps(t.Value[1]))).Select(t => t.Key));

    [Fact]
    public void A_text_is_text_and_not_markup() =>
        Assert.Empty(Texts.All.Where(t => t.Value.Any(v => Markup().IsMatch(v) || v != v.Trim() || v.Contains("  ", StringComparison.Ordinal))).Select(t => t.Key));

    /// <summary>The list is made by reading: what is right in both written languages as it stands. A text that is no longer the same leaves it.</summary>
    [Fact]
    public void What_is_the_same_in_both_has_been_read_and_found_right() =>
        Assert.Equal(
            Sources.Read("tests/Trepart.Web.Tests/HouseRules/same-in-both.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Texts.All.Where(t => t.Value[0].Length > 0 && t.Value[0] == t.Value[1]).Select(t => t.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_act_with_a_form_has_its_texts() =>
        Missing(Forms.SelectMany(a => new[] { $"act.{a.Name}", $"act.{a.Name}.send", $"act.{a.Name}.done" }));

    [Fact]
    public void Every_field_of_a_form_has_a_label() =>
        Assert.Empty(
            from act in Forms
            from field in act.Fields.Concat(act.Fields.SelectMany(f => f.RowFields))
            where field.Name is not ("findings" or "group") && !Texts.Has($"field.{act.Name}.{field.Name}") && !Texts.Has($"field.{field.Name}")
            select $"{act.Name}: {field.Name}");

    [Fact]
    public void Every_choice_of_every_field_has_its_word() => Missing(Choices());

    [Fact]
    public void Every_stored_event_can_be_told_and_named() =>
        Missing(EventNames.Types.Keys.SelectMany(n => new[] { $"story.{n}", $"event.{n}" }));

    [Fact]
    public void Words_that_a_story_quotes_have_a_label() =>
        Assert.Empty(
            from e in EventNames.Types
            from member in e.Value.GetProperties()
            where member.PropertyType == typeof(Words) || member.PropertyType == typeof(Many<Words>)
            let name = Camel(member.Name)
            where !Texts.Has($"quote.{e.Key}.{name}") && !Texts.Has($"field.{name}")
            select $"{e.Key}: {name}");

    [Fact]
    public void A_story_has_no_gap_that_its_event_cannot_fill() =>
        Assert.Empty(
            from e in EventNames.Types
            let members = e.Value.GetProperties().Select(p => Camel(p.Name)).Concat(["by", "on"]).ToHashSet()
            from text in Texts.All.Where(t => t.Key == $"story.{e.Key}" || t.Key.StartsWith($"story.{e.Key}.", StringComparison.Ordinal))
            from gap in Gaps(text.Value[0])
            where !members.Contains(gap)
            select $"{text.Key}: {{{gap}}}");

    [Fact]
    public void Every_refusal_advice_concern_and_seat_has_its_sentence() =>
        Missing(Refusals.Select(r => $"refusal.{r.Code}")
            .Concat(StaticsOf<Advice>().Select(a => a.Code))
            .Concat(Enum.GetNames<Concern>().Select(c => $"guard.{c}"))
            .Concat(Enum.GetNames<SeatRole>().Select(r => $"seat.{r}")));

    [Fact]
    public void Every_fault_of_a_field_has_its_sentence()
    {
        var codes = FieldCodes().ToList();

        Assert.Contains("too-long", codes);
        Assert.True(codes.Count >= 12, $"{codes.Count} codes were found");
        Missing(codes.Select(c => $"error.{c}"));
    }

    [Fact]
    public void Every_problem_has_title_and_explanation()
    {
        var codes = ProblemCodes().ToList();

        Assert.Contains("if-match-missing", codes);
        Assert.True(codes.Count >= 12, $"{codes.Count} codes were found");
        Missing(codes.SelectMany(c => new[] { $"problem.{c}.title", $"problem.{c}.detail" }));
    }

    [Fact]
    public void Every_text_that_the_code_names_is_there()
    {
        var asked = Code.SelectMany(c => Asked().Matches(c.Text).Select(m => (c.Name, Key: m.Groups["key"].Value, IsCount: m.Groups["how"].Value == "Count"))).ToList();

        Assert.True(asked.Count > 150, $"{asked.Count} were found");
        Assert.Empty(asked.Where(a => a.IsCount ? !Texts.Has(a.Key + ".one") || !Texts.Has(a.Key + ".many") : !Exists(a.Key)).Select(a => $"{a.Name}: {a.Key}"));
    }

    [Fact]
    public void What_looks_like_a_text_of_ours_in_the_code_is_one()
    {
        var families = Texts.All.Keys.Select(k => k.Split('.')[0]).Where(f => !f.StartsWith("advice", StringComparison.Ordinal)).ToHashSet();
        var named = Code.SelectMany(c => Dotted().Matches(c.Text).Select(m => (c.Name, Key: m.Groups[1].Value))).Where(n => families.Contains(n.Key.Split('.')[0])).ToList();

        Assert.True(named.Count > 200, $"{named.Count} were found");
        Assert.Empty(named.Where(n => !Exists(n.Key) && !IsBeginning(n.Key)).Select(n => $"{n.Name}: {n.Key}"));
    }

    [Fact]
    public void Every_text_is_shown_somewhere()
    {
        var known = Known();
        Assert.Equal(NotShownYet, Texts.All.Keys.Where(k => !IsShown(k, known)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("story.matter_forgotten")]
    [InlineData("field.nobody")]
    [InlineData("refusal.matter/nothing")]
    [InlineData("home.nobody-asks-for-this")]
    [InlineData("choice.theme.gardening")]
    public void A_text_that_nothing_shows_is_seen(string key) => Assert.False(IsShown(key, Known()));

    [Theory]
    [InlineData("{n} saker", "{n} saker", true)]
    [InlineData("{by} utsatte til {until}", "{until} utsette {by}", true)]
    [InlineData("{n} saker", "{m} saker", false)]
    [InlineData("Til {group}", "Til gruppa", false)]
    public void Gaps_that_differ_are_seen(string bokmål, string nynorsk, bool same) => Assert.Equal(same, Gaps(bokmål).SequenceEqual(Gaps(nynorsk)));

    private static void Missing(IEnumerable<string> keys) => Assert.Empty(keys.Where(k => !Texts.Has(k)).Distinct());

    /// <summary>Families whose keys follow from the domain: a key of theirs that does not is left over from something that is gone.</summary>
    private static readonly string[] Derived = ["act", "field", "hint", "choice", "story", "event", "quote", "refusal", "error", "seat"];

    private static HashSet<string> Known() =>
    [
        .. Forms.SelectMany(a => new[] { $"act.{a.Name}", $"act.{a.Name}.send", $"act.{a.Name}.done", $"act.{a.Name}.help" }),
        .. from a in Forms
           from f in a.Fields.Concat(a.Fields.SelectMany(f => f.RowFields))
           from key in new[] { $"field.{f.Name}", $"field.{a.Name}.{f.Name}", $"hint.{f.Name}", $"hint.{a.Name}.{f.Name}" }
           select key,
        .. Choices(),
        .. from e in EventNames.Types
           from key in e.Value.GetProperties().Select(p => Camel(p.Name)).SelectMany(p => new[] { $"story.{e.Key}.{p}", $"quote.{e.Key}.{p}" }).Append($"story.{e.Key}").Append($"event.{e.Key}")
           select key,
        .. Refusals.Select(r => $"refusal.{r.Code}"),
        .. StaticsOf<Advice>().Select(a => a.Code),
        .. FieldCodes().Select(c => $"error.{c}"),
        .. Enum.GetNames<SeatRole>().Select(r => $"seat.{r}"),
        .. Enum.GetNames<Concern>().Select(c => $"guard.{c}"),
        .. ProblemCodes().SelectMany(c => new[] { $"problem.{c}.title", $"problem.{c}.detail" }),
    ];

    private static bool IsShown(string key, HashSet<string> known) =>
        known.Contains(key) || IsWritten(key) || Endings.Any(e => key.EndsWith(e, StringComparison.Ordinal) && IsWritten(key[..^e.Length]))
        || (!Derived.Contains(key.Split('.')[0]) && (Shapes.Any(s => s.IsMatch(key)) || AllCode.Contains($"\"{key[..(key.LastIndexOf('.') + 1)]}\" +", StringComparison.Ordinal)));

    private static bool IsWritten(string key) => AllCode.Contains($"\"{key}\"", StringComparison.Ordinal);

    private static readonly string[] Endings = [".one", ".many", ".only", ".all", ".none"];

    /// <summary>Texts that are named with something filled in: <c>$"learning.state.{stage}"</c>.</summary>
    private static readonly IReadOnlyList<Regex> Shapes =
        [.. ShapedText().Matches(AllCode).Select(m => m.Groups[1].Value).Distinct().Select(ShapeOf)];

    private static Regex ShapeOf(string text) =>
        new("^" + string.Join("[^.]+", HoleIn().Split(text).Select(Regex.Escape)) + "(" + string.Join('|', Endings.Select(Regex.Escape)) + ")?$", RegexOptions.CultureInvariant);

    private static bool Exists(string key) =>
        key.Contains('{', StringComparison.Ordinal) ? Texts.All.Keys.Any(ShapeOf(key).IsMatch) : Texts.Has(key) || Endings.Any(e => Texts.Has(key + e));

    private static bool IsBeginning(string key) => key.EndsWith('.') && Texts.All.Keys.Any(k => k.StartsWith(key, StringComparison.Ordinal));

    private static IEnumerable<string> Choices() =>
        from type in Forms.SelectMany(a => a.Fields.Concat(a.Fields.SelectMany(f => f.RowFields))).Where(f => f.Kind is FieldKind.Choice).Select(f => f.Choice!)
            .Concat(EventNames.Types.Values.SelectMany(e => e.GetProperties()).Select(p => Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType).Where(t => t.IsEnum))
            .Distinct()
        from value in Enum.GetNames(type)
        select $"choice.{Camel(type.Name)}.{Camel(value)}";

    private static IEnumerable<string> FieldCodes() =>
        Code.SelectMany(c => FieldCode().Matches(c.Text)).Select(m => m.Groups["code"].Value)
            .Concat(ListCodes().Matches(Sources.Read("src/Trepart.Web/Commands/CommandReader.cs")).SelectMany(m => new[] { m.Groups[1].Value, m.Groups[2].Value }))
            .Distinct();

    private static IEnumerable<string> ProblemCodes() =>
        Code.SelectMany(c => ProblemCode().Matches(c.Text)).Select(m => m.Groups[1].Value)
            .Concat(Enumerable.Range(400, 200).Select(HtmlProblemWriter.CodeOf)).Distinct();

    private static IEnumerable<T> StaticsOf<T>() =>
        typeof(Matter).Assembly.GetExportedTypes().SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(f => f.GetValue(null)).OfType<T>();

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static IEnumerable<string> Gaps(string text) => Gap().Matches(text).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{(\w+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Gap();

    [GeneratedRegex(@"<\s*/?\s*[a-zA-Z!]|&\w+;", RegexOptions.CultureInvariant)]
    private static partial Regex Markup();

    [GeneratedRegex("""(\b(T|Text|text)\[|\b(?<how>Say|Count)\()\$?"(?<key>[^"]+)"[\],)]""", RegexOptions.CultureInvariant)]
    private static partial Regex Asked();

    [GeneratedRegex("""
        "([a-z]+\.[A-Za-z0-9._-]*)"
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Dotted();

    [GeneratedRegex("""
        \$"([a-z-]+[./][^"\s]*\{[^"]*)"
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex ShapedText();

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex HoleIn();

    [GeneratedRegex("""(Error<[\w?]+>\(\w+, |FieldError\([^,()]+, |_?errors\.Add\(new\([^,()]+, )"(?<code>[a-z]+(-[a-z]+)*)""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex FieldCode();

    [GeneratedRegex("""_errors\.Add\(new\(path, value is JsonArray \? "([a-z-]+)" : "([a-z-]+)"\)\)""", RegexOptions.CultureInvariant)]
    private static partial Regex ListCodes();

    [GeneratedRegex("""StatusCodes?(?:\.Status\w+)?, "([a-z]+(?:-[a-z]+)*)"\)""", RegexOptions.CultureInvariant)]
    private static partial Regex ProblemCode();
}
