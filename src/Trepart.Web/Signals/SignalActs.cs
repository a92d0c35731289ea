using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Signals;

/// <summary>What the steering group asks the groups, and what a group replies.</summary>
public static class SignalActs
{
    public static readonly Act Send = new("send_signal", "nytt-sporsmal", Kind.Signal, typeof(SendSignal), Right.AnswerGroups, Creates: true);
    public static readonly Act Close = new("close_signal", "avslutt-sporsmal", Kind.Signal, typeof(CloseSignal), Right.AnswerGroups);

    public static readonly Act Reply = new("give_reply", "svar-styringsgruppa", Kind.Reply, typeof(GiveReply), Right.WorkInGroup, Creates: true)
    {
        Welcome = _ => new WelcomeWork(),
        In = (command, arena) => ((GiveReply)command) with { Arena = arena },
        PointsAt = command => [(Kind.Signal, ((GiveReply)command).Signal)],
        Consents = command => command is GiveReply c ? (Kind.Signal, c.Signal, _ => new HearReply(c.Arena, c.Answer is not null)) : null,
    };
}
