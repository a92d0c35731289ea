using System.Globalization;
using System.Text.Json.Nodes;
using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.Erasing;
using Trepart.Web.Seats;

namespace Trepart.Web.Matters;

/// <summary>A matter with its whole story, read from its stream.</summary>
/// <param name="State">Where it stands, folded by the same rules that decide.</param>
/// <param name="Words">What is not here has been erased.</param>
public sealed record MatterStory(Guid Id, Matter State, IReadOnlyList<Recorded> Events, IReadOnlyDictionary<Guid, string> Words)
{
    /// <returns>Null where the stream is not a matter's.</returns>
    public static MatterStory? Of(Guid id, History history) =>
        history.Events is [{ Event: MatterRaised }, ..]
            ? new(id, (Matter)Kind.Matter.Fold(history.Events.Select(e => e.Event)), history.Events, history.Words)
            : null;

    public Guid Arena => Events[0].Arena;

    public long Version => Events[^1].Version;

    /// <summary>As it was last set right; null where it has been erased.</summary>
    public string? Title => Words.GetValueOrDefault(
        Events.Select(e => e.Event).OfType<MatterRetitled>().LastOrDefault()?.Title.Id ?? ((MatterRaised)Events[0].Event).Title.Id);

    /// <summary>What the group points at in other systems; what is erased is not there.</summary>
    public IEnumerable<(string Title, Uri Address, DocumentKind Kind)> Documents =>
        from e in Events.Select(e => e.Event).OfType<DocumentLinked>()
        where Words.ContainsKey(e.Address.Id) && Words.ContainsKey(e.Title.Id)
        select (Words[e.Title.Id], new Uri(Words[e.Address.Id]), e.Kind);

    /// <summary>What the group has to know, in the order in which it was asked.</summary>
    public IReadOnlyList<(FactNeeded Fact, FactBrought? Brought)> Facts
    {
        get
        {
            var brought = Events.Select(e => e.Event).OfType<FactBrought>().ToDictionary(b => b.Fact);
            return [.. Events.Select(e => e.Event).OfType<FactNeeded>().Select(f => (f, brought.GetValueOrDefault(f.Number)))];
        }
    }

    public IEnumerable<Recorded> HmsConcerns => Events.Where(e => e.Event is HmsConcernRaised);

    /// <summary>What is tried out in a trial, by its number.</summary>
    public string? ChangeOf(int trial) =>
        Events.Select(e => e.Event).OfType<TrialProposed>().LastOrDefault(p => p.Number == trial) is { } proposal ? Words.GetValueOrDefault(proposal.Change.Id) : null;

    public bool ProblemClarified => Events.Any(e => e.Event is ProblemClarified);

    public TrialProposed? Proposal => Events.Select(e => e.Event).OfType<TrialProposed>().LastOrDefault();

    public MatterDeferred? Deferral => Events.Select(e => e.Event).OfType<MatterDeferred>().LastOrDefault();

    public IEnumerable<Advice> Advice => Domain.Advice.On(State, Deferral is { Talk.Count: > 0 }, ProblemClarified);

    /// <summary>One sentence that says how it stands.</summary>
    public string Standing(Language text, DateOnly today, Telling telling) => State switch
    {
        { Stage: MatterStage.Closed, Trial.Stage: TrialStage.SlidBack } => text["standing.slid-back"],
        { Stage: MatterStage.Closed, Trial.Stage: TrialStage.Permanent } => text["standing.closed-permanent"],
        { Stage: MatterStage.Closed } => text["standing.closed"],
        { Stage: MatterStage.Deferred } => text.Say("standing.deferred", ("until", text.Day(State.DeferredUntil!.Value, today)))
            + (Deferral is { Talk: { Count: > 0 } talk } ? " " + Telling.Upper(text.Say("standing.talk", ("talk", text.List(talk.Select(s => telling.SeatName(s)))))) : ""),
        { Trial.Stage: TrialStage.Running } => text.Say("standing.running", ("on", text.Day(State.Trial.EvaluateOn!.Value, today))),
        { Trial: { IsUnderWay: true } or { Stage: TrialStage.Proposed } } => text["standing." + State.Trial.Stage],
        { AwaitsOutcome: true } => text["standing.awaits-outcome"],
        { Trial: { } ended } => text["standing." + ended.Stage],
        _ => text["standing.open"],
    };

