using System.Text.Json.Nodes;
using Trepart.Domain;
using Trepart.Web.Commands;

namespace Trepart.Web.OpenInputs;

/// <summary>The open form with what has been typed so far.</summary>
/// <param name="Code">The receipt, made before it is sent: sending again is the same giving.</param>
/// <param name="Kind">Null where nothing was chosen.</param>
/// <param name="Steward">The shop steward's seat; null for the group.</param>
/// <param name="Error">The code of what is wrong with the text.</param>
public sealed record OpenDraft(string Code, string Text, InputKind? Kind, Guid? Steward, bool IsConfirmed, string? Error)
{
    public IReadOnlyList<Concern> Concerns { get; init; } = [];

    public int Status { get; init; } = StatusCodes.Status200OK;

    public static OpenDraft New() => new(Receipt.New(), "", null, null, false, null);

    public static OpenDraft Of(IFormCollection form)
    {
        var (text, error) = ReadText(form["tekst"]);
        var kind = ChoiceNames.Parse<InputKind>(form["kind"]);
        return new(
            Receipt.Read(form["kvittering"]) ?? Receipt.New(), text, kind, Guid.TryParse(form["til"], out var seat) ? seat : null, form["confirmed"] == "true", error)
        {
            Status = error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };
    }

    /// <summary>By the same reader as any other text.</summary>
    /// <returns>The text as it was, where it is wrong.</returns>
    public static (string Text, string? Error) ReadText(string? raw)
    {
        var reader = new CommandReader(_ => null);
        reader.Read(typeof(ReplyToGroup), new JsonObject { ["reply"] = raw ?? "" }, []);
        return reader.Errors is [{ Code: var code }, ..] ? (raw ?? "", code) : (reader.Pen.Written[0].Text, null);
    }
}
