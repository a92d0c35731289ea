namespace Trepart.Domain;

/// <summary>What a text seems to hold that the group does not work with (SAK-02, SAK-03), or that must not lie in its papers.</summary>
public enum Concern
{
    PersonnelCase,
    PayNegotiation,
    NationalIdentityNumber,
    ChildOrPatient,
    Whistleblowing,
}

/// <summary>
/// Looks at a text, in bokmål or nynorsk, before it is sent, so that the writer can be asked and told where it belongs (INV-10).
/// It never stops anyone, and it is wrong now and then: a theme is the group's and one person's case is not,
/// but words alone do not always tell.
/// </summary>
public static partial class Guard
{
    /// <summary>The concerns, each once and in the order of <see cref="Concern"/>.</summary>
    public static IReadOnlyList<Concern> LookAt(string text)
    {
        var found = new SortedSet<Concern>();
        if (HoldsIdentityNumber(text))
            found.Add(Concern.NationalIdentityNumber);
        else if (HoldsWordsOfIdentity(text))
            found.Add(Concern.NationalIdentityNumber);

        foreach (var sentence in SentenceEnd().Split(Composed(text)))
            found.UnionWith(LookAtSentence(sentence));

        return [.. found];
    }

    private static IEnumerable<Concern> LookAtSentence(string sentence)
    {
        if (PayTheme().IsMatch(sentence))
            yield return Concern.PayNegotiation;
        if (Wrongdoing().IsMatch(sentence) || (Violence().IsMatch(sentence) && !Prevention().IsMatch(sentence)))
            yield return Concern.Whistleblowing;
        if (OwnPersonnelCase().IsMatch(sentence) || LeadersConduct().IsMatch(sentence))
            yield return Concern.PersonnelCase;

        var words = WordsOf(sentence);
        var isNamed = words.Any(w => w.IsName);
        if (isNamed && Complaint().IsMatch(sentence))
            yield return Concern.PersonnelCase;
        if ((isNamed || OnePerson().IsMatch(sentence)) && PersonnelMatter().IsMatch(sentence))
            yield return Concern.PersonnelCase;
        if ((isNamed && CareOrOtherChildren().IsMatch(sentence)) || OneInRoom().IsMatch(sentence) || NamesOneInCare(sentence, words))
            yield return Concern.ChildOrPatient;
    }

    // Children, patients, residents, users

    private static bool NamesOneInCare(string sentence, IReadOnlyList<Word> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (Role().IsMatch(words[i].Text) && NameFollows(words, i + 1))
                return true;
            if (RoleOrVerb().IsMatch(words[i].Text) && i + 1 < words.Count && IsKnownName(words[i + 1].Text))
                return true;
            if (Kin().IsMatch(words[i].Text) && i + 1 < words.Count && words[i + 1].Is("til") && NameFollows(words, i + 2))
                return true;
            if (Kin().IsMatch(words[i].Text) && i > 0 && words[i - 1] is { IsName: true, IsGenitive: true })
                return true;
            if (words[i].IsName && AgeOrRoom().IsMatch(sentence.AsSpan(words[i].End, Math.Min(24, sentence.Length - words[i].End))))
                return true;
        }

