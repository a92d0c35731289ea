using System.Net.Sockets;
using System.Text;

namespace Trepart.Web.Tests.Hardening;

/// <summary>An answer with its headers as they came.</summary>
public sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, IReadOnlyList<string> Cookies, string Body)
{
    /// <summary>What stands in the page, as it is read.</summary>
    public string Text => WebUtility.HtmlDecode(Body);

    public string? this[string header] => Headers.GetValueOrDefault(header);
}

/// <summary>Speaks HTTP by itself, so that it can say what no decent client would.</summary>
public static class Raw
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public static async Task<Answer> Send(Uri address, string method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), new Uri(address, path));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        request.Headers.TryAddWithoutValidation("Accept", path.StartsWith("/api", StringComparison.Ordinal) ? "application/json" : "text/html");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        var all = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)response.StatusCode, all, response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [], await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sends these very bytes and gives back whatever comes.</summary>
    public static async Task<string> Say(Uri address, string what)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(what));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await reader.ReadToEndAsync(patience.Token);
    }
}
