using static Trepart.Domain.Tests.Facts;

namespace Trepart.Domain.Tests;

/// <summary>An auditor reads for a task, in a part of the municipality, for a time.</summary>
public sealed class MandateTests
{
    private static readonly Guid Auditor = new("01900000-0000-7000-8000-0000000000c1");
    private static readonly Guid Group = new("01900000-0000-7000-8000-0000000000c2");

    private static readonly GrantMandate Asked = new(
        Auditor, AuditAuthority.ControlCommittee, LegalBasis.ControlCommitteeAccess, Said("Hvorfor vaktprøven ble stanset."), false, [Group], January, June, February, June);

    private static readonly MandateGranted Granted = new(
        Auditor, AuditAuthority.ControlCommittee, LegalBasis.ControlCommitteeAccess, Said("Hvorfor vaktprøven ble stanset."), false, [Group], January, June, February, June);

    private static Scenario<Mandate, MandateCommand, MandateEvent> Given(params MandateEvent[] events) => new(events);

    [Fact]
    public void A_mandate_is_granted_for_chosen_groups() => Given().When(Asked).Then(Granted);

    [Fact]
    public void A_mandate_is_granted_for_the_whole_municipality_and_all_of_its_history() =>
        Given()
            .When(Asked with { WholeMunicipality = true, Arenas = [], HistoryFrom = null, HistoryTo = null })
            .Then(Granted with { WholeMunicipality = true, Arenas = [], HistoryFrom = null, HistoryTo = null });

    [Fact]
    public void A_mandate_is_granted_once() =>
        Given()
            .WhenTwice(new GrantMandate(Auditor, AuditAuthority.InternalControl, LegalBasis.AgreedTask, Said("Se."), true, [], null, null, February, March))
            .ThenRefused(Mandate.AlreadyGranted);

    [Fact]
    public void A_mandate_that_is_over_is_not_granted_again() =>
        Given(Granted, new MandateEnded(Said("Ferdig."))).When(Asked, on: March).ThenRefused(Mandate.AlreadyGranted);

    [Fact]
    public void What_one_authority_may_ask_for_is_no_ground_for_another()
    {
        Given().When(Asked with { Basis = LegalBasis.AuditorAccess }).ThenRefused(Mandate.BasisOfAnother);
        Given().When(Asked with { Authority = AuditAuthority.LabourInspection, Basis = LegalBasis.AgreedTask }).ThenRefused(Mandate.BasisOfAnother);
    }

    [Fact]
    public void Every_authority_has_a_ground_of_its_own_and_every_ground_an_authority()
    {
        var pairs = (from authority in Enum.GetValues<AuditAuthority>()
                     from basis in Enum.GetValues<LegalBasis>()
                     where Mandate.Decide(Mandate.Initial, Asked with { Authority = authority, Basis = basis }, By(null)).Refusal is null
                     select (authority, basis)).ToList();

        Assert.Equal(Enum.GetValues<AuditAuthority>(), pairs.Select(p => p.authority).Distinct());
        Assert.Equal(Enum.GetValues<LegalBasis>(), pairs.Select(p => p.basis).Distinct().Order());
        Assert.Equal(10, pairs.Count);
    }

    [Fact]
    public void A_mandate_says_where()
    {
        Given().When(Asked with { Arenas = [] }).ThenRefused(Mandate.NoArena);
        Given().When(Asked with { Arenas = [], HistoryFrom = null, HistoryTo = null }).ThenRefused(Mandate.NoArena);
        Given().When(Asked with { WholeMunicipality = true }).ThenRefused(Mandate.WholeOrChosen);
        Given().When(Asked with { WholeMunicipality = true, Arenas = [Group, Auditor] }).ThenRefused(Mandate.WholeOrChosen);
    }

    [Fact]
    public void The_history_that_it_covers_does_not_end_before_it_begins()
    {
        Given().When(Asked with { HistoryTo = January.AddDays(-1) }).ThenRefused(Mandate.HistoryBackwards);
        Given().When(Asked with { HistoryFrom = September }).ThenRefused(Mandate.HistoryBackwards);
        Given().When(Asked with { HistoryTo = January }).Then(Granted with { HistoryTo = January });
    }

