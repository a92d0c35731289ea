using System.CommandLine;
using System.Net.Sockets;
using Npgsql;
using Trepart.Store;

namespace Trepart.Tool;

/// <summary>Something that the user can do something about, in one sentence.</summary>
public sealed class ToolException(string sentence) : Exception(sentence);

/// <summary>How every command ends: 0 when it is done, 1 when it could not be, 2 when it was not understood. What is expected is told in one sentence.</summary>
public static class CommandLine
{
    public static async Task<int> Run(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors is [.., var error])
            return Fail(error.Message, 2);

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (ToolException e)
        {
            return Fail(e.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail("Interrupted.", 130);
        }
        catch (PostgresException e)
        {
            return Fail($"The database refused: {e.MessageText} ({e.SqlState}).");
        }
        catch (NpgsqlException e)
        {
            return Fail($"The database cannot be reached: {e.Message}");
        }
        catch (TenantClosedException e)
        {
            return Fail(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
        {
            return Fail(e.Message);
        }
    }

    public static int Fail(string sentence, int code = 1)
    {
        Console.Error.WriteLine(sentence.TrimEnd() is [.., '.'] text ? text : sentence + ".");
        return code;
    }

    /// <exception cref="ToolException">It cannot be the id of a municipality.</exception>
    public static Tenant TenantOf(string id) =>
        Tenant.TryParse(id) ?? throw new ToolException(
            $"'{id}' cannot be the id of a municipality: 2 to 40 lower-case letters a to z, digits and hyphens, beginning with a letter.");
}
