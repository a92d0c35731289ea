using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

/// <summary>What the steering group has on record of itself (MET-05, MET-06, SG-09, SG-12, SG-26, SG-36, SG-38).</summary>
public sealed class SteeringTests
{
    private static readonly ArenaEvent Group = new ArenaEstablished(ArenaKind.SteeringGroup, "Styringsgruppa", null);
    private static readonly ArenaEvent Working = new ArenaEstablished(ArenaKind.WorkingGroup, "HMS-gruppa", "Solbakken");
    private static readonly Guid Mayor = new("01900000-0000-7000-8000-0000000000b1");
    private static readonly Guid Steward = new("01900000-0000-7000-8000-0000000000b2");

    private static Scenario<Arena, ArenaCommand, ArenaEvent> Given(params ArenaEvent[] events) => new(events);

    [Fact]
    public void What_is_the_steering_groups_is_refused_in_a_working_group()
    {
        Given(Working).When(new AdoptCharter(Said("Vi lærer."), June)).ThenRefused(Steering.OnlyForSteeringGroup);
        Given(Working).When(new NoteElection(March, June, [Mayor])).ThenRefused(Steering.OnlyForSteeringGroup);
    }

    [Fact]
    public void A_group_has_the_name_that_is_used_here()
    {
        Given(Group).WhenTwice(new RenameArena("TriPart")).ThenNothing();
        Given(Working).When(new RenameArena("Samarbeidsgruppa")).Then(new ArenaRenamed("Samarbeidsgruppa"));
    }

    [Fact]
    public void What_it_was_founded_on_is_noted_and_was_decided_before()
    {
        Given(Group).WhenTwice(new NoteFounding(FoundingBody.Council, January, Said("Vi arbeider slik."), Said("26/1"), Said("https://kommune.example.no"))).ThenNewVersion();
        Given(Group).When(new NoteFounding(FoundingBody.Council, March, Said("Vi arbeider slik."))).ThenRefused(Steering.DecidedInTheFuture);
    }

    [Fact]
    public void The_committee_that_it_refers_to_is_another_thing() =>
        Given(Group).WhenTwice(new NoteAnchoring(Said("Administrasjonsutvalget"), Said("Referatene går begge veier."), BuiltOnIt: true)).ThenNewVersion();

    [Fact]
    public void It_is_constituted_with_its_seats_and_again_after_an_election()
    {
        Given(Group).WhenTwice(new ConstituteSteeringGroup([Mayor, Steward])).ThenNewVersion();
        Given(Group).When(new ConstituteSteeringGroup([])).ThenRefused(Steering.NobodySits);
        Assert.True(Given(Group, new SteeringGroupConstituted([Mayor], null)).State.Steering.IsConstituted);
        Assert.False(Given(Group, new SteeringGroupConstituted([Mayor], null), new ElectionNoted(January, March, [Mayor])).State.Steering.IsConstituted);
    }

    [Fact]
    public void The_form_is_tried_until_it_has_settled_and_may_be_changed_again()
    {
        Assert.Equal(SetUp.Draft, Given(Group).State.Steering.SetUp);
        Given(Group).WhenTwice(new MarkSetUp(SetUp.Established)).ThenNothing();
        Given(Group, new SetUpMarked(SetUp.Established)).When(new MarkSetUp(SetUp.Draft)).Then(new SetUpMarked(SetUp.Draft));
    }

    [Fact]
    public void A_mandate_is_looked_at_again_on_a_later_day()
    {
        Given(Group).WhenTwice(new AdoptCharter(Said("Vi lærer."), June)).ThenNewVersion();
        Given(Group).When(new AdoptCharter(Said("Vi lærer."), February)).ThenRefused(Steering.ReviewMustBeLater);
        var adopted = new CharterAdopted(Said("Vi lærer."), June);
        Given(Group, adopted).When(new RenewCharter(September, Said("Den virker."))).Then(new CharterRenewed(September, Said("Den virker.")));
        Given(Group, adopted).WhenTwice(new RenewCharter(September)).ThenRefused(Steering.ReviewMustBeLater);
        Given(Group, adopted).When(new RenewCharter(March)).ThenRefused(Steering.ReviewMustBeLater);
        Given(Group).When(new RenewCharter(September)).ThenRefused(Steering.NoCharter);
    }

    [Fact]
    public void Nobody_comes_to_that_it_is_not_assessed()
    {
        Given(Group).WhenTwice(new AssessLegalStatus(LegalStatus.DialogueArena, Said("Kommuneadvokaten"), Said("Den bestemmer ikke."))).ThenNewVersion();
        Given(Group).When(new AssessLegalStatus(LegalStatus.NotAssessed, Said("Ingen"), Said("Ikke vurdert."))).ThenRefused(Steering.StatusNeedsAssessment);
    }

    [Fact]
    public void The_composition_is_compared_with_what_the_group_chooses_and_a_deviation_stands_with_its_reason()
    {
        Given(Group).When(new ChooseComposition(SteeringTemplate.Handbook)).ThenNothing();
        Given(Group).WhenTwice(new ChooseComposition(SteeringTemplate.WithoutPoliticians)).ThenNothing();
        Given(Group).WhenTwice(new NoteSteeringDeviation(SteeringPoint.NoOpposition, Said("Samlingsstyre."))).ThenNewVersion();
    }

    [Fact]
    public void An_election_is_noted_with_the_seats_of_the_elected_and_their_last_day()
    {
        Given(Group).WhenTwice(new NoteElection(January, March, [Mayor])).ThenNewVersion();
        Given(Group).When(new NoteElection(January, March, [])).ThenRefused(Steering.NoElectedSeats);
        Given(Group).When(new NoteElection(March, January, [Mayor])).ThenRefused(Steering.LastDayBeforeElection);
    }

    [Fact]
    public void The_list_of_themes_begins_with_eight_and_is_the_groups_own()
    {
        Given(Group).When(new AddSteeringTheme(Said("Rekruttering"))).Then(new SteeringThemeAdded(9, Said("Rekruttering")));
        Given(Group).WhenTwice(new AddSteeringTheme(Said("Rekruttering"))).Then(new SteeringThemeAdded(10, Said("Rekruttering")));
        Given(Group).WhenTwice(new DropSteeringTheme(4)).ThenNothing();
        Given(Group).When(new DropSteeringTheme(9)).ThenRefused(Steering.NoSuchTheme);
        Given(Group, new SteeringThemeDropped(4)).When(new WelcomeItem(4)).ThenRefused(Steering.NoSuchTheme);
        Given(Group, new SteeringThemeAdded(9, Said("Rekruttering"))).When(new WelcomeItem(9)).ThenNothing();
        Given(Group).When(new WelcomeItem(null)).ThenNothing();
        Given(Working).When(new WelcomeItem(null)).ThenRefused(Steering.OnlyForSteeringGroup);
    }
}
