using Npgsql;

namespace Trepart.Store;

public static class Sql
{
    /// <summary>Adds one statement; its parameters are <c>$1</c>, <c>$2</c>, … and null is SQL's null.</summary>
    public static NpgsqlBatch Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<object?> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter ?? DBNull.Value });
        batch.BatchCommands.Add(command);
        return batch;
    }

    /// <summary>Gives a statement its parameters: <c>$1</c>, <c>$2</c>, …; null is SQL's null.</summary>
    public static NpgsqlCommand With(this NpgsqlCommand command, params ReadOnlySpan<object?> parameters)
    {
        foreach (var parameter in parameters)
            command.Parameters.Add(new NpgsqlParameter { Value = parameter ?? DBNull.Value });
        return command;
    }

    /// <summary>
    /// The first statement of every batch: row-level security then shows this municipality's rows and no others,
    /// until the batch's own transaction ends. Never set on a session, since sessions are shared.
    /// </summary>
    public static NpgsqlBatch For(this NpgsqlBatch batch, Tenant tenant) =>
        batch.Add("select set_config('trepart.tenant', $1, true)", tenant.Id);
}
