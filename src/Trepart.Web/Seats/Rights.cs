using Trepart.Domain;

namespace Trepart.Web.Seats;

/// <summary>What a seat may allow. Rights follow the seat and end the day it is left.</summary>
public enum Right
{
    /// <summary>Give an input to the group.</summary>
    GiveInput,

    /// <summary>Take back one's own input, and say that its answer is read: only the one who gave it.</summary>
    OwnInput,

    /// <summary>See what the group works with.</summary>
    ReadArena,

    /// <summary>Take part in the group's work: every seat in the group alike (ROL-52).</summary>
    WorkInGroup,

    /// <summary>Take an action on oneself, and say that it is done: everyone at the workplace (MET-21).</summary>
    TakeAction,

    /// <summary>Decide alone, with a reason, where the group has talked and does not agree (ROL-48).</summary>
    DecideAsLeader,

    /// <summary>Erase a text that should not stand there.</summary>
    EraseText,

    /// <summary>See the learning overview.</summary>
    ReadLearning,

    /// <summary>See the audit trail of one's own group.</summary>
    ReadOwnTrail,

    /// <summary>See the audit trail of the whole municipality.</summary>
    ReadWholeTrail,

    /// <summary>Erase from the register of persons those who hold no seat.</summary>
    ErasePeople,

    /// <summary>Keep arenas, seats and who holds them, and invite people. The service itself does it when a municipality's past is brought in.</summary>
    KeepSeats,

    /// <summary>See the register of persons, correct a name, take out what is stored about someone, and choose how long things are kept.</summary>
    KeepRegister,

    /// <summary>See who has read personal data.</summary>
    ReadAccessLog,

    /// <summary>Let an auditor in, and end it.</summary>
    GrantMandate,

    /// <summary>See who is let in as auditor, to what, and what they have opened.</summary>
    SeeMandates,

    /// <summary>Raise a concern about health, environment and safety on a matter, which nobody else changes (ROL-26).</summary>
    RaiseHmsConcern,

    /// <summary>Follow up those who have the seats of one's own union, or the safety representatives (ROL-17, ROL-28).</summary>
    FollowUp,

    /// <summary>Ask the one who follows up one's own seat for a talk (ROL-20).</summary>
    AskForTalk,

    /// <summary>Say that one is interested in a vacant seat of the group (ROL-40).</summary>
    ShowInterest,

    /// <summary>Answer the groups: their reports, and what is asked of them or offered to them, on behalf of the steering group (SG-13, SG-14).</summary>
    AnswerGroups,

    /// <summary>Add a note of one's own to a report that a group has sent (LER-01).</summary>
    NoteReports,
    /// <summary>Say yes and no to what the municipality shares with the union's transition unit.</summary>
    ConsentToSharing,

    /// <summary>Plan training and gatherings for the whole municipality, and put on record which seats took part (HLP-15, HLP-16); and write its own questions for reflection.</summary>
    KeepTraining,

    /// <summary>Register the municipality's important processes, answer for them and end them: where the seat stands (MET-33).</summary>
    KeepProcesses,

    /// <summary>Put on record who was involved in a process, and that one's own party was not (MET-33).</summary>
    NoteInvolvement,

    /// <summary>See whether what the municipality answers for is in place, in counts and names of groups (MET-30).</summary>
    SeeAssurance,
}

/// <summary>The one table of who may do and see what. docs/rights.md shows it; a test goes through it row by row.</summary>
public static class Rights
{
    private static readonly Right[] Member = [Right.GiveInput, Right.OwnInput, Right.ReadArena, Right.WorkInGroup, Right.TakeAction, Right.EraseText, Right.ReadLearning, Right.ReadOwnTrail];

    // In the steering group everyone around the table has the same (SG-09, SG-10): meetings, minutes, items and actions; the coordinator as its secretary.
    private static readonly Right[] Steering = [Right.ReadArena, Right.WorkInGroup, Right.TakeAction, Right.EraseText, Right.ReadLearning, Right.ReadOwnTrail];

    /// <summary>What a seat gives. One that stands where its kind has no place, as in logs from before that was a rule, gives nothing in the arena where it stands.</summary>
    public static IEnumerable<Right> Of(SeatInfo seat) => seat.IsAstray ? Of(seat.Role).Where(IsMunicipal) : Of(seat.Role);

    /// <summary>What a seat gives where it belongs.</summary>
    public static IReadOnlyList<Right> Of(SeatRole role) => role switch
    {
        SeatRole.Employee => [Right.GiveInput, Right.OwnInput, Right.ReadArena, Right.TakeAction, Right.ShowInterest],
        SeatRole.UnitLeader or SeatRole.DepartmentLeader => [.. Member, Right.DecideAsLeader, Right.KeepProcesses, Right.NoteInvolvement],
        SeatRole.ShopSteward => [.. Member, Right.AskForTalk],
        SeatRole.SafetyRepresentative => [.. Member, Right.RaiseHmsConcern, Right.AskForTalk],
        SeatRole.ChiefShopSteward => [.. Steering, Right.SeeMandates, Right.FollowUp, Right.AnswerGroups, Right.NoteReports, Right.NoteInvolvement],
        SeatRole.ChiefSafetyRepresentative => [.. Of(SeatRole.ChiefShopSteward), Right.SeeAssurance],
        SeatRole.HrLead => [.. Steering, Right.AnswerGroups, Right.KeepProcesses, Right.NoteInvolvement],
        SeatRole.MunicipalDirector =>
            [.. Steering, Right.GrantMandate, Right.SeeMandates, Right.AnswerGroups, Right.ConsentToSharing, Right.KeepProcesses, Right.NoteInvolvement, Right.SeeAssurance],

        // INV-12: politicians see what is the steering group's and what is meant for it, and no workplace's own matters.
        SeatRole.Mayor or SeatRole.Politician => [.. Steering, Right.AnswerGroups, Right.NoteInvolvement, Right.SeeAssurance],
        SeatRole.Coordinator =>
        [
            .. Steering, Right.ReadWholeTrail, Right.ErasePeople, Right.KeepSeats, Right.KeepRegister, Right.GrantMandate, Right.SeeMandates, Right.AnswerGroups, Right.ConsentToSharing,
            Right.KeepTraining, Right.KeepProcesses, Right.NoteInvolvement, Right.SeeAssurance,
        ],

        // An auditor reads under a mandate. A seat from before there were any gives nothing.
        SeatRole.Auditor => [],

        // Knows what the group works with, and takes no part in it.
        SeatRole.LinkPerson => [Right.ReadArena, Right.ReadLearning, Right.ReadOwnTrail],
        SeatRole.Helper => [],
        SeatRole.DataProtectionOfficer => [Right.KeepRegister, Right.ReadAccessLog, Right.SeeMandates],
        _ => [],
    };

    /// <summary>Municipal rights from which something is done in other groups than the seat's own.</summary>
    public static bool Acts(Right right) => right is Right.ErasePeople or Right.KeepSeats or Right.KeepRegister or Right.AnswerGroups or Right.NoteReports or Right.KeepTraining or Right.NoteInvolvement;

    /// <summary>Rights that reach beyond the arena in which the seat stands.</summary>
    public static bool IsMunicipal(Right right) =>
        right is Right.ReadLearning or Right.ReadWholeTrail or Right.ErasePeople or Right.KeepSeats or Right.KeepRegister or Right.ReadAccessLog
            or Right.GrantMandate or Right.SeeMandates or Right.FollowUp or Right.AnswerGroups or Right.NoteReports or Right.ConsentToSharing
            or Right.KeepTraining or Right.NoteInvolvement or Right.SeeAssurance;
}
