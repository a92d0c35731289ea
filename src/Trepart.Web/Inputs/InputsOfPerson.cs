using Trepart.Web.People;

namespace Trepart.Web.Inputs;

/// <summary>The inputs that a person gave, with what she wrote and what was answered: a part of everything that is kept about her.</summary>
public static class InputsOfPerson
{
    public static readonly PersonPart Part = new("inputs", ["inputs", "words"], async (of, ct) =>
    {
        var given = await new InputLists(of.Reader).GivenBy(of.Tenant, of.Holdings, ct);
        var arenas = await of.Arenas.All(of.Tenant, ct);
        return
        [
            .. given.Select(i => new PartRow(
                ("input", i.Id), ("on", i.GivenOn), ("group", arenas.GetValueOrDefault(i.Arena)?.Name),
                ("kind", Coded.Of(i.Kind)), ("onBehalf", i.OnBehalf), ("text", i.Text), ("answer", i.Reason), ("answeredOn", i.AnsweredOn))),
        ];
    });
}
