using System.Collections.Frozen;
using Trepart.Web.Auditing;
using Trepart.Web.Inputs;
using Trepart.Web.Matters;
using Trepart.Web.OpenInputs;
using Trepart.Web.People;
using Trepart.Web.Seats;
using Trepart.Web.StaffMeetings;

namespace Trepart.Web.Commands;

/// <summary>Every act by its name: what the API and imported files may ask for.</summary>
public static class AllActs
{
    /// <summary>What the one who keeps the register does. Not in imported files.</summary>
    public static IReadOnlyList<Act> OfTheMunicipality { get; } = [RegisterActs.CorrectName, RegisterActs.Erase, RegisterActs.ChooseRetention];

    public static FrozenDictionary<string, Act> ByName { get; } = new Act[]
    {
        SeatActs.EstablishArena,
        SeatActs.EstablishSeat,
        MandateActs.Grant,
        InputActs.Give,
        MatterActs.Raise,
        InputLinkActs.Open,
        InputLinkActs.Close,
        StaffMeetingActs.Plan,
    }.Concat(SeatActs.OnSeat).Concat(InputActs.OnInput).Concat(MatterActs.OnMatter).Concat(MandateActs.OnMandate).Concat(StaffMeetingActs.OnMeeting).ToFrozenDictionary(a => a.Name);
}