    /// <summary>A new form. What the group has written before is there to be built on, where the act replaces it.</summary>
    public Draft DraftFor(Act act)
    {
        var body = new JsonObject();
        if (act == MatterActs.ProposeTrial && Proposal is { } proposal && State.Trial is { Stage: TrialStage.Proposed or TrialStage.Withdrawn })
        {
            body["change"] = Words.GetValueOrDefault(proposal.Change.Id);
            body["howWeKnow"] = proposal.HowWeKnow is { } how ? Words.GetValueOrDefault(how.Id) : null;
            body["evaluateOn"] = proposal.EvaluateOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            body["wayBack"] = proposal.WayBack is { } back ? Words.GetValueOrDefault(back.Id) : null;
            body["affected"] = new JsonArray([.. proposal.Affected.Select(a => JsonValue.Create(Words.GetValueOrDefault(a.Id)))]);
            body["demands"] = proposal.Demands is { } demands ? Words.GetValueOrDefault(demands.Id) : null;
            body["kind"] = proposal.Kind?.Camel();
        }
        else if (act == MatterActs.ClarifyProblem && Events.Select(e => e.Event).OfType<ProblemClarified>().LastOrDefault() is { } clarified)
        {
            body["problem"] = Words.GetValueOrDefault(clarified.Problem.Id);
        }
        else if (act == MatterActs.Retitle)
        {
            body["title"] = Title;
        }
        else if (act == MatterActs.Mark && State.Marks is { } marks)
        {
            body["urgency"] = marks.Urgency?.Camel();
            body["size"] = marks.Size?.Camel();
            body["interest"] = new JsonArray([.. marks.Interest.Select(s => JsonValue.Create(s.ToString()))]);
        }

        return Draft.New(Version) with { Body = body };
    }

    /// <summary>What the form of an act has to choose from in this matter.</summary>
    public FormChoices ChoicesFor(Act act, Language text, IReadOnlyList<SeatInfo> seats, Telling telling, SignedIn who)
    {
        var around = seats.Where(s => Rights.Of(s).Contains(Right.WorkInGroup)).ToList();
        var groups = Proposal?.Affected.Select(a => Words.GetValueOrDefault(a.Id) ?? text["words.erased"]).ToList() ?? [];
        var entries = Events.Select(e => (e.Version.ToString(CultureInfo.InvariantCulture), $"{e.Version}. {telling.Tell(e).Sentences[0]}")).ToList();

        IReadOnlyCollection<Guid> chosen = act.Name switch
        {
            // INV-5: those who have said what they see talk together, unless the group chooses otherwise.
            "defer_matter" => State.Views.Count >= 2 ? State.Views : [],
            "note_talk" => Deferral is { } deferral ? [.. deferral.Talk] : [],
            "register_view" or "note_own_side" or "take_responsibility" => who.Holding(Right.WorkInGroup, Arena) is { } mine ? [mine.Seat.Id] : [],
            _ => [],
        };
        return new(
            act == MatterActs.NoteOwnSide ? [.. around.Where(s => State.Talk.Contains(s.Id))] : around, chosen,
            act == MatterActs.EraseText ? TextChoices.Of(Events, Words) : entries, null, groups)
        {
            // One practice that lasts needs no choice.
            Hidden = State.Lasting.Count < 2 ? ["trial"] : null,
            OptionsOf = new Dictionary<string, IReadOnlyList<(string, string)>>
            {
                ["fact"] = [.. Facts.Where(f => f.Brought is null).Select(f => (Number(f.Fact.Number), Words.GetValueOrDefault(f.Fact.What.Id) ?? text["words.erased"]))],
                ["trial"] = [.. State.Lasting.Select(n => (Number(n), ChangeOf(n) ?? text["words.erased"]))],
            },
        };
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
