namespace Trepart.Domain.Tests;

/// <summary>Important processes in the municipality: who was involved and when, and who was not (MET-33).</summary>
public sealed class MunicipalProcessTests
{
    private static readonly Words Title = Facts.Said("Ny turnus i hjemmetjenesten");
    private static readonly Words Owner = Facts.Said("Kommunalsjef helse");
    private static readonly Words What = Facts.Said("Vi fikk se planen da den var ferdig.");

    private static readonly ProcessEvent Registered = new ProcessRegistered(Title, ProcessKind.WorkingHours, Facts.January, Owner, null, null, null);

    private static readonly ProcessEvent Noted = new InvolvementNoted(
        1, Facts.Leader, Facts.January, InvolvementForm.Discussed, ProcessPhase.WorkedOn, [InvolvedPart.ChiefShopStewards], ["Fagforbundet"], null, null, null, null);

    private static readonly ProcessEvent Lacking = new LackNoted(1, ProcessPhase.BeforeDecision, InvolvedPart.ChiefShopStewards, "Delta", What);
    private static readonly ProcessEvent Ended = new ProcessEnded(What);

    private static Scenario<MunicipalProcess, ProcessCommand, ProcessEvent> Of(params ProcessEvent[] events) => new(events);

    private static NoteInvolvement Note(
        DateOnly? day = null, bool stewards = false, bool chiefs = false, bool safety = false, Many<string>? organisations = null) =>
        new(
            day ?? Facts.January, InvolvementForm.Discussed, ProcessPhase.WorkedOn, false, false, stewards, chiefs, safety, false, false, false, false, organisations ?? []);

    [Fact]
    public void A_process_is_registered_once_and_does_not_end_before_it_begins()
    {
        Of().When(new RegisterProcess(Title, ProcessKind.WorkingHours, Facts.January, Owner)).Then(Registered);
        Of().WhenTwice(new RegisterProcess(Title, ProcessKind.WorkingHours, Facts.January, Owner)).ThenRefused(MunicipalProcess.AlreadyRegistered);
        Of().When(new RegisterProcess(Title, ProcessKind.WorkingHours, Facts.June, Owner, PlannedEnd: Facts.January)).ThenRefused(MunicipalProcess.EndsBeforeItBegins);
        Of().When(new EndProcess(What)).ThenRefused(MunicipalProcess.NotRegistered);
    }

    [Fact]
    public void One_that_has_not_begun_yet_can_be_registered() =>
        Of().When(new RegisterProcess(Title, ProcessKind.Building, Facts.September, Owner))
            .Then(new ProcessRegistered(Title, ProcessKind.Building, Facts.September, Owner, null, null, null));

    [Fact]
    public void How_it_is_planned_can_change_until_it_has_ended()
    {
        Of(Registered).WhenTwice(new EditProcess(Title, Facts.January, Owner, null, Facts.June)).ThenNewVersion();
        Of(Registered).When(new EditProcess(Title, Facts.June, Owner, null, Facts.January)).ThenRefused(MunicipalProcess.EndsBeforeItBegins);
        Of(Registered, Ended).When(new EditProcess(Title, Facts.January, Owner)).ThenRefused(MunicipalProcess.IsEnded);
        Of(Registered).WhenTwice(new EndProcess(What)).ThenRefused(MunicipalProcess.IsEnded);
    }

    [Fact]
    public void Who_was_involved_is_somebody_on_a_day_that_has_been()
    {
        Of(Registered).When(Note(chiefs: true, organisations: ["Fagforbundet", "Fagforbundet"])).Then(Noted);
        Of(Registered).When(Note()).ThenRefused(MunicipalProcess.NobodyInvolved);
        Of(Registered).When(Note(day: Facts.September, safety: true)).ThenRefused(MunicipalProcess.NotYet);
        Of(Registered).WhenTwice(new NoteInvolvement(Facts.January, InvolvementForm.Informed, ProcessPhase.Evaluated, true, true, false, false, true, true, true, true, true, []))
            .Then(new InvolvementNoted(
                2, Facts.Leader, Facts.January, InvolvementForm.Informed, ProcessPhase.Evaluated,
                [
                    InvolvedPart.Employees, InvolvedPart.Leaders, InvolvedPart.SafetyRepresentatives, InvolvedPart.ChiefSafetyRepresentative,
                    InvolvedPart.WorkingEnvironmentCommittee, InvolvedPart.Administration, InvolvedPart.Politicians,
                ],
                [], null, null, null, null));
    }

