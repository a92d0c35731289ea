using Trepart.Domain;
using Trepart.Web.Learning;

namespace Trepart.Web.Involvement;

/// <summary>The first time that a party was involved at a phase, and that it says it was not.</summary>
/// <param name="Times">How many times it is put on record; 0 where it is not.</param>
/// <param name="Lacks">It says that it was not involved where it should have been, and has no answer.</param>
public sealed record InvolvementCell(int Times, DateOnly? FirstOn, InvolvementForm? Form, bool Lacks);

/// <summary>A party of a process, phase by phase.</summary>
/// <param name="Organisation">Of stewards; null for all others.</param>
public sealed record InvolvementLine(InvolvedPart Part, string? Organisation, IReadOnlyList<InvolvementCell> Cells)
{
    public string Name(Language text) => InvolvementMatrix.NameOf(text, Part, Organisation);
}

/// <summary>Who has been involved in a process, party by party and phase by phase, and who is not on record at all.</summary>
/// <param name="Missing">The parties of the cooperation that are on record at no phase: of leaders, the employees' representatives and the safety representatives.</param>
public sealed record InvolvementMatrix(IReadOnlyList<InvolvementLine> Lines, IReadOnlyList<InvolvedPart> Missing)
{
    public static IReadOnlyList<ProcessPhase> Phases { get; } = Enum.GetValues<ProcessPhase>();

    // Each of them stands for those who speak for the same at a workplace and in the whole municipality.
    private static readonly (InvolvedPart Named, InvolvedPart[] Any)[] Expected =
    [
        (InvolvedPart.Leaders, [InvolvedPart.Leaders]),
        (InvolvedPart.ShopStewards, [InvolvedPart.ShopStewards, InvolvedPart.ChiefShopStewards]),
        (InvolvedPart.SafetyRepresentatives, [InvolvedPart.SafetyRepresentatives, InvolvedPart.ChiefSafetyRepresentative]),
    ];

    public static InvolvementMatrix Of(ProcessWhole whole)
    {
        var standing = whole.Standing.ToList();
        var entries = standing.SelectMany(i => PartiesOf(i).Select(p => (p.Part, p.Organisation, Entry: i))).ToList();
        var lacks = whole.Unanswered.Select(l => (l.Part, l.Organisation, l.Phase)).ToList();
        var lines = entries.Select(e => (e.Part, e.Organisation)).Concat(lacks.Select(l => (l.Part, l.Organisation)))
            .Distinct().OrderBy(p => p.Part).ThenBy(p => p.Organisation ?? "", NorwegianOrder.Instance)
            .Select(p => new InvolvementLine(p.Part, p.Organisation, [.. Phases.Select(phase => CellOf(p, phase))]));
        return new([.. lines], [.. Expected.Where(x => !standing.Any(i => i.Parts.Any(x.Any.Contains))).Select(x => x.Named)]);

        InvolvementCell CellOf((InvolvedPart Part, string? Organisation) party, ProcessPhase phase)
        {
            var there = entries.Where(e => (e.Part, e.Organisation) == party && e.Entry.Phase == phase).Select(e => e.Entry).OrderBy(e => e.Day).ThenBy(e => e.Number).ToList();
            return new(there.Count, there is [var first, ..] ? first.Day : null, there is [var one, ..] ? one.Form : null, lacks.Contains((party.Part, party.Organisation, phase)));
        }
    }

    /// <summary>The parties of an entry; stewards one by one, by their unions.</summary>
    public static IEnumerable<(InvolvedPart Part, string? Organisation)> PartiesOf(InvolvementRow involvement) =>
        involvement.Parts.SelectMany(p => MunicipalProcess.HasOrganisations(p) ? involvement.Organisations.Select(o => (p, (string?)o)) : [(p, null)]);

    /// <summary>"hovedtillitsvalgte i Fagforbundet".</summary>
    public static string NameOf(Language text, InvolvedPart part, string? organisation) =>
        organisation is { } union ? text.Say("process.part-of", ("part", text.Choice(part)), ("organisation", union)) : text.Choice(part);
}
