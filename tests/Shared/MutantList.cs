using System.Runtime.CompilerServices;

namespace Trepart.Tests;

/// <summary>
/// The reviewed list of mutants, each with the check that caught it, in <c>mutants.txt</c> beside the test. With TREPART_RECORD=1 the list is
/// written anew instead of compared, for someone to read before it is committed.
/// </summary>
public static class MutantList
{
    public static void Compare(IEnumerable<string> lines, [CallerFilePath] string file = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(file)!, "mutants.txt");
        List<string> found = [.. lines.GroupBy(l => l).SelectMany(same => same.Select((line, n) => n == 0 ? line : $"{line} ({n + 1})")).Order(StringComparer.Ordinal)];
        if (Environment.GetEnvironmentVariable("TREPART_RECORD") == "1")
            File.WriteAllLines(path, found);
        Assert.Equal(File.ReadAllLines(path), found);
    }
}
