using System.Text.Json.Nodes;
using Trepart.Store;
using Trepart.Web.Commands;
using Trepart.Web.Seats;

namespace Trepart.Web.Import;

/// <summary>A file that can be read: a municipality and what happened there, line by line. Whether it may happen is another question.</summary>
/// <param name="Line">The municipality's own line.</param>
/// <param name="From">The day from which the municipality's attributes hold.</param>
/// <param name="Attributes">By name, as the directory keeps them.</param>
/// <param name="Persons">Whose a holding is.</param>
public sealed record Story(
    int Line, Tenant Tenant, DateOnly From, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<StoryCommand> Commands,
    IReadOnlyDictionary<Guid, Guid> Persons);

/// <summary>A line that asks for something.</summary>
/// <param name="Id">The command's id: made from the line, so that it is the same when the file is read again.</param>
/// <param name="By">Null for what the service itself does at onboarding.</param>
/// <param name="Takes">Who takes the seat, where someone takes one; otherwise null.</param>
public sealed record StoryCommand(
    int Line, Guid Id, Act Act, Guid Stream, Guid Arena, DateOnly On, Actor? By, object Command, IReadOnlyList<WrittenWords> Words, JsonObject Body,
    Taker? Takes);

/// <summary>A holding that acts.</summary>
/// <param name="Name">As the file calls it.</param>
public sealed record Actor(string Name, Guid Holding, Guid Seat, Guid Arena);
