namespace Trepart.Domain;

/// <summary>INV-16: no figure goes upwards that is about so few that one can be told from it.</summary>
public static class Hidden
{
    public const int FewestPersons = 5;

    public const int FewestAnswers = 3;

    /// <param name="persons">How many the figure is about.</param>
    /// <returns>Null where the figure is hidden. None at all is told: nobody is told from it.</returns>
    public static int? Count(int count, int persons) => persons < FewestPersons || count is > 0 and < FewestAnswers ? null : count;
}
