using Trepart.Domain;
using Trepart.Store;
using Trepart.Web.Commands;

namespace Trepart.Web.StaffMeetings;

/// <param name="Text">Null where the words have been erased.</param>
/// <param name="Table">The table group that answered together; null for none.</param>
public sealed record StaffAnswer(Guid Id, int Question, string? Text, int? Table);

/// <param name="Disposition">Null until everyone has been answered.</param>
public sealed record Cluster(int Number, string? Name, IReadOnlyList<StaffAnswer> Answers, Disposition? Disposition, string? Reason, Guid? Matter);

/// <summary>A staff meeting as its page tells it.</summary>
/// <param name="Loose">Answers that lie in no cluster.</param>
/// <param name="Numbers">How many took part; null until it is noted.</param>
public sealed record StaffMeetingStory(
    Guid Id, Guid Arena, long Version, StaffMeeting State, DateOnly Day, string? Theme, IReadOnlyList<(int Number, string? Text)> Questions,
    IReadOnlyList<(string? Part, Guid Seat)> Parts, IReadOnlyList<Cluster> Clusters, IReadOnlyList<StaffAnswer> Loose, TakingPartNoted? Numbers)
{
    /// <returns>Null where there is no such meeting.</returns>
    public static StaffMeetingStory? Of(Guid id, History history)
    {
        if (history.Events is not [{ Event: StaffMeetingPlanned planned } opening, ..])
            return null;

        string? TextOf(Words? words) => words is null ? null : history.Words.GetValueOrDefault(words.Id);
        var questions = new List<(int, string?)> { (1, TextOf(planned.Question)) };
        var parts = new List<(string?, Guid)>();
        var answers = new Dictionary<Guid, StaffAnswer>();
        var clusters = new List<(string? Name, List<Guid> Answers, ClusterAnswered? Answered)>();
        TakingPartNoted? numbers = null;
        foreach (var happened in history.Events.Select(e => e.Event))
        {
            switch (happened)
            {
                case StaffAsked e:
                    questions.Add((questions.Count + 1, TextOf(e.Question)));
                    break;
                case PartAssigned e:
                    parts.Add((TextOf(e.Part), e.Seat));
                    break;
                case AnswersTyped e:
                    foreach (var answer in e.Answers)
                        answers[answer.Id] = new(answer.Id, e.Question, TextOf(answer), e.Table);
                    break;
                case AnswersGathered e:
                    foreach (var answer in e.Answers)
                        answers[answer.Id] = new(answer.Id, e.Question, TextOf(answer), null);
                    break;
                case ClusterMade e:
                    foreach (var cluster in clusters)
                        cluster.Answers.RemoveAll(e.Answers.Contains);
                    clusters.Add((TextOf(e.Name), [.. e.Answers], null));
                    break;
                case ClusterAnswered e:
                    clusters[e.Cluster - 1] = clusters[e.Cluster - 1] with { Answered = e };
                    break;
                case TakingPartNoted e:
                    numbers = e;
                    break;
            }
        }

        var sorted = clusters.SelectMany(c => c.Answers).ToHashSet();
        return new(
            id, opening.Arena, history.Version, (StaffMeeting)Kind.StaffMeeting.Fold(history.Events.Select(e => e.Event)), planned.Day, TextOf(planned.Theme), questions, parts,
            [.. clusters.Select((c, i) => new Cluster(i + 1, c.Name, [.. c.Answers.Select(a => answers[a])], c.Answered?.Disposition, TextOf(c.Answered?.Reason), c.Answered?.Matter))],
            [.. answers.Values.Where(a => !sorted.Contains(a.Id))], numbers);
    }
}
