using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Trepart.Domain;
using Trepart.Web.Commands;

namespace Trepart.Web.Api;

/// <summary>Says on a route that is no command of the log that <c>Idempotency-Key</c> is the id of what is written.</summary>
public sealed record WrittenOnce;

/// <summary>What a request that is no command has in its body, as JSON. Not told as what the route accepts: another kind of body would then be answered before it is known who asks.</summary>
public sealed record JsonBody(params IReadOnlyList<(string Name, string Text)> Fields);

/// <summary>The API's description in OpenAPI 3.1. What a command takes is read from the same fields as its form, so that it cannot say anything else.</summary>
public static partial class ApiDescription
{
    private const string Problem = "Problem";
    private const string Bearer = "bearer";

    private static readonly Dictionary<int, string> Problems = new()
    {
        [400] = "It cannot be read; `errors` says what is wrong with which field.",
        [401] = "No valid bearer token.",
        [403] = "None of your seats allows it.",
        [404] = "There is no such thing in this municipality.",
        [409] = "A rule says no, and the type names it; or the guard asks, and `confirmed` goes on.",
        [412] = "Changed since the version in `If-Match`. Read it again.",
        [413] = "The body is larger than 256 KiB.",
        [422] = "The `Idempotency-Key` has been used with another body.",
        [428] = "`If-Match` is missing.",
        [503] = "Busy, or closed for writing. Send the same again, after `Retry-After` seconds.",
    };

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            Describe(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
    }

