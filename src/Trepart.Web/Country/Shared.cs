using Trepart.Domain;

namespace Trepart.Web.Country;

// The whole of what the union can see of municipalities: one record for each table of the schema country, one member for each column. Whoever wants
// to share more adds a member here, and a column, and is seen to do it.

/// <summary>What a municipality shares, or no longer does.</summary>
/// <param name="Since">Null where it no longer does: then only that is known.</param>
public sealed record SharedConsent(string TenantId, SharedKind Kind, DateOnly? Since, DateOnly? StoppedOn);

/// <summary>That a municipality works this way, and how far it has come.</summary>
/// <param name="Number">The municipality's number today.</param>
/// <param name="Since">When its first group was founded.</param>
public sealed record SharedMunicipality(string TenantId, string Name, string? Number, SpreadStatus Status, DateOnly? Since);

/// <summary>A municipality's quarter. Null is too few to show.</summary>
public sealed record SharedFigures(
    string TenantId, DateOnly Quarter, int? GroupsActive, int? MeetingsHeld, int? MattersRaised, int? MattersDeferred, int? TrialsStarted, int? TrialsKept,
    int? TrialsGoneBack, int? InputsAnswered);

/// <summary>An experience that a group has published and said may be shared.</summary>
public sealed record SharedExperience(
    string TenantId, Guid Id, string Title, string Situation, string Tried, string Result, string? Tips, DateOnly PublishedOn);

/// <summary>A group has asked the unit for help.</summary>
/// <param name="Shared">What it lets those it asks read; null where it wrote nothing, or that has been erased.</param>
/// <param name="EndedOn">Null while the group is stuck.</param>
public sealed record SharedHelp(string TenantId, Guid Id, string? Shared, DateOnly AskedOn, DateOnly? EndedOn);

/// <summary>Everything that one municipality shares now.</summary>
public sealed record SharedRows(
    IReadOnlyList<SharedConsent> Consents, SharedMunicipality? Municipality, IReadOnlyList<SharedFigures> Figures, IReadOnlyList<SharedExperience> Experiences,
    IReadOnlyList<SharedHelp> Help);
