using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Access;
using Trepart.Web.Boards;
using Trepart.Web.Commands;
using Trepart.Web.Erasing;
using Trepart.Web.Matters;
using Trepart.Web.Seats;

namespace Trepart.Web.Reflection;

/// <summary>Refleksjon: sets of questions, and exercises where each thinks alone first and then shares what she will.</summary>
public static class ReflectionRoutes
{
    private static readonly string[] Private = ["question", "as", "text"];

    public static void AddReflection(this IServiceCollection services)
    {
        services.AddSingleton<ExerciseBook>();
        services.AddSingleton<OwnQuestionsBook>();
        services.AddSingleton<PrivateAnswers>();
        services.AddSingleton<PrivateWriting>();
    }

    public static void MapReflection(this IEndpointRouteBuilder municipality)
    {
        municipality.MapGet("refleksjon", async Task<IResult> (Visit visit, OwnQuestionsBook own, CancellationToken ct) =>
                new RazorComponentResult<QuestionSetsPage>(new { Own = await own.Standing(visit.Tenant, ct) }))
            .ForEveryone().Shows(PersonalData.Texts);
        var writing = municipality.MapGroup("refleksjon/egne/{id:guid}").Shows(PersonalData.Texts);
        writing.MapGet("", async Task<IResult> (Guid id, Visit visit, OwnQuestionsBook own, CancellationToken ct) =>
                await own.Get(visit.Tenant, id, ct) is { } found ? new RazorComponentResult<OwnQuestionsPage>(new { Own = found }) : Problems.NotFound(visit))
            .ForEveryone();
        writing.MapForms(ReflectionActs.OnQuestions, ShowOwnForm, OwnAddress);

        var group = municipality.MapGroup("grupper/{arena:guid}").Shows(PersonalData.Texts);
        group.MapGet("ovelser", async Task<IResult> (Guid arena, Visit visit, ExerciseBook book, Arenas arenas, CancellationToken ct) =>
                new RazorComponentResult<ExercisesPage>(new { Arena = (await arenas.Get(visit.Tenant, arena, ct))!, Exercises = await book.OfArena(visit.Tenant, arena, ct) }))
            .NeedsRight(Right.WorkInGroup);
        group.MapGet(ReflectionActs.Start.Slug!, (Guid arena, HttpContext http, Visit visit) => ShowNew(http, visit, arena, null, StatusCodes.Status200OK)).NeedsRight(Right.WorkInGroup);
        group.MapPost(ReflectionActs.Start.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, ReflectionActs.Start, null, arena, (h, v, _, draft, status) => ShowNew(h, v, arena, draft, status), done => AddressOf(visit, done)))
            .NeedsRight(Right.WorkInGroup);

        group.MapGet(ReflectionActs.WriteQuestions.Slug!, (Guid arena, HttpContext http, Visit visit) => ShowWriting(http, visit, null, StatusCodes.Status200OK)).NeedsRight(Right.KeepTraining);
        group.MapPost(ReflectionActs.WriteQuestions.Slug!, (Guid arena, HttpContext http, Visit visit, Desk desk) => CommandEndpoints.FromForm(
                http, visit, desk, ReflectionActs.WriteQuestions, null, arena, (h, v, _, draft, status) => ShowWriting(h, v, draft, status), done => OwnAddress(visit, done)))
            .NeedsRight(Right.KeepTraining);

