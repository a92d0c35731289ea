namespace Trepart.Domain.Tests;

/// <summary>Groups are invited, and show what every party of theirs has agreed to show (HLP-15).</summary>
public sealed class GatheringTests
{
    private static readonly Words Theme = Facts.Said("Det vi har lært");
    private static readonly Words Text = Facts.Said("Vi prøvde fast plan.");
    private static readonly Guid Group = Guid.CreateVersion7();
    private static readonly Guid Neighbour = Guid.CreateVersion7();
    private static readonly Many<Many<Guid>> Alone = [[Facts.Leader]];
    private static readonly Many<Many<Guid>> Two = [[Facts.Leader], [Facts.ShopSteward]];

    private static readonly GatheringEvent Planned = new GatheringPlanned(Theme, Facts.June, null, [Group], false);
    private static readonly GatheringEvent ForAll = new GatheringPlanned(Theme, Facts.June, null, [], true);
    private static readonly PresentationEvent Drafted = new PresentationDrafted(Group, Text, true);

    private static Scenario<Gathering, GatheringCommand, GatheringEvent> Of(params GatheringEvent[] events) => new(events);

    private static Scenario<Presentation, PresentationCommand, PresentationEvent> Shows(params PresentationEvent[] events) => new(events);

    [Fact]
    public void A_gathering_is_planned_for_a_day_to_come_and_for_some_group()
    {
        Of().WhenTwice(new PlanGathering(Theme, Facts.June, [Group])).ThenRefused(Gathering.AlreadyPlanned);
        Of().When(new PlanGathering(Theme, Facts.June, [])).ThenRefused(Gathering.ToNobody);
        Of().When(new PlanGathering(Theme, Facts.January, [Group])).ThenRefused(Gathering.DayHasPassed);
        Of().When(new PlanGathering(Theme, Facts.June, [Group], Everyone: true)).Then(ForAll);
        Of().When(new MoveGathering(Facts.June)).ThenRefused(Gathering.NotPlannedYet);
        Of(Planned).WhenTwice(new MoveGathering(Facts.September)).ThenNewVersion();
        Of(Planned).When(new MoveGathering(Facts.January)).ThenRefused(Gathering.DayHasPassed);
    }

    [Fact]
    public void More_groups_are_invited_and_only_those_that_are_say_what_they_show()
    {
        Of(Planned).When(new HearPresentation(Neighbour)).ThenRefused(Gathering.NotInvited);
        Of(Planned).When(new InviteGroups([])).ThenRefused(Gathering.ToNobody);
        Of(Planned).WhenTwice(new InviteGroups([Group, Neighbour])).ThenNothing();
        Of(Planned).When(new InviteGroups([Group, Neighbour])).Then(new GroupsInvited([Neighbour]));
        Of(Planned, new GroupsInvited([Neighbour])).When(new HearPresentation(Neighbour)).ThenNothing();
        Of(ForAll).When(new HearPresentation(Neighbour)).ThenNothing();
        Of(ForAll).When(new InviteGroups([Neighbour])).ThenNothing();
        Of(Planned).WhenTwice(new CancelGathering(Text)).ThenNothing();
        Of(Planned, new GatheringCancelled(Text)).When(new HearPresentation(Group)).ThenRefused(Gathering.NotHeld);
        Of(Planned).WhenTwice(new EraseGatheringText(Theme.Id, ErasureReason.NamesSomeone)).ThenNothing();
    }

    [Fact]
    public void What_a_group_shows_is_what_every_party_has_agreed_to_as_it_stands()
    {
        Shows().WhenTwice(new DraftPresentation(Group, Text, true)).ThenRefused(Presentation.AlreadyDrafted);
        Shows().When(new AgreePresentation { Parties = Alone }).ThenRefused(Presentation.NotDraftedYet);
        Shows(Drafted).When(new AgreePresentation()).ThenRefused(Presentation.NoParties);
        Shows(Drafted).When(new AgreePresentation { Parties = [[Facts.ShopSteward]] }).ThenRefused(Presentation.NotAParty);
        Shows(Drafted).When(new AgreePresentation { Parties = Two }).Then(new PresentationAgreed(Facts.Leader));
        Shows(Drafted, new PresentationAgreed(Facts.ShopSteward)).When(new AgreePresentation { Parties = Two }).Then(new PresentationAgreed(Facts.Leader), new PresentationShown());
        Shows(Drafted).WhenTwice(new AgreePresentation() { Parties = Alone }).ThenNothing();

        // Written anew, it is agreed to anew.
        Shows(Drafted, new PresentationAgreed(Facts.ShopSteward)).WhenTwice(new EditPresentation(Text)).ThenNewVersion();
        Shows(Drafted, new PresentationAgreed(Facts.ShopSteward), new PresentationEdited(Text, false)).When(new AgreePresentation { Parties = Two }).Then(new PresentationAgreed(Facts.Leader));
    }

    [Fact]
    public void Any_one_takes_it_back_at_once()
    {
        PresentationEvent[] shown = [Drafted, new PresentationAgreed(Facts.Leader), new PresentationShown()];
        Shows(shown).WhenTwice(new TakeBackPresentation()).ThenNothing();
        Shows([.. shown, new PresentationTakenBack()]).When(new AgreePresentation { Parties = Alone }).ThenRefused(Presentation.IsTakenBack);
        Shows([.. shown, new PresentationTakenBack(), new PresentationEdited(Text, false)]).When(new AgreePresentation { Parties = Alone })
            .Then(new PresentationAgreed(Facts.Leader), new PresentationShown());
        Shows(shown).WhenTwice(new ErasePresentationText(Text.Id, ErasureReason.NamesSomeone)).ThenNothing();
    }
}
