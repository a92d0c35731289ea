using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.Import;

namespace Trepart.Tool.Simulation;

/// <summary>
/// Sends a group's days to a service over its API, each line as the one who did it, under the command id that the line has: sent again, it is
/// the same command. What the lines make gets its id from the service.
/// </summary>
public sealed class RunningService(Uri address, Demo demo) : IDisposable
{
    private static readonly HashSet<string> NotInBody = ["do", "at", "by", "arena", "seat", "input", "matter", "person", "name"];

    private readonly HttpClient _http = new() { BaseAddress = address };
    private readonly ConcurrentDictionary<Guid, Guid> _made = new();
    private readonly ConcurrentDictionary<(Tenant, Guid), string> _tokens = new();

    public void Dispose() => _http.Dispose();

    /// <summary>Arenas and seats are there already; the rest is sent, one line after the other.</summary>
    /// <exception cref="ToolException">The service did not do what a line asks.</exception>
    public async Task<int> Send(Story story, CancellationToken ct)
    {
        var sent = 0;
        foreach (var command in story.Commands)
        {
            if (command.By is not { } by)
                continue;
            using var answer = await Send(story, command, by, ct);
            if (!answer.IsSuccessStatusCode)
                throw new ToolException($"{story.Tenant.Id}, line {command.Line} ({command.Act.Name}): the service answered {(int)answer.StatusCode}. {await answer.Content.ReadAsStringAsync(ct)}");
            if (command.Act.Creates)
                _made[command.Stream] = (await answer.Content.ReadFromJsonAsync<CommandEndpoints.Accepted>(ct))!.Id;
            sent++;
        }

        return sent;
    }

    // A service that has had enough for a while says for how long; the command is the same when it is sent again.
    private async Task<HttpResponseMessage> Send(Story story, StoryCommand command, Actor by, CancellationToken ct)
    {
        while (true)
        {
            using var request = Request(story.Tenant, command);
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Bearer", _tokens.GetOrAdd((story.Tenant, story.Persons[by.Holding]), who => demo.Key.Mint(who.Item1.Id, who.Item2, TimeProvider.System.GetUtcNow())));
            var answer = await _http.SendAsync(request, ct);
            if (answer.StatusCode is not HttpStatusCode.TooManyRequests)
                return answer;
            var wait = answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1);
            answer.Dispose();
            await Task.Delay(wait, ct);
        }
    }

    private HttpRequestMessage Request(Tenant tenant, StoryCommand command)
    {
        var things = command.Act.Kind.Name + "s";
        var path = command.Act.Creates ? $"arenas/{command.Arena}/{things}" : $"{things}/{Real(command.Stream)}/{command.Act.ApiName}";
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{tenant.Id}/{path}") { Content = JsonContent.Create(Body(command)) };
        request.Headers.Add("Idempotency-Key", command.Id.ToString());
        if (!command.Act.Creates)
            request.Headers.Add("If-Match", "*");
        return request;
    }

    // The file's names for things become the ids that the service knows them by.
    private JsonObject Body(StoryCommand command)
    {
        var body = new JsonObject { ["on"] = $"{command.On:yyyy-MM-dd}", ["confirmed"] = true };
        foreach (var field in CommandShape.Of(command.Command.GetType()))
        {
            var value = command.Command.GetType().GetProperty(field.Parameter.Name!)!.GetValue(command.Command);
            if (value is Guid one && field.Kind is FieldKind.Id)
                body[field.Name] = Real(one).ToString();
            else if (value is Many<Guid> many)
                body[field.Name] = new JsonArray([.. many.Select(id => JsonValue.Create(Real(id).ToString()))]);
            else if (!NotInBody.Contains(field.Name) && command.Body[field.Name] is { } written)
                body[field.Name] = written.DeepClone();
        }

        return body;
    }

    private Guid Real(Guid id) => _made.GetValueOrDefault(id, id);
}
