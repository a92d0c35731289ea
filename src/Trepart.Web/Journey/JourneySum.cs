using Trepart.Domain;

namespace Trepart.Web.Journey;

/// <summary>A journey in figures: what went back is told as what was kept, and what did not happen is not told at all.</summary>
public static class JourneySum
{
    public static List<string> Of(Language text, GroupJourney journey) =>
        Of(text, journey.Meetings, journey.Answered, journey.Times<MatterRaised>(), journey.Times<TrialStarted>(), journey.Times<TrialMadePermanent>(), journey.Times<TrialReverted>(),
            journey.Times<ExperiencePublished>());

    /// <summary>As others see it, with nothing of inputs: the count of today beside that of yesterday would tell of one person's (INV-16, decision 0023).</summary>
    public static List<string> Of(Language text, ReportFigures figures) =>
        Of(text, figures.Meetings, 0, figures.Raised, figures.Started, figures.Kept, figures.WentBack, 0);

    private static List<string> Of(Language text, int meetings, int answered, int raised, int started, int kept, int back, int published) =>
    [
        .. new (string Key, int Times)[]
        {
            ("journey.sum.meetings", meetings), ("journey.sum.answered", answered), ("journey.sum.raised", raised), ("journey.sum.started", started), ("journey.sum.kept", kept),
            ("journey.sum.back", back), ("journey.sum.published", published),
        }.Where(s => s.Times > 0).Select(s => text.Count(s.Key, s.Times)),
    ];
}
