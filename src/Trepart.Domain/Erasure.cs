namespace Trepart.Domain;

/// <summary>
/// Why a text, or a person, is erased. A list and not a text of its own: a reason in free words could repeat what was to be erased.
/// </summary>
public enum ErasureReason
{
    /// <summary>Someone is named, or can be recognised, who should not be.</summary>
    NamesSomeone,

    /// <summary>It tells about a child, a patient, a resident or another user.</summary>
    AboutUser,

    /// <summary>It is confidential by law.</summary>
    Confidential,

    /// <summary>It was written in the wrong place.</summary>
    WrongPlace,

    /// <summary>The one it concerns has asked for it.</summary>
    AskedFor,

    /// <summary>What it was kept for is over.</summary>
    NoLongerNeeded,
}
