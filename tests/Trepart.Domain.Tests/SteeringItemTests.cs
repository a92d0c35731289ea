using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

/// <summary>Items of the steering group: information, dialogue, signal, question, input. Nobody votes, nothing is decided (SG-19 to SG-34).</summary>
public sealed class SteeringItemTests
{
    private static readonly ItemEvent Put = new ItemPutUp(ItemKind.Dialogue, Said("Heltid"), Said("Hvordan går det?"), 6, null);
    private static readonly ItemEvent Signal = new ItemPutUp(ItemKind.Signal, Said("Heltid"), Said("Vi vil ha flere hele stillinger."), null, null);
    private static readonly ItemEvent Routed = new ItemRouted(FormalPlace.Consultation, Said("Det er en drøfting."), Said("HR-sjefen"), Said("26/7"));
    private static readonly ItemEvent Closed = new ItemClosed(Said("Vi tar det med oss."));

    private static Scenario<SteeringItem, ItemCommand, ItemEvent> Given(params ItemEvent[] events) => new(events);

    [Theory]
    [InlineData(SeatRole.Mayor)]
    [InlineData(SeatRole.HrLead)]
    [InlineData(SeatRole.ChiefShopSteward)]
    [InlineData(SeatRole.ChiefSafetyRepresentative)]
    [InlineData(SeatRole.Coordinator)]
    public void Everyone_around_the_table_may_put_one_up(SeatRole by)
    {
        foreach (var kind in Enum.GetValues<ItemKind>().Where(k => k is not ItemKind.Signal))
            Given().When(new PutUpItem(kind, Said("Heltid"), Said("Hvordan går det?"), 6) { By = by }).Then(new ItemPutUp(kind, Said("Heltid"), Said("Hvordan går det?"), 6, null));
        Given().WhenTwice(new PutUpItem(ItemKind.Dialogue, Said("Heltid"), Said("Hvordan går det?"))).ThenRefused(SteeringItem.AlreadyPutUp);
    }

    [Fact]
    public void A_negotiation_or_a_formal_discussion_has_its_place_elsewhere() =>
        Given().When(new PutUpItem(ItemKind.Dialogue, Said("Lønn"), Said("Vi forhandler."), IsFormal: true)).ThenRefused(SteeringItem.NotForHere);

    [Fact]
    public void A_signal_comes_from_the_politicians_and_is_answered_by_the_administration()
    {
        var signal = new PutUpItem(ItemKind.Signal, Said("Heltid"), Said("Vi vil ha flere hele stillinger."));
        Given().When(signal with { By = SeatRole.Politician }).Then(Signal);
        Given().When(signal with { By = SeatRole.MunicipalDirector }).ThenRefused(SteeringItem.SignalsArePoliticians);
        Given().When(signal with { By = SeatRole.Coordinator }).ThenRefused(SteeringItem.SignalsArePoliticians);
        Given(Signal).When(new CloseItem(Said("Ferdig."))).ThenRefused(SteeringItem.SignalNotAnswered);
        Given(Signal).When(new AnswerSignal(Said("Vi begynner i høst.")) { By = SeatRole.ChiefShopSteward }).ThenRefused(SteeringItem.AnswerIsAdministrations);
        Given(Signal).WhenTwice(new AnswerSignal(Said("Vi begynner i høst.")) { By = SeatRole.MunicipalDirector }).ThenNewVersion();
        Given(Signal, new SignalAnswered(Said("Vi begynner i høst."))).When(new CloseItem(Said("Ferdig."))).Then(new ItemClosed(Said("Ferdig.")));
        Given(Put).When(new AnswerSignal(Said("Nei.")) { By = SeatRole.HrLead }).ThenRefused(SteeringItem.NoSignal);
    }

    [Fact]
    public void Working_environment_and_sick_leave_ask_for_the_committee_first_and_for_a_reason_when_taken_here_all_the_same()
    {
        Given().When(new PutUpItem(ItemKind.Dialogue, Said("Fravær"), Said("Det stiger."), Steering.WorkingEnvironment)).ThenRefused(SteeringItem.WorkingEnvironmentFirst);
        Given().When(new PutUpItem(ItemKind.Dialogue, Said("Fravær"), Said("Det stiger."), Steering.WorkingEnvironment, WhyHere: Said("Utvalget har bedt om det.")))
            .Then(new ItemPutUp(ItemKind.Dialogue, Said("Fravær"), Said("Det stiger."), Steering.WorkingEnvironment, Said("Utvalget har bedt om det.")));
    }

    [Fact]
    public void Questions_are_numbered_and_answered_and_everyone_may_say_something()
    {
        Given(Put).WhenTwice(new AskAboutItem(Said("Hvor mange?"))).Then(new ItemAskedAbout(2, Said("Hvor mange?")));
        Given(Put).When(new AnswerAboutItem(1, Said("Ti."))).ThenRefused(SteeringItem.NoSuchQuestion);
        Given(Put, new ItemAskedAbout(1, Said("Hvor mange?"))).WhenTwice(new AnswerAboutItem(1, Said("Ti."))).ThenNewVersion();
        Given(Put).WhenTwice(new SayAboutItem(Said("Det går framover."))).ThenNewVersion();
        Given(Put).WhenTwice(new LinkPaper(Said("Notat"), Said("https://arkiv.example.no/1"))).ThenNewVersion();
        Given().When(new SayAboutItem(Said("Hei."))).ThenRefused(SteeringItem.NotPutUp);
    }

    [Fact]
    public void What_is_sent_where_it_belongs_stays_in_sight_until_the_outcome_is_told()
    {
        Given(Put).When(new RouteItem(FormalPlace.Consultation, Said("Det er en drøfting."), Said("HR-sjefen"), Said("26/7"))).Then(Routed);
        Given(Put).WhenTwice(new RouteItem(FormalPlace.Council, Said("Det er politikk."), Said("Ordføreren"))).ThenRefused(SteeringItem.AlreadyRouted);
        Given(Put, Routed).When(new CloseItem(Said("Ferdig."))).ThenRefused(SteeringItem.AwaitsOutcome);
        Given(Put, Routed).When(new SayAboutItem(Said("Den er oppe i mai."))).Then(new ItemSaid(Said("Den er oppe i mai.")));
        Given(Put).When(new NoteOutcome(Said("Enighet."))).ThenRefused(SteeringItem.NotRouted);
        Given(Put, Routed).WhenTwice(new NoteOutcome(Said("Enighet."))).ThenRefused(SteeringItem.NotRouted);
        Given(Put, Routed, new ItemOutcomeNoted(Said("Enighet."), null)).When(new CloseItem(Said("Ferdig."))).Then(new ItemClosed(Said("Ferdig.")));
    }

    [Fact]
    public void It_ends_with_what_the_group_takes_with_it_and_may_be_opened_again()
    {
        Given(Put).WhenTwice(new CloseItem(Said("Vi tar det med oss."))).ThenNothing();
        Given(Put, Closed).When(new SayAboutItem(Said("Mer."))).ThenRefused(SteeringItem.IsClosed);
        Given(Put, Closed).WhenTwice(new ReopenItem(Said("Det kom mer."))).ThenNothing();
        Given(Put, Closed).WhenTwice(new EraseItemText(Said("Heltid").Id, ErasureReason.NamesSomeone)).ThenNothing();
    }
}
