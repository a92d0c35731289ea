using System.Text.Json.Nodes;

namespace Trepart.Tool.Simulation;

/// <content>How the group comes to be: its place in the tree, seats, unions, rules of play.</content>
public sealed partial class SimulatedGroup
{
    private const string Arena = "gruppa";

    private int _employees;

    private void Begin()
    {
        BeginMunicipality();
        var (name, sector) = SimulatedTexts.Workplace(_random, number);
        _employees = _random.Next(12, 41);

        // Each group of the municipality says so in the same words: it is done by the first of them.
        Line("register_workplace", null, ("arena", "styret"), ("workplace", sector.Alias), ("level", "sector"), ("name", sector.Name));
        Line("register_workplace", null, ("arena", "styret"), ("workplace", Alias("arbeidsplass")), ("level", "unit"), ("name", name), ("parent", sector.Alias), ("employees", _employees));
        Line(
            "establish_arena", null, ("arena", Alias(Arena)), ("kind", "workingGroup"), ("name", SimulatedTexts.Group(_random)), ("node", Alias("arbeidsplass")),
            ("buildsOn", Pick("hmsMeeting", "workEnvironmentMeeting", "developmentMeeting", "newMeeting")), ("rhythm", "monthly"));
        FillSeats();
        Line("state_purpose", "leder", ("arena", Alias(Arena)), ("purpose", SimulatedTexts.Purpose(_random)));
        Line("set_maturity", "leder", ("arena", Alias(Arena)), ("maturity", "starting"));
        Plan(200, () => Line("set_maturity", "leder", ("arena", Alias(Arena)), ("maturity", "underWay")));
        InviteUnions();
        AdoptRules();
        PlanSeries();
    }

    private void BeginMunicipality()
    {
        var name = Municipality(tenant);
        Write(new JsonObject { ["do"] = "create_municipality", ["tenant"] = tenant, ["name"] = $"{name} kommune", ["written"] = "nb", ["at"] = Day(from) });
        Line("establish_arena", null, ("arena", "styret"), ("kind", "steeringGroup"), ("name", "Styringsgruppa"));
        Line("establish_seat", null, ("arena", "styret"), ("seat", "koordinator"), ("role", "coordinator"));
        Line("take_seat", null, ("seat", "koordinator"), ("holding", "h-koordinator"), ("person", "p-koordinator"), ("name", $"Koordinatoren i {name}"));
    }

    private void FillSeats()
    {
        foreach (var (seat, role, union) in SimulatedTexts.Seats)
        {
            Line("establish_seat", null, ("arena", Alias(Arena)), ("seat", Alias(seat)), ("role", role), ("organisation", union));
            Line("take_seat", null, ("seat", Alias(seat)), ("holding", Alias("h-" + seat)), ("person", Alias("p-" + seat)), ("name", SimulatedTexts.Person(_random)));
        }
    }

    // Those who sit there have said yes; in every third group there is one more, which lets another speak for it or says no.
    private void InviteUnions()
    {
        foreach (var (seat, _, union) in SimulatedTexts.Seats.Where(s => s.Union is not null))
        {
            Invite(seat, union!);
            Plan(_random.Next(2, 15), () => Line("note_union_accepts", seat, ("union", Alias("f-" + seat))));
        }

        if (!Chance(1, 3))
            return;
        Invite("andre", "Delta");
        if (Chance(1, 2))
            Plan(_random.Next(5, 30), () => Line("note_union_represented", "tv1", ("union", Alias("f-andre")), ("seat", Alias("tv1"))));
        else
            Plan(_random.Next(5, 30), () => Line("note_union_declines", "leder", ("union", Alias("f-andre")), ("reason", Chance(1, 2) ? SimulatedTexts.Declined(_random) : null)));
    }

    private void Invite(string seat, string union)
    {
        Line("note_union", "leder", ("arena", Alias(Arena)), ("union", Alias("f-" + seat)), ("organisation", union));
        Line("invite_union", "leder", ("union", Alias("f-" + seat)));
    }

    // Each seat says for itself that it stands behind them, and one in ten has not come to it.
    private void AdoptRules()
    {
        var rules = Alias("kjoreregler");
        Plan(3, () => Line("adopt_rules", "leder", ("arena", Alias(Arena)), ("rules", rules), ("points", SimulatedTexts.Rules(_random))));
        foreach (var seat in SimulatedTexts.Members)
        {
            if (Chance(9, 10))
                Plan(_random.Next(4, 20), () => Line("acknowledge_rules", seat, ("seat", Alias(seat)), ("rules", rules)));
        }
    }
}
