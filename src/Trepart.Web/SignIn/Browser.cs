namespace Trepart.Web.SignIn;

/// <summary>The kind of browser, so that one knows one's own sessions again: two words made at sign-in. Nothing else of what the browser says is kept.</summary>
/// <param name="Name">Such as "Firefox"; "unknown" where it is none of those we know.</param>
/// <param name="System">Such as "Android"; the same.</param>
public sealed record Browser(string Name, string System)
{
    public const string Unknown = "unknown";

    // Most of them claim to be others as well: the first that fits is the right one.
    private static readonly (string Sign, string Name)[] Names =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Macintosh", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux")];

    public static Browser Of(string? userAgent) => new(First(Names, userAgent), First(Systems, userAgent));

    private static string First((string Sign, string Name)[] all, string? text) =>
        Array.Find(all, one => text?.Contains(one.Sign, StringComparison.Ordinal) == true).Name ?? Unknown;
}
