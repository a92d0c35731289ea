using Trepart.Store;
using Trepart.Web;
using Trepart.Web.Boards;
using Trepart.Web.Seats;
using Trepart.Web.SignIn;

namespace Trepart.Tool;

/// <summary>An installation for demonstration: the only one whose people a tool may list or speak for.</summary>
public sealed class Demo : IAsyncDisposable
{
    private readonly Placement _databases;

    private Demo(Placement databases, byte[] key)
    {
        _databases = databases;
        var reader = new TenantReader(databases);
        Directory = new Store.Directory(databases.Directory);
        People = new DemoPeople(reader, new Arenas(reader), new SeatBook(reader));
        Key = new DemoTokenKey(key);
    }

    public Store.Directory Directory { get; }

    public DemoPeople People { get; }

    public DemoTokenKey Key { get; }

    public DateOnly Today { get; } = new Calendar(TimeProvider.System).Today;

    /// <exception cref="ToolException">The installation is not for demonstration: its file has no key for tokens, or its database is not marked.</exception>
    public static async Task<Demo> Open(StateFolder state, CancellationToken ct)
    {
        var settings = state.Service;
        if (settings.DemoTokenKey is not { } key)
            throw new ToolException("This installation is not for demonstration: it was set up without --demo, and nobody can be signed in this way.");

        var demo = new Demo(settings.Open(TimeProvider.System), key);
        if (await demo.Directory.IsDemo(ct))
            return demo;

        await demo.DisposeAsync();
        throw new ToolException("This database is not marked as one for demonstration, and nobody can be signed in this way.");
    }

    public ValueTask DisposeAsync() => _databases.DisposeAsync();
}
