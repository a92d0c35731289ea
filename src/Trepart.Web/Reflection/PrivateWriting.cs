using System.Text.Json.Nodes;
using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Reflection;

/// <summary>Writing for oneself in an exercise: the same from the page and from the API.</summary>
public sealed class PrivateWriting(ExerciseBook book, PrivateAnswers answers, Calendar calendar)
{
    public async Task<Outcome> Write(Visit visit, Guid id, JsonObject? body, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } exercise)
            return new Outcome.Missing();
        if (visit.Who.Holding(Right.WorkInGroup, exercise.Arena) is not { } holding)
            return new Outcome.Forbidden();

        var reader = new CommandReader(_ => null);
        if (body is null || reader.Read(typeof(Fields), body, []) is not Fields read)
            return new Outcome.Unreadable(reader.Errors);
        if (read.Question < 1 || read.Question > exercise.Questions)
            return new Outcome.Refused(Exercise.NoSuchQuestion);
        if (exercise.EndedOn is not null)
            return new Outcome.Refused(Exercise.IsOver);

        // The pen made words of it, as of all that is written; here they are kept nowhere.
        var text = read.Text is null ? "" : reader.Pen.Written[0].Text;
        await answers.Write(visit.Tenant, id, holding.Id, new(read.Question, read.As, text), calendar.Today, ct);
        return new Outcome.Done(id, exercise.Version);
    }

    private sealed record Fields(int Question, ThinkingAs As, Words? Text = null);
}
