namespace Trepart.Tests;

/// <summary>Whether the long versions are asked for: <c>tools/test --full</c>.</summary>
public static class LongRun
{
    public static bool IsAsked => Environment.GetEnvironmentVariable("TREPART_FULL") == "1";

    public static int Or(int full, int otherwise) => IsAsked ? full : otherwise;
}
