using Trepart.Domain;

namespace Trepart.Web.Journey;

/// <summary>A journey in figures: what went back is told as what was kept, and what did not happen is not told at all.</summary>
public static class JourneySum
{
    public static List<string> Of(Language text, GroupJourney journey) =>
    [
        .. new (string Key, int Times)[]
        {
            ("journey.sum.meetings", journey.Meetings), ("journey.sum.answered", journey.Answered), ("journey.sum.raised", journey.Times<MatterRaised>()),
            ("journey.sum.started", journey.Times<TrialStarted>()), ("journey.sum.kept", journey.Times<TrialMadePermanent>()), ("journey.sum.back", journey.Times<TrialReverted>()),
            ("journey.sum.published", journey.Times<ExperiencePublished>()),
        }.Where(s => s.Times > 0).Select(s => text.Count(s.Key, s.Times)),
    ];
}
