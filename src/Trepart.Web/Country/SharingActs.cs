using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Country;

/// <summary>What is said yes and no to.</summary>
public static class SharingActs
{
    public static readonly Act Grant = new("grant_sharing", "del", Kind.Sharing, typeof(GrantSharing), Right.ConsentToSharing, Creates: true);

    public static readonly Act Withdraw = new("withdraw_sharing", "slutt-a-dele", Kind.Sharing, typeof(WithdrawSharing), Right.ConsentToSharing, Creates: true);

    public static IReadOnlyList<Act> All { get; } = [Grant, Withdraw];
}

/// <summary>Takes the yes or no to the log, and has it carried out at once.</summary>
public sealed class SharingDesk(MunicipalDesk desk, CountryCopier copier, ILogger<SharingDesk> log)
{
    public async Task<Outcome> Handle(Visit visit, Asked asked, CancellationToken ct)
    {
        var (body, problem) = asked.Act == SharingActs.Grant ? Read<GrantSharing>(asked) : Read<WithdrawSharing>(asked);
        if (body is null)
            return problem!;
        var outcome = await desk.Handle(visit.Tenant, visit.Who, asked, body, ct);
        if (outcome is Outcome.Done)
        {
            try
            {
                await copier.Copy(visit.Municipality, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // It is said and stands in the log: the worker carries it out at its next turn.
                log.LogCountryFailed(visit.Tenant.Id, e.GetType().Name);
            }
        }

        return outcome;
    }

    private static (object? Body, Outcome.Unreadable? Problem) Read<T>(Asked asked)
        where T : class => MunicipalDesk.Read<T>(asked);
}
