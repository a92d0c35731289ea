using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.Hardening;

namespace Trepart.Web;

/// <summary>
/// What can go wrong, told as RFC 9457 problems in the user's language. The one place that knows both codes and statuses.
/// A browser gets the same problem as a page.
/// </summary>
public sealed class Problems(IProblemDetailsService problems, ILogger<Problems> log) : IExceptionHandler
{
    public const string Types = "https://trepart.no/problems/";

    /// <summary>A problem with the texts <c>problem.{code}.title</c> and <c>problem.{code}.detail</c>.</summary>
    public static ProblemHttpResult Of(Visit visit, int status, string code) => TypedResults.Problem(Details(visit.Text, status, code));

    public static ProblemHttpResult NotFound(Visit visit) => Of(visit, StatusCodes.Status404NotFound, "not-found");

    public static ProblemHttpResult Forbidden(Visit visit)
    {
        var problem = Details(visit.Text, StatusCodes.Status403Forbidden, "not-allowed");
        if (visit.WhoOrNull is { IsAuditor: true, Holdings.Count: 0 })
            (problem.Title, problem.Detail) = (visit.Text["problem.outside-mandate.title"], visit.Text["problem.outside-mandate.detail"]);
        return TypedResults.Problem(problem);
    }

    public static ProblemHttpResult Refused(Visit visit, Refusal refusal) =>
        TypedResults.Problem(visit.Text["refusal." + refusal.Code], statusCode: StatusCodes.Status409Conflict, title: visit.Text["problem.refused.title"], type: Types + refusal.Code);

    public static ProblemHttpResult Unreadable(Visit visit, IEnumerable<FieldError> errors)
    {
        var details = Details(visit.Text, StatusCodes.Status400BadRequest, "unreadable-fields");
        details.Extensions["errors"] = errors.Select(e => new { pointer = "/" + e.Field, code = e.Code, detail = Sentence(visit.Text, e) }).ToList();
        return TypedResults.Problem(details);
    }

    public static ProblemHttpResult Asks(Visit visit, IEnumerable<Concern> concerns)
    {
        var details = Details(visit.Text, StatusCodes.Status409Conflict, "guard-asks");
        details.Extensions["concerns"] = concerns.Select(c => new { code = c.ToString(), detail = visit.Text[$"guard.{c}"] }).ToList();
        return TypedResults.Problem(details);
    }

    public static string Sentence(Language text, FieldError error) => text.Say("error." + error.Code, ("max", error.Max is { } max ? Language.Number(max) : ""));

    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var text = httpContext.RequestServices.GetRequiredService<Visit>().Text;
        var problem = exception switch
        {
            SignIn.ProviderAwayException => Details(text, StatusCodes.Status503ServiceUnavailable, "sign-in-away"),
            TenantClosedException => Details(text, StatusCodes.Status503ServiceUnavailable, "closed-for-writing"),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Details(text, StatusCodes.Status413PayloadTooLarge, "too-large"),
            BadHttpRequestException e => Details(text, e.StatusCode, "unreadable"),

            // A text that PostgreSQL cannot hold, such as one with U+0000 in it: what was asked cannot be read.
            PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire } => Details(text, StatusCodes.Status400BadRequest, "unreadable"),
            InvalidDataException => Details(text, StatusCodes.Status400BadRequest, "unreadable"),

            // A connection that is cut while an answer is on its way may be told of as an answer that makes no sense, by an exception of no type of its own.
            { Source: "Npgsql" } when exception.GetType() == typeof(Exception) => Details(text, StatusCodes.Status503ServiceUnavailable, "busy"),
            NpgsqlException { IsTransient: true } or PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => Details(text, StatusCodes.Status503ServiceUnavailable, "busy"),
            _ => Details(text, StatusCodes.Status500InternalServerError, "our-fault"),
        };

        if (problem.Status >= StatusCodes.Status500InternalServerError)
            log.LogFailed(Reference.Of(httpContext), Reference.Where(exception));
        httpContext.Response.StatusCode = problem.Status!.Value;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
            httpContext.Response.Headers.RetryAfter = "5";
        return problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem });
    }

    public static ProblemDetails Details(Language text, int status, string code) =>
        new() { Status = status, Type = Types + code, Title = text[$"problem.{code}.title"], Detail = text[$"problem.{code}.detail"] };
}

/// <summary>Shows a problem as a page to a browser, where an API client is given JSON. Also for answers without a body, such as an unknown address.</summary>
public sealed class HtmlProblemWriter : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => !IsApi(context.HttpContext);

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var visit = context.HttpContext.RequestServices.GetRequiredService<Visit>();
        var problem = context.ProblemDetails;
        if (problem.Type?.StartsWith(Problems.Types, StringComparison.Ordinal) != true)
            problem = Problems.Details(visit.Text, context.HttpContext.Response.StatusCode, CodeOf(context.HttpContext.Response.StatusCode));
        await new RazorComponentResult<ProblemPage>(new { Problem = problem, Reference = Reference.ForPage(context.HttpContext, problem.Status ?? 0) }) { StatusCode = problem.Status }.ExecuteAsync(context.HttpContext);
    }

    public static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/openapi");

    public static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "not-signed-in",
        StatusCodes.Status403Forbidden => "not-allowed",
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "wrong-method",
        StatusCodes.Status413PayloadTooLarge => "too-large",
        StatusCodes.Status429TooManyRequests => "too-many",
        >= 500 => "our-fault",
        _ => "unreadable",
    };
}