        return false;
    }

    /// <summary>A name stands here, or after a word such as "vår" or "tvillingene".</summary>
    private static bool NameFollows(IReadOnlyList<Word> words, int i)
    {
        for (var skipped = 0; i < words.Count && skipped < 2 && words[i].IsCloseToFormer; i++, skipped++)
        {
            if (words[i].IsName || words[i].CouldBeName)
                return true;
            if (!BetweenRoleAndName().IsMatch(words[i].Text))
                return false;
        }

        return false;
    }

    // Words and names

    /// <param name="CouldBeName">Written as a name is; at the head of a sentence every word is.</param>
    /// <param name="IsName">Known as a name, or written as one where neither a place nor the head of a sentence explains it.</param>
    /// <param name="IsCloseToFormer">Nothing but a space, colon, comma or parenthesis stands between.</param>
    private readonly record struct Word(string Text, int End, bool CouldBeName, bool IsName, bool IsCloseToFormer)
    {
        public bool IsGenitive => Text[^1] is 's' or 'S';

        public bool Is(string other) => Text.Equals(other, StringComparison.OrdinalIgnoreCase);
    }

    private static List<Word> WordsOf(string sentence)
    {
        var words = new List<Word>();
        var end = 0;
        foreach (var match in WordPattern().EnumerateMatches(sentence))
        {
            var text = sentence.Substring(match.Index, match.Length);
            var between = sentence.AsSpan(end, match.Index - end);
            var former = words is [.., var last] && between.IndexOfAny(":«\"“–") < 0 ? last.Text : null;
            var couldBeName = Capitalised().IsMatch(text) && !NoPerson().IsMatch(text);
            var isName = IsKnownName(text) || (couldBeName && former is not null && !BeforePlace().IsMatch(former));
            var isClose = between.Length <= 2 && between.IndexOfAnyExcept(" :,(") < 0;
            end = match.Index + match.Length;
            words.Add(new(text, end, couldBeName, isName, isClose));
        }

        // "Per" and "Liv" are also everyday words: at the head of a sentence what follows tells.
        if (words is [var first, var second, ..] && EverydayName().IsMatch(first.Text) && AfterPerson().IsMatch(second.Text))
            words[0] = first with { IsName = true };

        return words;
    }

    private static bool IsKnownName(string word) =>
        GivenNames.Contains(word) || (word[^1] is 's' or 'S' && GivenNames.Contains(word[..^1]));

    /// <summary>Some devices write å in two parts. No other letter that Norwegian needs has two.</summary>
    private static string Composed(string text) =>
        text.Replace("a\u030A", "å", StringComparison.Ordinal).Replace("A\u030A", "Å", StringComparison.Ordinal);

    // National identity numbers

    private static bool HoldsIdentityNumber(string text)
    {
        foreach (var match in ElevenDigits().EnumerateMatches(text))
        {
            if (IsIdentityNumber([.. text.Substring(match.Index, match.Length).Where(char.IsAsciiDigit).Select(c => c - '0')]))
                return true;
        }

        return false;
    }

    /// <summary>A number that is written wrongly is somebody's all the same: a date and five digits with a gap between, or beside a word that says so.</summary>
    private static bool HoldsWordsOfIdentity(string text)
    {
        foreach (var match in ElevenDigits().EnumerateMatches(text))
        {
            var digits = text.Substring(match.Index, match.Length);
            int[] plain = [.. digits.Where(char.IsAsciiDigit).Select(c => c - '0')];
            if (plain.Length == 11 && IsDate(plain) && (digits.IndexOfAny([' ', '-', '\u00A0']) == 6 || IdentityWord().IsMatch(text)))
                return true;
        }

        return false;
    }

    private static bool IsDate(ReadOnlySpan<int> digits) =>
        digits[0] < 8 && (((digits[0] * 10) + digits[1]) % 40) is >= 1 and <= 31 && (((digits[2] * 10) + digits[3]) % 40) is >= 1 and <= 12;

    /// <summary>D-numbers add 40 to the day; synthetic numbers, as in test data, add 40 or 80 to the month.</summary>
    private static bool IsIdentityNumber(ReadOnlySpan<int> digits)
    {
        var day = ((digits[0] * 10) + digits[1]) % 40;
        var month = ((digits[2] * 10) + digits[3]) % 40;

        return digits[0] < 8 && day is >= 1 and <= 31 && month is >= 1 and <= 12
            && Remainder(digits, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) is 0
            && Remainder(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) is 0;
    }

    private static int Remainder(ReadOnlySpan<int> digits, ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
            sum += digits[i] * weights[i];

        return sum % 11;
    }
}