    [Fact]
    public void Nobody_is_let_in_before_someone_has_said_so()
    {
        Given().When(Asked with { Start = February.AddDays(-1) }).ThenRefused(Mandate.StartsBeforeGranted);
        Given().When(Asked, on: March).ThenRefused(Mandate.StartsBeforeGranted);
    }

    [Fact]
    public void A_mandate_does_not_end_before_it_starts()
    {
        Given().When(Asked with { End = February.AddDays(-1) }).ThenRefused(Mandate.EndsBeforeStart);
        Given(Granted).When(new ChangeMandateEnd(January, Said("Kortere."))).ThenRefused(Mandate.EndsBeforeStart);
        Given().When(Asked with { End = February }).Then(Granted with { End = February });
    }

    [Fact]
    public void A_mandate_lasts_a_year_at_most()
    {
        Given().When(Asked with { End = February.AddYears(1).AddDays(1) }).ThenRefused(Mandate.TooLong);
        Given(Granted).When(new ChangeMandateEnd(February.AddYears(1).AddDays(1), Said("Mer tid."))).ThenRefused(Mandate.TooLong);
        Given().When(Asked with { End = February.AddYears(1) }).Then(Granted with { End = February.AddYears(1) });
    }

    [Fact]
    public void The_end_may_be_changed_both_ways_while_it_runs()
    {
        Given(Granted).When(new ChangeMandateEnd(September, Said("Mer tid.")), on: June).Then(new MandateEndChanged(September, Said("Mer tid.")));
        Given(Granted).When(new ChangeMandateEnd(March, Said("Mindre tid.")), on: March).Then(new MandateEndChanged(March, Said("Mindre tid.")));
        Given(Granted).WhenTwice(new ChangeMandateEnd(September, Said("Mer tid."))).ThenNothing();
    }

    [Fact]
    public void The_end_is_not_set_to_a_day_that_has_passed()
    {
        Given(Granted).When(new ChangeMandateEnd(February, Said("Kortere.")), on: March).ThenRefused(Mandate.EndHasPassed);
        Given(Granted, new MandateEndChanged(September, Said("Mer tid."))).When(new ChangeMandateEnd(March, Said("Kortere.")), on: June).ThenRefused(Mandate.EndHasPassed);
    }

    [Fact]
    public void A_mandate_is_ended_before_its_time_and_before_it_has_begun()
    {
        Given(Granted).When(new EndMandate(Said("Ferdig."))).Then(new MandateEnded(Said("Ferdig.")));
        Given(Granted with { Start = March }).When(new EndMandate(Said("Avlyst."))).Then(new MandateEnded(Said("Avlyst.")));
        Given(Granted).WhenTwice(new EndMandate(Said("Ferdig."))).ThenNothing();
    }

    [Fact]
    public void What_is_over_stays_over()
    {
        Given(Granted, new MandateEnded(Said("Ferdig."))).When(new ChangeMandateEnd(September, Said("Mer."))).ThenRefused(Mandate.IsOver);
        Given(Granted).When(new ChangeMandateEnd(September, Said("Mer.")), on: June.AddDays(1)).ThenRefused(Mandate.IsOver);
        Given(Granted).When(new EndMandate(Said("Ferdig.")), on: June.AddDays(1)).ThenRefused(Mandate.IsOver);
        Given(Granted).When(new EndMandate(Said("Ferdig.")), on: June).Then(new MandateEnded(Said("Ferdig.")));
    }

    [Fact]
    public void What_was_never_granted_is_neither_changed_nor_ended()
    {
        Given().When(new ChangeMandateEnd(September, Said("Mer."))).ThenRefused(Mandate.NotGranted);
        Given().When(new EndMandate(Said("Ferdig."))).ThenRefused(Mandate.NotGranted);
    }
}
