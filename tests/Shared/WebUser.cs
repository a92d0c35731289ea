using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Trepart.Tests;

/// <summary>A page as it came.</summary>
public sealed partial record WebPage(HttpStatusCode Status, string Html, Uri Address, string? Location)
{
    /// <summary>What a person reads, without markup, with single spaces.</summary>
    public string Text => Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(Hidden().Replace(Html, " "), " ")), " ").Trim();

    public (string Name, string Value) Forgery =>
        ForgeryField().Match(Html) is { Success: true } m ? (m.Groups[1].Value, m.Groups[2].Value) : throw new InvalidOperationException($"There is no form on {Address}.");

    /// <summary>The hidden fields of the form that is sent to <paramref name="action"/>.</summary>
    public Dictionary<string, string> FormFor(string action)
    {
        var form = Regex.Matches(Html, "<form[^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>", RegexOptions.Singleline)
            .FirstOrDefault(f => WebUtility.HtmlDecode(f.Groups[1].Value) == action)
            ?? throw new InvalidOperationException($"There is no form for {action} on {Address}: {Text}");
        return HiddenField().Matches(form.Groups[2].Value).GroupBy(f => f.Groups[1].Value).ToDictionary(f => f.Key, f => WebUtility.HtmlDecode(f.Last().Groups[2].Value));
    }

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();

    [GeneratedRegex("<(head|script|style).*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Hidden();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("<input type=\"hidden\" name=\"(__[^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex ForgeryField();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();
}

/// <summary>Someone at a browser: keeps cookies, fills in forms, follows no redirects by itself.</summary>
public sealed class WebUser
{
    private readonly HttpClient _http;

    public WebUser(Uri address, string? agent = null)
    {
        _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = address };
        if (agent is not null)
            _http.DefaultRequestHeaders.UserAgent.ParseAdd(agent);
    }

    /// <summary>What the browser keeps.</summary>
    public CookieContainer Cookies { get; } = new();

    public async Task<WebPage> Get(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return await Send(request);
    }

    /// <summary>A file, as it is kept on the disk.</summary>
    public Task<byte[]> Download(string path) => _http.GetByteArrayAsync(path);

    public Task<WebPage> Post(string path, Dictionary<string, string> fields) => PostPairs(path, [.. fields]);

    public async Task<WebPage> PostPairs(string path, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        return await Send(request);
    }

    public async Task<WebPage> PostRaw(string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        return await Send(request);
    }

    /// <summary>Opens a form, fills it in and sends it. A field that is named twice is sent twice.</summary>
    public async Task<WebPage> Fill(string path, params (string Name, string Value)[] fields)
    {
        var page = await Get(path);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return await Send(page, path, fields);
    }

    /// <summary>Sends a form that is open already.</summary>
    public async Task<WebPage> Send(WebPage page, string action, params (string Name, string Value)[] fields)
    {
        var given = fields.Select(f => f.Name).ToHashSet();
        return await PostPairs(action, [.. page.FormFor(action).Where(h => !given.Contains(h.Key)), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
    }

    private async Task<WebPage> Send(HttpRequestMessage request)
    {
        request.Headers.Accept.ParseAdd("text/html");
        using var response = await _http.SendAsync(request);
        return new WebPage(response.StatusCode, await response.Content.ReadAsStringAsync(), request.RequestUri!, response.Headers.Location?.ToString());
    }
}

/// <summary>An answer of the API.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, JsonObject? Body, string? Tag, string? Location, string Raw)
{
    /// <summary>The last part of the problem's type.</summary>
    public string? Problem => Body?["type"]?.ToString().Replace("https://trepart.no/problems/", "", StringComparison.Ordinal);
}

/// <summary>A program that uses the API.</summary>
public sealed class ApiUser
{
    private readonly HttpClient _http;

    public ApiUser(Uri address, string? token, string? language = null)
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (language is not null)
            _http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
    }

    public Task<ApiAnswer> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<ApiAnswer> Post(string path, object body, long? seen = null, Guid? id = null) =>
        Post(path, JsonContent.Create(body), seen is { } version ? $"\"{version}\"" : null, (id ?? Guid.CreateVersion7()).ToString());

    public Task<ApiAnswer> PostRaw(string path, string body, string? tag = null, string? id = null) =>
        Post(path, new StringContent(body, Encoding.UTF8, "application/json"), tag, id);

    /// <summary>Sends a body as it is, with headers as they are.</summary>
    public Task<ApiAnswer> Post(string path, HttpContent content, string? tag, string? id)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        if (id is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", id);
        return Send(request);
    }

    private async Task<ApiAnswer> Send(HttpRequestMessage request)
    {
        using (request)
        using (var response = await _http.SendAsync(request))
        {
            var raw = await response.Content.ReadAsStringAsync();
            var body = raw.StartsWith('{') ? JsonNode.Parse(raw) as JsonObject : null;
            return new ApiAnswer(response.StatusCode, body, response.Headers.ETag?.Tag, response.Headers.Location?.ToString(), raw);
        }
    }
}