        var one = municipality.MapGroup("ovelser/{id:guid}").Shows(PersonalData.Texts);
        one.MapGet("", (Guid id, HttpContext http, Visit visit) => Show(http, visit, id, null, StatusCodes.Status200OK)).NeedsRight(Right.WorkInGroup);
        one.MapPost("skriv-for-meg", Write).NeedsRight(Right.WorkInGroup).Shows(PersonalData.Own);
        one.MapForms(ReflectionActs.OnExercise, ShowForm, AddressOf);
    }

    public static string AddressOf(Visit visit, Guid exercise) => $"{visit.Root}/ovelser/{exercise}";

    public static string OwnAddress(Visit visit, Guid writing) => $"{visit.Root}/refleksjon/egne/{writing}";

    // What is asked now stands in the form, so that one word can be changed.
    private static async Task<IResult> ShowWriting(HttpContext http, Visit visit, Draft? draft, int status)
    {
        var set = ChoiceNames.Parse<QuestionSet>(draft?.Body["set"]?.ToString() ?? http.Request.Query["sett"].ToString());
        var asked = set is not { } known ? []
            : (await http.RequestServices.GetRequiredService<OwnQuestionsBook>().Standing(visit.Tenant, http.RequestAborted)).GetValueOrDefault(known) is { } own
                ? own.Questions.OfType<string>() : QuestionSets.Of(visit.Text, known);
        return new RazorComponentResult<ActPage>(new
        {
            Act = ReflectionActs.WriteQuestions,
            About = set is { } title ? QuestionSets.TitleOf(visit.Text, title) : null,
            Back = $"{visit.Root}/refleksjon",
            Draft = draft ?? Draft.New() with { Body = new JsonObject { ["set"] = set?.Camel(), ["questions"] = new JsonArray([.. asked.Select(q => JsonValue.Create(q))]) } },

            // Which set was said by the link that led here.
            Choices = set is { } said ? FormChoices.None with { Hidden = ["set"], Fixed = [("set", said.Camel())] } : FormChoices.None,
        })
        { StatusCode = status };
    }

    private static async Task<IResult> ShowOwnForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        if (await services.GetRequiredService<OwnQuestionsBook>().Get(visit.Tenant, id, ct) is not { } own)
            return Problems.NotFound(visit);
        var choices = FormChoices.None;
        if (act == ReflectionActs.EraseQuestionText)
        {
            var history = await services.GetRequiredService<EventStore>().Read(visit.Tenant, id, ct);
            choices = choices with { Options = TextChoices.Of(history.Events, history.Words) };
        }

        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = QuestionSets.TitleOf(visit.Text, own.Set),
            Back = OwnAddress(visit, id),
            Draft = draft ?? Draft.New(own.Version),
            Choices = choices,
        })
        { StatusCode = status };
    }

    private static Task<IResult> ShowNew(HttpContext http, Visit visit, Guid arena, Draft? draft, int status) =>
        Task.FromResult<IResult>(new RazorComponentResult<ActPage>(new
        {
            Act = ReflectionActs.Start,
            Back = $"{visit.Root}/grupper/{arena}/ovelser",
            Draft = draft ?? Draft.New() with { Body = new JsonObject { ["set"] = http.Request.Query["sett"].ToString() } },
        })
        { StatusCode = status });

    private static async Task<IResult> Show(HttpContext http, Visit visit, Guid id, IReadOnlyList<FieldError>? errors, int status)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        if (await services.GetRequiredService<ExerciseBook>().Get(visit.Tenant, id, ct) is not { } exercise)
            return Problems.NotFound(visit);
        if (!visit.Who.May(Right.WorkInGroup, exercise.Arena))
            return Problems.Forbidden(visit);
        var history = await services.GetRequiredService<EventStore>().Read(visit.Tenant, id, ct);
        var seats = services.GetRequiredService<SeatBook>();
        var known = await seats.AllSeats(visit.Tenant, ct);
        var today = services.GetRequiredService<Calendar>().Today;
        return new RazorComponentResult<ExercisePage>(new
        {
            Exercise = exercise,
            Arena = (await services.GetRequiredService<Arenas>().Get(visit.Tenant, exercise.Arena, ct))!,
            History = history,
            Questions = await services.GetRequiredService<OwnQuestionsBook>().Of(visit, exercise, ct),
            Mine = await services.GetRequiredService<PrivateAnswers>().Mine(visit.Tenant, id, visit.Who, ct),
            Parties = await seats.PartiesOf(visit.Tenant, exercise.Arena, today, ct),
            Errors = errors ?? [],
            Seats = known,
            Telling = new Telling(visit.Text, today, known, history.Words),
        })
        { StatusCode = status };
    }

    private static async Task<IResult> Write(Guid id, HttpContext http, Visit visit, PrivateWriting writing, CancellationToken ct)
    {
        var form = await http.Request.ReadFormAsync(ct);
        var body = new JsonObject();
        foreach (var field in Private.Where(form.ContainsKey))
            body[field] = form[field].ToString();
        return await writing.Write(visit, id, body, ct) switch
        {
            Outcome.Done => TypedResults.Redirect($"{AddressOf(visit, id)}#alene"),
            Outcome.Unreadable bad => await Show(http, visit, id, bad.Errors, StatusCodes.Status400BadRequest),
            Outcome.Refused refused => Problems.Refused(visit, refused.Refusal),
            Outcome.Forbidden => Problems.Forbidden(visit),
            _ => Problems.NotFound(visit),
        };
    }

    private static async Task<IResult> ShowForm(HttpContext http, Visit visit, Guid id, Act act, Draft? draft, int status)
    {
        var (services, ct, text) = (http.RequestServices, http.RequestAborted, visit.Text);
        if (await services.GetRequiredService<ExerciseBook>().Get(visit.Tenant, id, ct) is not { } exercise)
            return Problems.NotFound(visit);
        if (!visit.Who.May(act.Right, exercise.Arena))
            return Problems.Forbidden(visit);

        var mine = visit.Who.Holdings.Where(h => h.Seat.Arena == exercise.Arena && Rights.Of(h.Seat).Contains(Right.WorkInGroup)).Select(h => h.Seat.Id).Distinct().ToList();
        var choices = FormChoices.None with
        {
            Hidden = ["seat"],
            Fixed = act.Fields.Any(f => f.Name == "seat") && mine.Count > 1 ? [("seat", mine.Where(s => !exercise.Agreed.Contains(s)).Append(mine[0]).First().ToString())] : null,
            OptionsOf = new Dictionary<string, IReadOnlyList<(string, string)>>
            {
                ["question"] = act != ReflectionActs.Share ? [] : [.. (await services.GetRequiredService<OwnQuestionsBook>().Of(visit, exercise, ct)).Index().Select(q => (Language.Number(q.Index + 1), q.Item))],
                ["matter"] = act != ReflectionActs.Link ? []
                    : [.. (await services.GetRequiredService<MatterLists>().OfArena(visit.Tenant, exercise.Arena, 200, ct)).Select(m => (m.Id.ToString(), m.Title ?? text["words.erased"]))],
            },
        };
        if (act == ReflectionActs.EraseText)
        {
            var history = await services.GetRequiredService<EventStore>().Read(visit.Tenant, id, ct);
            choices = choices with { Options = TextChoices.Of(history.Events, history.Words) };
        }

        // What she wrote for herself stands in the form to be shared, and can be changed before it is.
        var form = draft ?? Draft.New(exercise.Version);
        if (draft is null && act == ReflectionActs.Share && int.TryParse(http.Request.Query["nr"], CultureInfo.InvariantCulture, out var number))
        {
            var role = ChoiceNames.Parse<ThinkingAs>(http.Request.Query["som"]) ?? default;
            var own = (await services.GetRequiredService<PrivateAnswers>().Mine(visit.Tenant, id, visit.Who, ct)).FirstOrDefault(a => a.Question == number && a.As == role);
            (form.Body["question"], form.Body["as"], form.Body["answer"]) = (Language.Number(number), role.Camel(), own?.Text);
        }
        else if (draft is null && act == ReflectionActs.Summarise)
        {
            (form.Body["summary"], form.Body["surprised"]) = (exercise.Summary, exercise.Surprised);
        }

        return new RazorComponentResult<ActPage>(new
        {
            Act = act,
            About = QuestionSets.TitleOf(text, exercise.Set),
            Standing = act == ReflectionActs.Agree ? exercise.Summary ?? text["words.erased"] : null,
            Back = AddressOf(visit, id),
            Draft = form,
            Choices = choices,
        })
        { StatusCode = status };
    }
}
