namespace Trepart.Domain.Tests;

public sealed class UnionTests
{
    private static readonly UnionEvent Noted = new UnionNoted("Delta");
    private static readonly UnionEvent Invited = new UnionInvited();

    private static readonly UnionCommand[] Answers = [new NoteUnionAccepts(), new NoteUnionDeclines(null), new NoteUnionRepresented(Facts.ShopSteward)];

    private static Scenario<Union, UnionCommand, UnionEvent> Given(params UnionEvent[] events) => new(events);

    [Fact]
    public void A_union_is_noted_by_its_name_alone()
    {
        Given().WhenTwice(new NoteUnion("Delta")).ThenRefused(Union.AlreadyThere);
        Assert.Equal(["Organisation"], typeof(UnionNoted).GetProperties().Select(p => p.Name));
        Assert.DoesNotContain(typeof(UnionEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(UnionEvent))).SelectMany(t => t.GetProperties()), p => p.PropertyType == typeof(int));
    }

    [Theory]
    [InlineData("Delta (12)")]
    [InlineData("Delta, 3 medlemmer")]
    [InlineData("Delta: 7")]
    public void How_many_are_members_is_nowhere_to_be_written(string name) => Given().When(new NoteUnion(name)).ThenRefused(Union.NoNumberOfMembers);

    [Theory]
    [InlineData("Fagforbundet avd. 123")]
    [InlineData("Fagforbundet (Solbakken)")]
    public void A_branch_may_have_a_number(string name) => Given().When(new NoteUnion(name)).Then(new UnionNoted(name));

    [Fact]
    public void Nothing_is_asked_of_a_union_that_is_not_noted() =>
        Assert.All([.. Answers, new InviteUnion(), new NoteUnionGone()], command => Given().When(command).ThenRefused(Union.NotThere));

    [Fact]
    public void What_a_union_answers_is_never_assumed() =>
        Assert.All(Answers, command => Given(Noted).When(command).ThenRefused(Union.NotInvited));

    [Fact]
    public void It_is_invited_and_can_be_invited_again() => Given(Noted).WhenTwice(new InviteUnion()).ThenNewVersion();

    [Fact]
    public void It_accepts_once() => Given(Noted, Invited).WhenTwice(new NoteUnionAccepts()).ThenNothing();

    [Fact]
    public void It_declines_and_owes_no_reason()
    {
        Given(Noted, Invited).WhenTwice(new NoteUnionDeclines(null)).ThenNewVersion();
        Given(Noted, Invited).When(new NoteUnionDeclines(Facts.Said("Vi er få."))).Then(new UnionDeclined(Facts.Said("Vi er få.")));
    }

    [Fact]
    public void A_small_union_that_declined_accepts_later_also_without_being_asked_again() =>
        Given(Noted, Invited, new UnionDeclined(null)).When(new NoteUnionAccepts()).Then(new UnionAccepted());

    [Fact]
    public void It_is_represented_by_anothers_seat()
    {
        Given(Noted, Invited).WhenTwice(new NoteUnionRepresented(Facts.ShopSteward)).ThenNothing();
        Given(Noted, Invited, new UnionRepresented(Facts.ShopSteward)).When(new NoteUnionRepresented(Facts.SafetyRepresentative)).Then(new UnionRepresented(Facts.SafetyRepresentative));
        Given(Noted, Invited, new UnionRepresented(Facts.ShopSteward), new UnionAccepted()).When(new NoteUnionRepresented(Facts.ShopSteward)).Then(new UnionRepresented(Facts.ShopSteward));
    }

    [Fact]
    public void One_without_members_here_any_more_is_asked_nothing()
    {
        Given(Noted).WhenTwice(new NoteUnionGone()).ThenNothing();
        Assert.All([.. Answers, new InviteUnion()], command => Given(Noted, Invited, new UnionGone()).When(command).ThenRefused(Union.IsGone));
    }
}
