namespace Trepart.Store.Tests;

internal enum Deed
{
    AppendOne,
    AppendSome,
    AppendToTwo,
    Repeat,
    RepeatElsewhere,
    CloseOrOpen,
    MoveClock,
    EraseWords,
    Read,
    ReadAsKnown,
    ReadLog,
    ReadTrail,
    ReadWords,
    ReadToDecide,
    ReadOpenings,
    AppendNowhere,
}

/// <summary>One step, in numbers that mean something whatever came before it: steps can be left out and the rest still played.</summary>
internal sealed record Step(Deed Deed, int Tenant, int Stream, int Other, int Number, int Choice)
{
    private static readonly Deed[] Often =
    [
        Deed.AppendOne, Deed.AppendOne, Deed.AppendOne, Deed.AppendOne, Deed.AppendSome, Deed.AppendSome, Deed.AppendSome, Deed.AppendToTwo, Deed.AppendToTwo,
        Deed.Repeat, Deed.RepeatElsewhere, Deed.MoveClock, Deed.MoveClock, Deed.Read, Deed.ReadAsKnown, Deed.ReadAsKnown, Deed.ReadLog, Deed.ReadTrail,
        Deed.ReadTrail, Deed.EraseWords, Deed.ReadWords, Deed.ReadToDecide, Deed.ReadOpenings,
    ];

    public static IReadOnlyList<Step> Some(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new Step(
            random.Next(40) switch { 0 => Deed.CloseOrOpen, 1 => Deed.AppendNowhere, _ => Often[random.Next(Often.Length)] },
            random.Next(3), random.Next(4), random.Next(1, 4), random.Next(1000), random.Next(1 << 20)))];
    }

    /// <summary>One in so many, by an independent part of the choice.</summary>
    public bool Chance(int shift, int oneIn) => (Choice >> shift) % oneIn == 0;
}
