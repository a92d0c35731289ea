using System.Runtime.CompilerServices;

namespace Trepart.Web.Tests;

/// <summary>The repository's own files, for the rules that the compiler cannot see.</summary>
public static class Sources
{
    private static readonly string[] NotOurs = [".git", ".trepart", "artifacts", "node_modules", "bin", "obj", "lib"];

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../.."));

    /// <summary>Files under a folder of the repository, without what is built or made by others.</summary>
    /// <param name="endings">How the names end; none for all.</param>
    public static IReadOnlyList<(string Name, string Text)> Under(string folder, params IReadOnlyList<string> endings) =>
    [
        .. Files(new DirectoryInfo(Path.Combine(Root, folder)))
            .Where(f => endings.Count == 0 || endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)
            .Select(f => (Path.GetRelativePath(Root, f).Replace('\\', '/'), File.ReadAllText(f))),
    ];

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    private static IEnumerable<string> Files(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(f => f.Name != ".git").Select(f => f.FullName)
            .Concat(folder.EnumerateDirectories().Where(d => !NotOurs.Contains(d.Name) && d.LinkTarget is null).SelectMany(Files));

    private static string Here([CallerFilePath] string file = "") => file;
}
