using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Auditing;

/// <summary>What can be done with a mandate.</summary>
public static class MandateActs
{
    public static readonly Act Grant = new("grant_mandate", "gi-innsyn", Kind.Mandate, typeof(GrantMandate), Right.GrantMandate, Creates: true);

    public static readonly Act ChangeEnd = new("change_mandate_end", "endre-slutt", Kind.Mandate, typeof(ChangeMandateEnd), Right.GrantMandate);
    public static readonly Act End = new("end_mandate", "avslutt-innsyn", Kind.Mandate, typeof(EndMandate), Right.GrantMandate);

    public static IReadOnlyList<Act> OnMandate { get; } = [ChangeEnd, End];
}
