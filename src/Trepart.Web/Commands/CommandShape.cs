using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Trepart.Domain;

namespace Trepart.Web.Commands;

public enum FieldKind
{
    Text,
    Texts,
    Date,
    Time,
    Choice,
    Flag,
    Number,
    Id,
    Ids,
    Rows,
}

/// <summary>A field of a command, as a form shows it and as JSON names it.</summary>
/// <param name="Name">camelCase.</param>
/// <param name="Max">The longest text, in characters; for texts, of each.</param>
/// <param name="IsSeat">Takes seats of the arena.</param>
/// <param name="AskedFor">Not required here, since the rule asks for it; a form does not call it optional.</param>
/// <param name="Choice">The enum, for a choice; the row's record, for rows; otherwise null.</param>
public sealed record Field(string Name, FieldKind Kind, bool Required, int Max, bool OneLine, bool IsSeat, bool AskedFor, Type? Choice, ParameterInfo Parameter)
{
    /// <summary>Takes arenas of the municipality.</summary>
    public bool IsArena { get; } = Parameter.GetCustomAttribute<ArenaAttribute>() is not null;

    /// <summary>Takes what belongs to no group, or to any.</summary>
    public bool IsFromAnywhere { get; } = Parameter.GetCustomAttribute<FromAnywhereAttribute>() is not null;

    /// <summary>Takes a workplace of the municipality's tree.</summary>
    public bool IsWorkplace { get; } = Parameter.GetCustomAttribute<WorkplaceAttribute>() is not null;

    /// <summary>Takes an address that begins with https.</summary>
    public bool IsAddress { get; } = Parameter.GetCustomAttribute<HttpsAttribute>() is not null;

    /// <summary>Made where the command comes in: neither shown nor taken from anyone.</summary>
    public bool IsMade { get; } = Parameter.GetCustomAttribute<MadeAttribute>() is not null;

    /// <summary>One of those marked so is to be given, and not both.</summary>
    public bool IsOneOfTwo { get; init; }

    public IReadOnlyList<Field> RowFields { get; } = Kind is FieldKind.Rows ? CommandShape.Of(Choice!) : [];
}

/// <summary>The fields of a command, read once from its record: the record is the only place where they are listed.</summary>
public static class CommandShape
{
    public const int LongestText = 4000;

    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Field>> Known = [];

    public static IReadOnlyList<Field> Of(Type command) =>
        Known.GetOrAdd(command, type => [.. type.GetConstructors()[0].GetParameters().Select(FieldOf)]);

    private static Field FieldOf(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var many = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Many<>) ? type.GetGenericArguments()[0] : null;
        var optional = parameter.HasDefaultValue || many is not null || type == typeof(bool)
            || new NullabilityInfoContext().Create(parameter).WriteState is NullabilityState.Nullable;
        var oneLine = parameter.GetCustomAttribute<OneLineAttribute>();
        var isName = (many ?? type) == typeof(string);
        var kind = (many ?? type) switch
        {
            _ when many == typeof(Words) || many == typeof(string) => FieldKind.Texts,
            _ when many == typeof(Guid) => FieldKind.Ids,
            _ when many is not null => FieldKind.Rows,
            { IsEnum: true } => FieldKind.Choice,
            var t when t == typeof(Words) || t == typeof(string) => FieldKind.Text,
            var t when t == typeof(DateOnly) => FieldKind.Date,
            var t when t == typeof(TimeOnly) => FieldKind.Time,
            var t when t == typeof(bool) => FieldKind.Flag,
            var t when t == typeof(int) => FieldKind.Number,
            var t when t == typeof(Guid) => FieldKind.Id,
            var t => throw new NotSupportedException($"{t} in a command"),
        };

        return new Field(
            JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!), kind, !optional,
            isName ? 120 : oneLine?.Max ?? LongestText, oneLine is not null || isName,
            parameter.GetCustomAttribute<SeatAttribute>() is not null, parameter.GetCustomAttribute<AskedForAttribute>() is not null,
            kind is FieldKind.Choice ? type : kind is FieldKind.Rows ? many : null, parameter);
    }
}
