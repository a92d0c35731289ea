namespace Trepart.Web;

/// <summary>Everything that the service logs of its own. Ids and kinds only: never a name, and never what someone wrote.</summary>
public static partial class Log
{
    [LoggerMessage(1, LogLevel.Critical, "The log of {Tenant} is damaged at position {Position}.")]
    public static partial void LogDamaged(this ILogger log, string tenant, long position);

    [LoggerMessage(2, LogLevel.Warning, "A projection could not be brought on: {Error}.")]
    public static partial void LogProjectionFailed(this ILogger log, string error);

    [LoggerMessage(3, LogLevel.Warning, "The root of {Tenant} could not be recorded: {Error}.")]
    public static partial void LogRootFailed(this ILogger log, string tenant, string error);

    [LoggerMessage(4, LogLevel.Information, "Request {Reference} was answered with {Status}.")]
    public static partial void LogTurnedDown(this ILogger log, string reference, int status);

    [LoggerMessage(5, LogLevel.Error, "Request {Reference} failed: {Where}")]
    public static partial void LogFailed(this ILogger log, string reference, string where);
}
