using System.Diagnostics;

namespace Trepart.Store.Tests;

public sealed class WitnessTests : IDisposable
{
    private const string Lines = "lines.jsonl";

    private readonly Witness _witness = new(Path.Combine(Path.GetTempPath(), $"trepart-witness-{Guid.NewGuid():N}"));

    public WitnessTests() => _witness.Make();

    private string LinesFile => Path.Combine(_witness.Folder, Lines);

    public void Dispose() => System.IO.Directory.Delete(_witness.Folder, recursive: true);

    [Fact]
    public async Task What_is_appended_is_read_in_order_and_the_files_are_closed_to_others()
    {
        Assert.Empty(_witness.Read<Line>(Lines));
        await _witness.Append(Lines, new Line("æ\nå", 1), default);
        await _witness.Append(Lines, new Line("b", 2), default);

        Assert.Equal([new Line("æ\nå", 1), new Line("b", 2)], _witness.Read<Line>(Lines));
        Assert.Equal([1, 2], _witness.ReadLines(Lines).Select(l => l.Number));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(LinesFile));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_witness.Folder));
        }
    }

    [Fact]
    public async Task Half_a_line_at_the_end_is_left_out_and_the_next_one_takes_its_place()
    {
        await _witness.Append(Lines, new Line("whole", 1), default);
        var whole = File.ReadAllBytes(LinesFile);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(LinesFile, [.. whole, .. whole[..length]]);
            Assert.Equal([new Line("whole", 1)], _witness.Read<Line>(Lines));
        }

        await _witness.Append(Lines, new Line("next", 2), default);
        Assert.Equal([new Line("whole", 1), new Line("next", 2)], _witness.Read<Line>(Lines));
    }

    [Fact]
    public async Task Other_damage_is_told_with_its_line()
    {
        for (var i = 1; i <= 3; i++)
            await _witness.Append(Lines, new Line("line", i), default);
        var text = File.ReadAllLines(LinesFile);
        foreach (var damaged in new[] { text[1][..^1], "", "null", "{}", """{"name":"x","number":1,"more":2}""", """{"name":null,"number":1}""", """{"name":"x","name":"y","number":1}""", """{"Name":"x","number":1}""", """{"name":"x","number":"1"}""" })
        {
            File.WriteAllLines(LinesFile, [text[0], damaged, text[2]]);
            Assert.Equal(2, Assert.Throws<WitnessDamagedException>(() => _witness.Read<Line>(Lines).ToList()).Line);
        }
    }

    [Fact]
    public async Task Lines_longer_than_a_page_are_read_whole()
    {
        Line[] lines = [new(new string('x', 65_536), 1), new("y", 2), new(new string('z', 200_000), 3)];
        foreach (var line in lines)
            await _witness.Append(Lines, line, default);
        Assert.Equal(lines, _witness.Read<Line>(Lines));

        File.AppendAllText(LinesFile, new string('w', 100_000));
        Assert.Equal(lines, _witness.Read<Line>(Lines));
    }

    [Fact]
    public async Task Many_write_at_once_and_every_line_is_whole()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
                await new Witness(_witness.Folder).Append(Lines, new Line(new string((char)('a' + writer), 300), i), default);
        })));

        var read = _witness.Read<Line>(Lines).ToList();
        Assert.Equal(200, read.Count);
        Assert.All(read.GroupBy(l => l.Name), g => Assert.Equal(Enumerable.Range(0, 25), g.Select(l => l.Number)));
    }

    [Fact]
    public async Task Another_process_that_writes_is_waited_for()
    {
        var file = Path.Combine(_witness.Folder, ".lock");
        using var other = Process.Start(new ProcessStartInfo("flock", [file, "cat"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await other.StandardInput.WriteLineAsync("has the lock");
        await other.StandardInput.FlushAsync();
        await other.StandardOutput.ReadLineAsync();

        var append = _witness.Append(Lines, new Line("late", 1), default);
        Assert.False(append.IsCompleted);
        Assert.False(File.Exists(LinesFile));

        other.StandardInput.Close();
        await append;
        Assert.Single(_witness.Read<Line>(Lines));
    }

    [Fact]
    public async Task Names_lead_out_of_no_folder_and_a_missing_folder_is_told()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _witness.Append("../lines.jsonl", new Line("x", 1), default));
        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => new Witness(Path.Combine(_witness.Folder, "none")).Append(Lines, new Line("x", 1), default));
    }

    public sealed record Line(string Name, int Number);
}
