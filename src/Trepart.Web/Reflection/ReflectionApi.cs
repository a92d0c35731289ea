using System.Globalization;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Api;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Reflection;

/// <summary>Exercises as JSON; what is written alone, to the one who wrote it.</summary>
public static class ReflectionApi
{
    public static void MapReflectionApi(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("question-sets", async (Visit visit, OwnQuestionsBook book, CancellationToken ct) =>
            {
                var own = await book.Standing(visit.Tenant, ct);
                return TypedResults.Ok(new QuestionSetList(
                    QuestionSets.Version,
                    [.. Enum.GetValues<QuestionSet>().Select(s => new QuestionSetAnswer(
                        s, QuestionSets.TitleOf(visit.Text, s), own.GetValueOrDefault(s)?.Questions ?? QuestionSets.Of(visit.Text, s), own.GetValueOrDefault(s)?.Id))]));
            })
            .ForEveryone().Shows(PersonalData.Texts).WithName("list-question-sets").WithTags("exercise")
            .WithSummary("The sets of questions: the municipality's own where it has written some").Produces<QuestionSetList>();
        municipality.MapGet("own-questions/{id:guid}", async (Guid id, HttpContext http, Visit visit, OwnQuestionsBook book, CancellationToken ct) =>
            {
                if (await book.Get(visit.Tenant, id, ct) is not { } own)
                    return Problems.NotFound(visit);
                http.Response.Headers.ETag = $"\"{own.Version.ToString(CultureInfo.InvariantCulture)}\"";
                return (IResult)TypedResults.Ok(own);
            })
            .ForEveryone().Shows(PersonalData.Texts).WithName("read-own-questions").WithTags("exercise").WithSummary("Questions that the municipality has written itself")
            .Produces<OwnQuestionsRow>();
        municipality.MapGet("arenas/{arena:guid}/exercises", async (Guid arena, Visit visit, ExerciseBook book, CancellationToken ct) =>
                TypedResults.Ok(new ExerciseList([.. (await book.OfArena(visit.Tenant, arena, ct)).Select(ExerciseItem.Of)])))
            .NeedsRight(Right.WorkInGroup).Shows(PersonalData.Texts)
            .WithName("list-exercises").WithTags("exercise").WithSummary("A group's exercises: those that go on first").Produces<ExerciseList>();
        municipality.MapGet("exercises/{id:guid}", Read).NeedsRight(Right.WorkInGroup).Shows(PersonalData.Texts)
            .WithName("read-exercise").WithTags("exercise").WithSummary("An exercise: what was shared, and what you wrote for yourself").Produces<ExerciseAnswer>();
        municipality.MapPost("exercises/{id:guid}/write-for-oneself", async (Guid id, HttpContext http, Visit visit, PrivateWriting writing, CancellationToken ct) =>
                await writing.Write(visit, id, await CommandEndpoints.ReadBody(http), ct) switch
                {
                    Outcome.Done => TypedResults.NoContent(),
                    Outcome.Unreadable { Errors: [] } => Problems.Of(visit, StatusCodes.Status400BadRequest, "unreadable-json"),
                    Outcome.Unreadable bad => Problems.Unreadable(visit, bad.Errors),
                    Outcome.Refused refused => Problems.Refused(visit, refused.Refusal),
                    Outcome.Forbidden => Problems.Forbidden(visit),
                    _ => (IResult)Problems.NotFound(visit),
                })
            .NeedsRight(Right.WorkInGroup).Shows(PersonalData.Own)
            .WithMetadata(new JsonBody(("question", "Its number in the set."), ("as", "oneself, leader, shopSteward or safetyRepresentative."), ("text", "What you think; left out, it is taken away.")))
            .WithName("write-for-oneself").WithTags("exercise").WithSummary("Write what nobody else reads").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> Read(Guid id, HttpContext http, Visit visit, ExerciseBook book, PrivateAnswers answers, EventStore store, CancellationToken ct)
    {
        if (await book.Get(visit.Tenant, id, ct) is not { } exercise)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.WorkInGroup, exercise.Arena))
            return Problems.Forbidden(visit);
        http.Response.Headers.ETag = $"\"{exercise.Version.ToString(CultureInfo.InvariantCulture)}\"";
        var history = await store.Read(visit.Tenant, id, ct);
        return TypedResults.Ok(new ExerciseAnswer(
            exercise.Id, exercise.Arena, exercise.Version, ExerciseItem.Of(exercise),
            [.. history.Events.Select(e => e.Event).OfType<AnswerShared>().Select(e => new SharedAnswer(e.Question, e.As, e.Seat, history.Words.GetValueOrDefault(e.Answer.Id)))],
            await answers.Mine(visit.Tenant, id, visit.Who, ct)));
    }
}

public sealed record QuestionSetList(int Version, IReadOnlyList<QuestionSetAnswer> Items);

/// <param name="Questions">Null where the words have been erased.</param>
/// <param name="Own">The municipality's own writing; null for what comes with the service.</param>
public sealed record QuestionSetAnswer(QuestionSet Set, string Title, IReadOnlyList<string?> Questions, Guid? Own);

public sealed record ExerciseList(IReadOnlyList<ExerciseItem> Items);

/// <param name="Stands">Every party stands behind the summary.</param>
public sealed record ExerciseItem(
    Guid Id, Guid Arena, long Version, QuestionSet Set, DateOnly StartedOn, int Shared, string? Summary, string? Surprised, IReadOnlyList<Guid> Agreed, bool Stands,
    IReadOnlyList<Guid> Matters, DateOnly? EndedOn)
{
    public static ExerciseItem Of(ExerciseRow x) => new(x.Id, x.Arena, x.Version, x.Set, x.StartedOn, x.Shared, x.Summary, x.Surprised, x.Agreed, x.Stands, x.Matters, x.EndedOn);
}

/// <param name="Mine">What you wrote for yourself; nobody else gets it.</param>
public sealed record ExerciseAnswer(Guid Id, Guid Arena, long Version, ExerciseItem Exercise, IReadOnlyList<SharedAnswer> Answers, IReadOnlyList<PrivateAnswer> Mine);

/// <param name="As">The part that was thought as.</param>
/// <param name="Text">Null where the words have been erased.</param>
public sealed record SharedAnswer(int Question, ThinkingAs As, Guid Seat, string? Text);
