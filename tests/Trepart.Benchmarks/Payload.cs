using Trepart.Domain;
using Trepart.Web.Commands;

namespace Trepart.Benchmarks;

/// <summary>What is written: views in a matter, each with a text of three sentences beside it.</summary>
public static class Payload
{
    public const string Text =
        "Når vaktlista kommer så seint, rekker vi ikke å bytte helgene mellom oss. To på natt har sluttet fordi de aldri vet når de har fri. "
        + "Jeg vil prøve at lista henger ute seks uker før, også for vikarene.";

    public const string Answer = """{"stream":"0192f3a0-0000-7000-8000-00000000dddd","version":7}""";

    private static readonly string Commitment = Store.Commitment.To(Text, new byte[32]);
    private static readonly byte[] Salt = Store.Commitment.NewSalt();

    public static readonly byte[] Fingerprint = Store.Commitment.NewSalt();
    public static readonly Guid Arena = Guid.CreateVersion7();
    public static readonly Guid Actor = Guid.CreateVersion7();
    public static readonly Guid Seat = Guid.CreateVersion7();

    /// <summary>The same event as the log gets, as text.</summary>
    public static readonly string BareData = EventJson.Format.Write(View(NewWords()));

    public static WrittenWords NewWords() => new(Guid.CreateVersion7(), Text, Salt);

    public static Words Reference(WrittenWords words) => new(words.Id, Commitment);

    public static MatterEvent View(WrittenWords words) => new ViewRegistered(Seat, Reference(words));

    public static MatterEvent Raised(WrittenWords title, WrittenWords concern) => new MatterRaised(Reference(title), Reference(concern), Theme.Rosters, null);

    public static Append Of(Guid stream, long expected, IReadOnlyList<object> events, IReadOnlyList<WrittenWords> words) =>
        new(Guid.CreateVersion7(), Fingerprint, Answer, new(2026, 2, 10), "arena", Actor, Seat,
            [new(stream, "matter", expected, Arena, events, words)], "4bf92f3577b34da6a3ce929d0e0e4736");

    /// <summary>Events that continue a matter, or open it where it is new.</summary>
    public static Append Next(Guid stream, long expected, int events)
    {
        var (happened, words) = (new List<object>(events), new List<WrittenWords>(events + 1));
        for (var i = 0; i < events; i++)
        {
            words.Add(NewWords());
            if (expected + i == 0)
            {
                words.Add(NewWords());
                happened.Add(Raised(words[0], words[1]));
            }
            else
            {
                happened.Add(View(words[^1]));
            }
        }

        return Of(stream, expected, happened, words);
    }
}
