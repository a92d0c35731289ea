using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.People;

/// <summary>What is filled in to correct a name. The name goes to the register, and the reason to the log.</summary>
public sealed record NewName([property: System.ComponentModel.Description("As it is to stand in the register.")] string Name, NameReason Reason);

/// <summary>Why someone is erased.</summary>
public sealed record Why(ErasureReason Reason);

/// <summary>How long one kind is to be kept; which one stands in the address.</summary>
public sealed record Time(int Months);

/// <summary>What is done with the register and with how long things are kept.</summary>
public static class RegisterActs
{
    public static readonly Act CorrectName = new("correct_person_name", "rett-navn", Kind.Person, typeof(NewName), Right.KeepRegister, Creates: true);

    public static readonly Act Erase = new("erase_person", "slett", Kind.Person, typeof(Why), Right.ErasePeople, Creates: true);

    public static readonly Act ChooseRetention = new("choose_retention", "velg", Kind.Retention, typeof(Time), Right.KeepRegister, Creates: true);
}

/// <summary>Corrects a name in the register. The log says that it was done, by whom and why; neither the old name nor the new one.</summary>
public sealed class NameCorrector(Register register, MunicipalDesk desk)
{
    public async Task<Outcome> Correct(Visit visit, Asked asked, CancellationToken ct)
    {
        var (body, problem) = MunicipalDesk.Read<NewName>(asked);
        if (body is null)
            return problem!;
        if (await register.Get(visit.Tenant, asked.Stream, ct) is not { } person)
            return new Outcome.Missing();

        return await desk.Handle(
            visit.Tenant, visit.Who, asked, person.Name == body.Name ? null : new CorrectPersonName(body.Reason), ct,
            batch => Register.AddCorrect(batch, visit.Tenant, asked.Stream, body.Name));
    }
}
