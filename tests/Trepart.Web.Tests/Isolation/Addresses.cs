namespace Trepart.Web.Tests;

/// <summary>Where everything that a municipality has is read.</summary>
public static class Addresses
{
    /// <summary>Every address of an endpoint, with each of the municipality's own things.</summary>
    public static IEnumerable<string> Of(Door door, IReadOnlyDictionary<Thing, IReadOnlyList<string>> things)
    {
        IEnumerable<string> addresses = [""];
        foreach (var segment in door.Pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var values = segment.StartsWith('{')
                ? door.Places.First(p => p.Where is Where.Path && p.Name == NameIn(segment)) is { Thing: not Thing.NoId } place ? things[place.Thing] : Samples.NoIds(NameIn(segment))
                : (IReadOnlyList<string>)[segment];
            // Forms are alike; what a page shows is another with each thing.
            if (!door.Pattern.EndsWith('}') && values.Count > 1)
                values = [.. values.Take(3)];
            addresses = addresses.SelectMany(a => values.Select(v => $"{a}/{v}"));
        }

        return addresses;
    }

    private static string NameIn(string segment) => segment.Trim('{', '}').Split(':')[0];

    /// <summary>The ids of the asking municipality's own things.</summary>
    public static async Task<IReadOnlyDictionary<Thing, IReadOnlyList<string>>> Things(string database)
    {
        async Task<IReadOnlyList<string>> Ids(string column, string table) =>
            await Databases.Query<string>(database, $"select {column}::text from {table} where tenant_id = '{Neighbours.Own.Id}' order by 1");
        return new Dictionary<Thing, IReadOnlyList<string>>
        {
            [Thing.Tenant] = [Neighbours.Own.Id],
            [Thing.Arena] = await Ids("id", "arenas"),
            [Thing.Matter] = await Ids("id", "matters"),
            [Thing.Input] = await Ids("id", "inputs"),
            [Thing.Seat] = await Ids("id", "seats"),
            [Thing.Holding] = await Ids("id", "holdings"),
            [Thing.Person] = await Ids("id", "people"),
            [Thing.Mandate] = await Ids("id", "mandates"),
            [Thing.Workplace] = await Ids("id", "workplaces"),
            [Thing.Union] = await Ids("id", "unions"),
            [Thing.Rules] = await Ids("id", "rules"),
            [Thing.Meeting] = await Ids("id", "meetings"),
            [Thing.Series] = await Ids("id", "(select * from mt_streams where type = 'series') series"),
            [Thing.Action] = await Ids("id", "actions"),
            [Thing.Stop] = await Ids("id", "help_requests"),
            [Thing.Exercise] = await Ids("id", "exercises"),
            [Thing.TrustCheck] = await Ids("id", "trust_checks"),
            [Thing.SteeringItem] = await Ids("id", "steering_items"),
            [Thing.CalendarAddress] = await Ids("id", "calendar_addresses"),
            [Thing.CalendarCode] = [Neighbours.CalendarCodeOf(Neighbours.Own)],
            [Thing.Link] = await Ids("id", "input_links"),
            [Thing.StaffMeeting] = await Ids("id", "staff_meetings"),
            [Thing.Report] = await Ids("id", "reports"),
            [Thing.ReportRhythm] = await Ids("id", "report_rhythms"),
            [Thing.Signal] = await Ids("id", "signals"),
            [Thing.Reply] = await Ids("id", "replies"),
            [Thing.Experience] = await Ids("id", "experiences"),
            [Thing.Adoption] = await Ids("id", "adoptions"),
            [Thing.PoliticalDecision] = await Ids("id", "political_decisions"),
            [Thing.DecisionLink] = await Ids("id", "decision_links"),
            [Thing.Win] = await Ids("id", "wins"),
            [Thing.Goal] = await Ids("id", "goals"),
            [Thing.Gathering] = await Ids("id", "gatherings"),
            [Thing.Process] = await Ids("id", "processes"),
            [Thing.Presentation] = await Ids("id", "presentations"),
            [Thing.Questions] = await Ids("id", "own_questions"),
            [Thing.Training] = await Ids("id", "trainings"),
            [Thing.Participation] = await Ids("id", "participations"),
            [Thing.Position] = await Ids("seq_id", "mt_events"),
        };
    }
}
