using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

public sealed class TrustCheckTests
{
    private static readonly DateOnly Closes = February.AddDays(14);
    private static readonly TrustEvent[] Opened = [new TrustCheckOpened(February.AddDays(-1), 6, TrustCheck.Set)];

    private static Scenario<TrustCheck, TrustCommand, TrustEvent> Given(params TrustEvent[] events) => new(events);

    private static OpenTrustCheck Open(DateOnly closes, int persons = 6, DateOnly? last = null) => new(closes) { Persons = persons, Last = last };

    private static TrustSheet Sheet(int fairness, int trust, int cooperation) => new([fairness, fairness, fairness, trust, trust, trust, cooperation, cooperation, 3]);

    [Fact]
    public void It_is_opened_once_for_a_week_to_two_months()
    {
        Given().When(Open(Closes)).Then(new TrustCheckOpened(Closes, 6, 1));
        Given().WhenTwice(new OpenTrustCheck(Closes) { Persons = 6 }).ThenRefused(TrustCheck.AlreadyOpened);
        Given().When(Open(February.AddDays(7))).Then(new TrustCheckOpened(February.AddDays(7), 6, 1));
        Given().When(Open(February.AddDays(6))).ThenRefused(TrustCheck.ClosesTooSoon);
        Given().When(Open(February.AddDays(60))).Then(new TrustCheckOpened(February.AddDays(60), 6, 1));
        Given().When(Open(February.AddDays(61))).ThenRefused(TrustCheck.ClosesTooLate);
        Given().When(new CloseTrustCheck([])).ThenRefused(TrustCheck.NotOpened);
    }

    [Fact]
    public void At_least_five_are_asked_and_half_a_year_goes_by_between_two()
    {
        Given().When(Open(Closes, persons: 4)).ThenRefused(TrustCheck.TooFewPersons);
        Given().When(Open(Closes, persons: 5)).Then(new TrustCheckOpened(Closes, 5, 1));
        Given().When(Open(Closes, last: February.AddMonths(-6).AddDays(1))).ThenRefused(TrustCheck.TooCloseToTheLast);
        Given().When(Open(Closes, last: February.AddMonths(-6))).Then(new TrustCheckOpened(Closes, 6, 1));
    }

    [Fact]
    public void It_is_closed_after_its_last_day_and_once()
    {
        Given(new TrustCheckOpened(February, 6, 1)).When(new CloseTrustCheck([])).ThenRefused(TrustCheck.NotOver);
        Given(Opened).WhenTwice(new CloseTrustCheck([])).ThenNothing();
    }

    [Fact]
    public void Three_answers_become_sums_of_each_dimension_and_nothing_of_who_chose_what() =>
        Given(Opened).When(new CloseTrustCheck([Sheet(5, 4, 1), Sheet(5, 1, 1), Sheet(2, 4, 1)]))
            .Then(new TrustCheckClosed(3, new([0, 3, 0, 0, 6], [3, 0, 0, 6, 0], [6, 0, 3, 0, 0])));

    [Fact]
    public void Of_two_answers_one_or_none_not_even_how_many_is_told()
    {
        foreach (var few in new Many<TrustSheet>[] { [], [Sheet(1, 1, 1)], [Sheet(1, 1, 1), Sheet(2, 2, 2)] })
            Given(Opened).When(new CloseTrustCheck(few)).Then(new TrustCheckClosed(null, null));
        Given(new TrustCheckOpened(February.AddDays(-1), 4, 1)).When(new CloseTrustCheck([Sheet(1, 1, 1), Sheet(1, 1, 1), Sheet(1, 1, 1)])).Then(new TrustCheckClosed(null, null));
    }

    [Fact]
    public void A_whole_answer_has_one_step_for_each_statement()
    {
        Assert.True(TrustCheck.IsWhole([1, 2, 3, 4, 5, 1, 2, 3, 4]));
        Assert.False(TrustCheck.IsWhole([1, 2, 3, 4, 5, 1, 2, 3]));
        Assert.False(TrustCheck.IsWhole([1, 2, 3, 4, 5, 1, 2, 3, 6]));
        Assert.False(TrustCheck.IsWhole([0, 2, 3, 4, 5, 1, 2, 3, 4]));
    }
}
