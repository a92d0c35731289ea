namespace Trepart.Web.Learning;

/// <summary>One figure of the overview, as a line of a file.</summary>
/// <param name="Part">The part of the page it stands in.</param>
/// <param name="When">The month, quarter or year it is about; empty where it is about the whole period.</param>
public sealed record FigureLine(string Part, string What, string When, long Count)
{
    /// <summary>The count is of tenths: 74 stands for 7,4.</summary>
    public bool IsTenths { get; init; }

    public object Shown => IsTenths ? Count / 10m : (object)Count;
}

/// <summary>The overview's figures for the council's papers: what the page shows, and nothing that it hides.</summary>
/// <param name="About">What they are about, in sentences: the municipality, the period, as of when.</param>
public sealed record FigureSheet(string Title, IReadOnlyList<string> About, IReadOnlyList<string> Columns, IReadOnlyList<FigureLine> Lines)
{
    public static FigureSheet Of(LearningRead read, Visit visit)
    {
        var (text, overview) = (visit.Text, read.Overview);
        var lines = new List<FigureLine>();

        void Add(string part, string what, long count, string when = "") => lines.Add(new(text[part], Telling.Upper(what), when, count));

        if (overview.Only.Theme is null)
        {
            Add("learning.answers", text["learning.path.row.inputs"], overview.Inputs.Given);
            foreach (var way in overview.Inputs.Ways)
                Add("learning.answers", text[$"learning.way.{way.Way}"], way.Count);
        }

        Add("learning.path", text["learning.path.row.matters"], overview.Path.Matters);
        Add("learning.path", text["learning.path.row.closed"], overview.Path.Closed);
        Add("learning.path", text["learning.path.row.tried"], overview.Path.Tried);
        foreach (var (stage, count) in overview.Path.Outcomes)
            Add("learning.path", text.Say("learning.path.row.outcome", ("state", text[$"learning.state.{stage}"])), count);
        if (overview.Deferrals.Matters > 0)
        {
            foreach (var (what, count) in DeferralParts.Of(overview.Deferrals))
                Add("learning.deferrals", text[what], count);
        }

        if (overview.Loop is { IsEmpty: false } loop)
        {
            Add("learning.loop", text["learning.loop.sent"], loop.Sent);
            foreach (var (kind, count) in loop.Ways)
                Add("learning.loop", text[$"learning.loop.{kind}"], count);
            Add("learning.loop", text["learning.loop.waits"], loop.Sent - loop.Answered);
            Add("learning.loop", text["learning.loop.problems"], loop.Problems);
            foreach (var (what, count) in loop.Spread)
                Add("learning.loop", text[what], count);
        }

        if (overview.Celebrated > 0)
            Add("learning.wins", text["learning.wins.count"], overview.Celebrated);

        foreach (var (theme, counts) in overview.Themes.Rows)
        {
            foreach (var (column, count) in overview.Themes.Columns.Zip(counts))
                Add("learning.themes", ThemeWords.Of(text, theme), count, ThemeWords.Column(overview.Themes, column));
        }

        foreach (var sector in read.Sectors)
        {
            var name = sector.Name ?? text["learning.coverage.no-sector"];
            Add("learning.coverage", $"{name}: {text["learning.coverage.with"]}", sector.WithGroup);
            Add("learning.coverage", $"{name}: {text["learning.coverage.starting"]}", sector.Starting);
            Add("learning.coverage", $"{name}: {text["learning.coverage.without"]}", sector.Without);
        }

        foreach (var month in read.Activity.Months)
        {
            foreach (var name in ActivityTable.Counted)
                Add("learning.months", text[$"learning.months.{name}"], month.Times.GetValueOrDefault(name), $"{month.Month:yyyy-MM}");
        }

        return new(
            read.Heading(text),
            [
                visit.Municipality.Name,
                text.Say("learning.file.period", ("from", text.Date(overview.From)), ("to", text.Date(overview.To))),
                text.Say("learning.as-of", ("moment", text.Moment(read.AsOf))),
                text["learning.how.batches"],
            ],
            [text["learning.file.part"], text["learning.path.what"], text["learning.file.when"], text["learning.path.count"]], lines);
    }
}