    private static void Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Trepart",
            Version = "1",
            Description = "Tripartite collaboration in Norwegian municipalities: inputs, matters, trials, and the log that they leave.",
        };
        document.Servers = [];
        document.AddComponent(Bearer, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
        document.AddComponent(Problem, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "RFC 9457. Title and detail are in bokmål, or in nynorsk for Accept-Language: nn.",
            Required = new HashSet<string> { "type", "title", "status" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = Text("Stable; ends with the problem's code, such as matter/is-deferred.", "uri"),
                ["title"] = Text(),
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["detail"] = Text(),
                ["errors"] = ListOf(Object(("pointer", Text("The field, as a JSON pointer.")), ("code", Text()), ("detail", Text())), null),
                ["concerns"] = ListOf(Object(("code", Text()), ("detail", Text())), null),
                ["traceId"] = Text(),
            },
        });
    }

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var document = context.Document!;
        var path = context.Description.RelativePath!;
        operation.Parameters ??= [];
        foreach (var name in InPath().Matches(path).Select(m => m.Groups[1].Value).Where(n => operation.Parameters.All(p => p.Name != n)))
            operation.Parameters.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Path, Required = true });
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            parameter.Schema = parameter.Name switch
            {
                "tenant" => new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[a-z][a-z0-9-]{1,39}$" },
                "from" or "to" or "known-on" => Text(format: "date"),
                "type" => new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. EventNames.Types.Keys.Order(StringComparer.Ordinal).Select(n => (JsonNode)n)] },
                "before" when path.EndsWith("/trail", StringComparison.Ordinal) => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "1" },
                "kind" when path.Contains("/retention/", StringComparison.Ordinal) =>
                    new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Enum.GetValues<RetentionKind>().Select(k => (JsonNode)k.Camel())] },
                "kind" => new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Access.PersonalData.All.Where(p => p.IsLogged).Select(p => (JsonNode)p.Code)] },
                "page" => new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Default = 1 },
                "limit" => new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Minimum = "1",
                    Maximum = Number(Trail.TrailQuestion.MostAtOnce),
                    Default = Trail.TrailQuestion.PageSize,
                },
                _ => Text(format: "uuid"),
            };
        }

        var act = context.Description.ActionDescriptor.EndpointMetadata.OfType<Act>().FirstOrDefault();
        var isWrittenOnce = context.Description.ActionDescriptor.EndpointMetadata.OfType<WrittenOnce>().Any();
        var asked = context.Description.ActionDescriptor.EndpointMetadata.OfType<JsonBody>().FirstOrDefault();

        // Beside the version, these have an ETag.
        var versioned = act is not null || (path.Contains("{id", StringComparison.Ordinal) && context.Description.HttpMethod == "GET");
        if (asked is not null)
            operation.RequestBody = Body(Object([.. asked.Fields.Select(f => (f.Name, Text(f.Text)))]));
        if (act is not null)
            Describe(operation, act);
        else if (isWrittenOnce)
            AddHeader(operation, "Idempotency-Key", required: true, Text("The id of what is written, new for each. The same again changes nothing.", "uuid"));
        else if (versioned)
            AddHeader(operation, "If-None-Match", required: false, Text("The `ETag` of what you have. The same again is 304 without a body."));

        operation.Responses ??= [];
        foreach (var (status, response) in operation.Responses)
        {
            if (versioned && status.StartsWith('2') && response is OpenApiResponse accepted)
            {
                (accepted.Headers ??= new Dictionary<string, IOpenApiHeader>())["ETag"] =
                    new OpenApiHeader { Description = "The version, in quotes.", Schema = Text() };
            }
        }

        if (act is null && versioned)
            operation.Responses["304"] = new OpenApiResponse { Description = "You have it already." };

        foreach (var status in Statuses(act, isWrittenOnce, operation))
        {
            operation.Responses[Number(status)] = new OpenApiResponse
            {
                Description = Problems[status],
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Problem, document) },
                },
            };
        }
    }

    private static void Describe(OpenApiOperation operation, Act act)
    {
        operation.Description = $"In the users' words: «{Texts.Of(Written.Bokmål, $"act.{act.Name}")}».";
        AddHeader(operation, "Idempotency-Key", required: true, Text("The command's id, new for each command. The same again gives the first answer.", "uuid"));
        if (!act.Creates)
            AddHeader(operation, "If-Match", required: true, Text("The version that you have seen, as in `ETag`; `*` for any."));

        var body = ObjectOf(act.Fields);
        body.Properties!["on"] = Text("The day it happened, where that is not today; never later.", "date");
        body.Properties["confirmed"] = Flag("The one who wrote it has read what the guard asks, and goes on.");
        operation.RequestBody = Body(body);
    }

    private static OpenApiRequestBody Body(IOpenApiSchema schema) =>
        new() { Required = true, Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new OpenApiMediaType { Schema = schema } } };

    private static IEnumerable<int> Statuses(Act? act, bool isWrittenOnce, OpenApiOperation operation) => act switch
    {
        { Creates: true } => [400, 401, 403, 404, 409, 413, 422, 503],
        not null => [400, 401, 403, 404, 409, 412, 413, 422, 428, 503],
        null when isWrittenOnce => [400, 401, 403, 404, 409, 413, 503],
        null when operation.RequestBody is not null || operation.Parameters!.Any(p => p.In is ParameterLocation.Query) => [400, 401, 403, 404, 503],
        null => [401, 403, 404, 503],
    };

    private static void AddHeader(OpenApiOperation operation, string name, bool required, OpenApiSchema schema) =>
        operation.Parameters!.Add(new OpenApiParameter { Name = name, In = ParameterLocation.Header, Required = required, Schema = schema });

    private static OpenApiSchema ObjectOf(IReadOnlyList<Field> fields) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = fields.ToDictionary(f => f.Name, Described),
        Required = fields.Where(f => f.Required).Select(f => f.Name).ToHashSet(),
        AdditionalPropertiesAllowed = false,
    };

    private static IOpenApiSchema Described(Field field)
    {
        var schema = SchemaOf(field);
        if (field.AskedFor)
            schema.Description = $"{schema.Description} A rule asks for it: 409 where it is left out.".Trim();
        if (field.IsOneOfTwo)
            schema.Description = $"{schema.Description} One of `person` and `name` is given, and not both.".Trim();
        return schema;
    }

    private static OpenApiSchema SchemaOf(Field field) => field.Kind switch
    {
        FieldKind.Text => TextOf(field),
        FieldKind.Texts => ListOf(TextOf(field)),
        FieldKind.Date => Text(format: "date"),
        FieldKind.Time => Text("Hours and minutes, as 09:30, in Norway."),
        FieldKind.Choice => new()
        {
            Type = JsonSchemaType.String,
            Enum = [.. Enum.GetNames(field.Choice!).Select(n => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(n))],
        },
        FieldKind.Flag => Flag(),
        FieldKind.Number => new() { Type = JsonSchemaType.Integer, Minimum = "0" },
        FieldKind.Id => Text(field.IsSeat ? "A seat of the group." : null, "uuid"),
        FieldKind.Ids => ListOf(Text(field.IsSeat ? "A seat of the group." : field.IsArena ? "A group." : null, "uuid")),
        FieldKind.Rows => ListOf(ObjectOf(field.RowFields)),
        _ => throw new NotSupportedException(field.Kind.ToString()),
    };

    private static OpenApiSchema TextOf(Field field) => new()
    {
        Type = JsonSchemaType.String,
        MaxLength = field.Max,
        Description = field.OneLine ? "One line." : null,
    };

    private static OpenApiSchema Text(string? description = null, string? format = null) =>
        new() { Type = JsonSchemaType.String, Description = description, Format = format };

    private static OpenApiSchema Flag(string? description = null) => new() { Type = JsonSchemaType.Boolean, Default = false, Description = description };

    private static OpenApiSchema ListOf(OpenApiSchema items, int? most = 50) => new() { Type = JsonSchemaType.Array, MaxItems = most, Items = items };

    private static OpenApiSchema Object(params (string Name, OpenApiSchema Schema)[] properties) =>
        new() { Type = JsonSchemaType.Object, Properties = properties.ToDictionary(p => p.Name, p => (IOpenApiSchema)p.Schema) };

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{(\w+)")]
    private static partial Regex InPath();
}
