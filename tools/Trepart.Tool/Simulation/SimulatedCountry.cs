using Trepart.Store;

namespace Trepart.Tool.Simulation;

/// <summary>
/// How many groups each municipality has: the first a tenth of all, as Oslo has, the others fewer and fewer, and none less than one.
/// </summary>
public static class SimulatedCountry
{
    public static IReadOnlyList<(Tenant Tenant, int Groups)> Of(int tenants, int groups)
    {
        if (groups < tenants)
            throw new ToolException($"{tenants} municipalities need at least as many groups.");
        var first = tenants == 1 ? groups : Math.Clamp(groups / 10, 1, groups - tenants + 1);
        var weights = Enumerable.Range(1, tenants - 1).Select(rank => Math.Pow(rank + 4, -0.8)).ToArray();
        var left = groups - first;
        var extra = left - (tenants - 1); // after one for each
        var shares = weights.Select(w => 1 + (int)(extra * w / weights.Sum())).ToArray();
        for (var i = 0; shares.Sum() < left; i++)
            shares[i % shares.Length]++;
        return [(new Tenant("sim-001"), first), .. shares.Select((n, i) => (new Tenant($"sim-{i + 2:000}"), n))];
    }
}
