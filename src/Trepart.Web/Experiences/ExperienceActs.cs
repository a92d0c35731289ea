using Trepart.Domain;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Experiences;

/// <summary>What can be done with an experience, and what another group does with it.</summary>
public static class ExperienceActs
{
    public static readonly Act Draft = Of("draft_experience", "ny-erfaring", typeof(DraftExperience)) with
    {
        Creates = true,
        Welcome = _ => new WelcomeWork(),
        PointsAt = command => command is DraftExperience { Matter: { } matter } ? [(Kind.Matter, matter)] : [],
    };

    public static readonly Act Edit = Of("edit_experience", "endre-erfaring", typeof(EditExperience));

    public static readonly Act Present = Of("present_experience", "legg-fram-erfaring", typeof(PresentExperience)) with
    {
        With = (command, table) => ((PresentExperience)command) with { Parties = table.Parties },
    };

    public static readonly Act Reopen = Of("reopen_experience", "apne-erfaring-igjen", typeof(ReopenExperience));
    public static readonly Act Approve = Of("approve_experience", "godkjenn-erfaring", typeof(ApproveExperience));
    public static readonly Act Publish = Of("publish_experience", "publiser-erfaring", typeof(PublishExperience));
    public static readonly Act ChooseSharing = Of("choose_sharing", "deling", typeof(ChooseSharing));
    public static readonly Act Offer = Of("offer_experience", "tilby-erfaring", typeof(OfferExperience)) with { Right = Right.AnswerGroups };
    public static readonly Act Withdraw = Of("withdraw_experience", "trekk-erfaring", typeof(WithdrawExperience));

    public static readonly Act EraseText = Of("erase_experience_text", "slett-erfaringstekst", typeof(EraseExperienceText)) with
    {
        Right = Right.EraseText,
        Erases = command => command is EraseExperienceText erase ? (erase.Text, erase.Reason) : throw new ArgumentException(null, nameof(command)),
    };

    /// <summary>By another group, of an experience that is published.</summary>
    public static readonly Act Answer = new("answer_experience", "svar-pa-erfaring", Kind.Adoption, typeof(AnswerExperience), Right.WorkInGroup, Creates: true)
    {
        Welcome = _ => new WelcomeWork(),
        In = (command, arena) => ((AnswerExperience)command) with { Arena = arena },
        PointsAt = command => [(Kind.Experience, ((AnswerExperience)command).Experience)],
        Consents = command => command is AnswerExperience c ? (Kind.Experience, c.Experience, _ => new HearAdoption(c.Arena)) : null,
    };

    public static readonly Act Tell = new("tell_adoption", "slik-gikk-det", Kind.Adoption, typeof(TellAdoption), Right.WorkInGroup);

    public static IReadOnlyList<Act> OnExperience { get; } = [Edit, Present, Reopen, Approve, Publish, ChooseSharing, Offer, Withdraw, EraseText];

    private static Act Of(string name, string slug, Type command) => new(name, slug, Kind.Experience, command, Right.WorkInGroup);
}
