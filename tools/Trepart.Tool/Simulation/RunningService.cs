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
    private readonly HttpClient _http = new() { BaseAddress = address };
    private readonly ConcurrentDictionary<Guid, Guid> _made = new();
    private readonly ConcurrentDictionary<(Tenant, Guid), string> _tokens = new();

    public void Dispose() => _http.Dispose();

    /// <summary>Arenas, seats and workplaces are there already; the rest is sent, one line after the other.</summary>
    /// <exception cref="ToolException">The service did not do what a line asks.</exception>
    public async Task<int> Send(Story story, CancellationToken ct)
    {
        var sent = 0;
        foreach (var command in story.Commands)
        {
            if (command.By is not { } by)
                continue;
            using var answer = await Send(story, command, by, () => Request(story.Tenant, command), ct);
            if (command.Act.Creates)
                Made(command, (await answer.Content.ReadFromJsonAsync<CommandEndpoints.Accepted>(ct))!.Id);
            if (command.Command is TypeAnswers typed)
                await FindAnswers(story, command, by, typed, ct);
            sent++;
        }

        return sent;
    }

    // A service that has had enough for a while says for how long; the command is the same when it is sent again.
    private async Task<HttpResponseMessage> Send(Story story, StoryCommand command, Actor by, Func<HttpRequestMessage> make, CancellationToken ct)
    {
        while (true)
        {
            using var request = make();
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Bearer", _tokens.GetOrAdd((story.Tenant, story.Persons[by.Holding]), who => demo.Key.Mint(who.Item1.Id, who.Item2, TimeProvider.System.GetUtcNow())));
            var answer = await _http.SendAsync(request, ct);
            if (answer.IsSuccessStatusCode)
                return answer;

            using (answer)
            {
                if (answer.StatusCode is not HttpStatusCode.TooManyRequests)
                    throw new ToolException($"{story.Tenant.Id}, line {command.Line} ({command.Act.Name}): the service answered {(int)answer.StatusCode}. {await answer.Content.ReadAsStringAsync(ct)}");
                await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), ct);
            }
        }
    }

    private HttpRequestMessage Request(Tenant tenant, StoryCommand command)
    {
        var things = ThingsOf(command.Act.Kind);
        var path = command.Act.Creates ? $"arenas/{command.Arena}/{things}" : $"{things}/{Real(command.Stream)}/{command.Act.ApiName}";
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{tenant.Id}/{path}") { Content = JsonContent.Create(Body(command)) };
        request.Headers.Add("Idempotency-Key", command.Id.ToString());
        if (!command.Act.Creates)
            request.Headers.Add("If-Match", "*");
        return request;
    }

    private static string ThingsOf(Kind kind) => kind.Name switch
    {
        "series" or "rules" => kind.Name,
        var name => name.Replace('_', '-') + "s",
    };

    // The file's names for things become the ids that the service knows them by.
    private JsonObject Body(StoryCommand command)
    {
        var body = new JsonObject { ["on"] = $"{command.On:yyyy-MM-dd}", ["confirmed"] = true };
        foreach (var field in CommandShape.Of(command.Command.GetType()))
        {
            var value = command.Command.GetType().GetProperty(field.Parameter.Name!)!.GetValue(command.Command);
            if (value is Many<Guid> many)
                body[field.Name] = new JsonArray([.. many.Select(id => JsonValue.Create(Real(id).ToString()))]);
            else if (field.Kind is FieldKind.Id)
                body[field.Name] = value is Guid one ? Real(one).ToString() : null;
            else if (command.Body[field.Name] is { } written)
                body[field.Name] = written.DeepClone();
        }

        return body;
    }

    // Also what is begun beside it, such as the meetings of a series: the same ones in the same order.
    private void Made(StoryCommand command, Guid real)
    {
        _made[command.Stream] = real;
        foreach (var (told, begun) in command.Act.Begins(command.Command, command.Stream).Zip(command.Act.Begins(command.Command, real)))
            _made[told.Stream] = begun.Stream;
    }

    // An answer at a staff meeting is pointed at by a later line, and only the service knows its id. No two of a question say the same.
    private async Task FindAnswers(Story story, StoryCommand command, Actor by, TypeAnswers typed, CancellationToken ct)
    {
        using var answer = await Send(story, command, by, () => new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{story.Tenant.Id}/staff-meetings/{Real(command.Stream)}"), ct);
        var meeting = (await answer.Content.ReadFromJsonAsync<JsonObject>(ct))!;
        var there = meeting["loose"]!.AsArray().Concat(meeting["clusters"]!.AsArray().SelectMany(c => c!["answers"]!.AsArray()))
            .ToLookup(a => (a!["question"]!.GetValue<int>(), a["text"]!.GetValue<string>()), a => a!["id"]!.GetValue<Guid>());
        foreach (var words in command.Words)
            _made[words.Id] = there[(typed.Question, words.Text)].First();
    }

    private Guid Real(Guid id) => _made.GetValueOrDefault(id, id);
}
