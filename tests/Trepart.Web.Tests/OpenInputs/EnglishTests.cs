namespace Trepart.Web.Tests.OpenInputs;

public sealed class EnglishTests
{
    [Fact]
    public void Every_text_of_the_open_form_and_the_guard_is_there_in_English_with_the_same_gaps()
    {
        var needed = Texts.All.Keys.Where(k => k.StartsWith("open.", StringComparison.Ordinal) || k.StartsWith("guard.", StringComparison.Ordinal) || k.StartsWith("choice.inputKind.", StringComparison.Ordinal)
            || k.StartsWith("choice.disposition.", StringComparison.Ordinal) || k.StartsWith("choice.route.", StringComparison.Ordinal)).ToList();
        Assert.True(needed.Count > 60, $"{needed.Count}");
        Assert.Equal([], needed.Except(Texts.English.Keys));
        Assert.Equal([], Texts.English.Keys.Except(Texts.All.Keys));
        Assert.All(Texts.English, t => Assert.Equal(Texts.All[t.Key][0].Count(c => c == '{'), t.Value.Count(c => c == '{')));
    }
}
