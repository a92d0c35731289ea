namespace Trepart.Domain.Tests;

public sealed class PersonTests
{
    private static Scenario<Person, PersonCommand, PersonEvent> Given(params PersonEvent[] events) => new(events);

    [Fact]
    public void A_name_is_corrected_with_its_reason_as_often_as_it_takes() =>
        Given()
            .WhenTwice(new CorrectPersonName(NameReason.Misspelt))
            .ThenNewVersion();

    [Fact]
    public void One_who_never_held_a_seat_is_erased_once() =>
        Given()
            .WhenTwice(new ErasePerson(ErasureReason.AskedFor))
            .ThenNothing();

    [Fact]
    public void The_name_of_one_who_is_erased_is_not_corrected() =>
        Given(new PersonErased(ErasureReason.AskedFor))
            .When(new CorrectPersonName(NameReason.NewName))
            .ThenRefused(Person.AlreadyErased);
}
