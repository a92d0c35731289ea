using System.CommandLine;
using Trepart.Store;
using Trepart.Web;
using Trepart.Web.Commands;
using Trepart.Web.Import;

namespace Trepart.Tool;

/// <summary>Brings stories into the log, each file whole or not at all.</summary>
public static class ImportCommand
{
    private static readonly Language Text = new(Web.Written.Bokmål);

    private static readonly Argument<string[]> Files = new("file")
    {
        Description = "Files in the format of tools/stories/README.md.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Create()
    {
        var command = new Command(
            "import", "Brings story files in, each one whole or not at all. Can be repeated: what is there stays, and a file that has grown continues where it was.")
        {
            Files,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        var state = StateFolder.Of(parsed);
        var settings = state.Service;
        await using var app = settings.Open(TimeProvider.System);
        var importer = new Importer(app, state.OwnerOf, new FingerprintKey(settings.FingerprintKey), TimeProvider.System);

        var code = 0;
        foreach (var file in parsed.GetRequiredValue(Files))
            code = Math.Max(code, await Import(importer, file, ct));
        return code;
    }

    private static async Task<int> Import(Importer importer, string file, CancellationToken ct)
    {
        var name = Path.GetFileName(file);
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(file, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return CommandLine.Fail($"{file} cannot be read: {e.Message}");
        }

        var (story, faults) = StoryReader.Read(bytes, new Calendar(TimeProvider.System).Today);
        if (story is null)
            return Refuse(name, faults);

        try
        {
            return await importer.Import(story, ct) switch
            {
                Imported.Refused refused => Refuse(name, [refused.Fault]),
                Imported.Done done => Tell(name, story, done),
                var other => throw new InvalidOperationException(other.GetType().Name),
            };
        }
        catch (StreamMovedException)
        {
            return CommandLine.Fail($"{name}: someone wrote to {story.Tenant.Id} meanwhile, and nothing of the file is stored; try again.");
        }
    }

    private static int Tell(string name, Story story, Imported.Done done)
    {
        foreach (var (line, concern) in done.Concerns)
            Console.Error.WriteLine($"{name}:{line}: {Text.Say("import.guard-asks", ("concern", Text[$"guard.{concern}"]))}");
        Console.WriteLine(
            done.New == 0
                ? $"{name}: nothing new; {story.Tenant.Id} has all {done.Lines} lines."
                : $"{name}: {done.New} of {done.Lines} lines are new to {story.Tenant.Id}, with {done.Events} events.");
        return 0;
    }

    private static int Refuse(string name, IReadOnlyList<StoryFault> faults)
    {
        foreach (var fault in faults)
            Console.Error.WriteLine($"{name}:{fault.Say(Text)}");
        return 1;
    }
}
