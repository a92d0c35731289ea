using System.Text.Json;

namespace Trepart.Web;

/// <summary>A choice among a few, as it is written in forms, in JSON and in the keys of its texts.</summary>
public static class ChoiceNames
{
    /// <summary>"takenUp" for <c>TakenUp</c>.</summary>
    public static string Camel(this Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>What it is called on a page: the text <c>choice.{type}.{value}</c>.</summary>
    public static string Choice(this Language text, Enum value) => text[Key(value)];

    /// <returns>Null where nothing is called that.</returns>
    public static T? Parse<T>(string? name)
        where T : struct, Enum => Enum.GetValues<T>().Where(v => v.Camel() == name).Select(v => (T?)v).FirstOrDefault();

    internal static string Key(Enum value) => $"choice.{JsonNamingPolicy.CamelCase.ConvertName(value.GetType().Name)}.{value.Camel()}";
}