    [Fact]
    public void Stewards_are_told_apart_by_their_unions_and_unions_are_there_by_their_stewards()
    {
        Of(Registered).When(Note(stewards: true)).ThenRefused(MunicipalProcess.StewardsNeedOrganisation);
        Of(Registered).When(Note(chiefs: true)).ThenRefused(MunicipalProcess.StewardsNeedOrganisation);
        Of(Registered).When(Note(safety: true, organisations: ["Delta"])).ThenRefused(MunicipalProcess.OrganisationNeedsStewards);
    }

    [Fact]
    public void What_was_put_down_is_taken_back_by_the_seat_that_did_it()
    {
        Of(Registered, Noted).WhenTwice(new TakeBackInvolvement(1, What)).ThenNothing();
        Of(Registered, Noted).When(new TakeBackInvolvement(1, What)).Then(new InvolvementTakenBack(1, What));
        Of(Registered, Noted).When(new TakeBackInvolvement(2, What)).ThenRefused(MunicipalProcess.NoSuchInvolvement);
        Of(Registered, new InvolvementNoted(
                1, Facts.ShopSteward, Facts.January, InvolvementForm.Informed, ProcessPhase.WorkedOn, [InvolvedPart.Employees], [], null, null, null, null))
            .When(new TakeBackInvolvement(1, What)).ThenRefused(MunicipalProcess.NotYours);
    }

    [Theory]
    [InlineData(SeatRole.ChiefShopSteward, InvolvedPart.ChiefShopStewards, "Delta")]
    [InlineData(SeatRole.ChiefSafetyRepresentative, InvolvedPart.ChiefSafetyRepresentative, null)]
    [InlineData(SeatRole.UnitLeader, InvolvedPart.Leaders, null)]
    [InlineData(SeatRole.ShopSteward, InvolvedPart.ShopStewards, "Delta")]
    [InlineData(SeatRole.SafetyRepresentative, InvolvedPart.SafetyRepresentatives, null)]
    [InlineData(SeatRole.HrLead, InvolvedPart.Administration, null)]
    [InlineData(SeatRole.Mayor, InvolvedPart.Politicians, null)]
    public void A_party_says_for_itself_that_it_was_not_involved(SeatRole by, InvolvedPart part, string? organisation) =>
        Of(Registered).When(new NoteLack(ProcessPhase.BeforeDecision, What) { By = by, Organisation = organisation })
            .Then(new LackNoted(1, ProcessPhase.BeforeDecision, part, organisation, What));

    [Fact]
    public void One_that_is_no_party_says_it_for_nobody()
    {
        Of(Registered).When(new NoteLack(ProcessPhase.BeforeDecision, What) { By = SeatRole.Coordinator }).ThenRefused(MunicipalProcess.NotAParty);
        Of(Registered).WhenTwice(new NoteLack(ProcessPhase.BeforeDecision, What) { By = SeatRole.Mayor })
            .Then(new LackNoted(2, ProcessPhase.BeforeDecision, InvolvedPart.Politicians, null, What));
    }

    [Fact]
    public void A_lack_stands_until_it_is_answered_also_after_the_process_has_ended()
    {
        Of(Registered, Lacking).WhenTwice(new AnswerLack(1, What)).ThenRefused(MunicipalProcess.AlreadyAnswered);
        Of(Registered, Lacking).When(new AnswerLack(2, What)).ThenRefused(MunicipalProcess.NoSuchLack);
        Of(Registered, Ended).When(new NoteLack(ProcessPhase.Evaluated, What) { By = SeatRole.ChiefSafetyRepresentative })
            .Then(new LackNoted(1, ProcessPhase.Evaluated, InvolvedPart.ChiefSafetyRepresentative, null, What));
        Of(Registered, Lacking, Ended).When(new AnswerLack(1, What)).Then(new LackAnswered(1, What));
    }

    [Fact]
    public void A_text_is_erased_once() =>
        Of(Registered).WhenTwice(new EraseProcessText(Title.Id, ErasureReason.NamesSomeone)).ThenNothing();
}
