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

    [LoggerMessage(230, LogLevel.Warning, "What {Tenant} shares could not be copied: {Error}.")]
    public static partial void LogCountryFailed(this ILogger log, string tenant, string error);

    [LoggerMessage(41, LogLevel.Warning, "A sign-in by {Provider} was refused: {Fault}.")]
    public static partial void LogSignInRefused(this ILogger log, string provider, SignIn.SignInFault fault);

    [LoggerMessage(42, LogLevel.Warning, "The provider {Provider} could not be used: {Error}.")]
    public static partial void LogProviderAway(this ILogger log, string provider, string error);

    [LoggerMessage(43, LogLevel.Information, "A token for the API was refused: {Fault}.")]
    public static partial void LogTokenRefused(this ILogger log, SignIn.SignInFault fault);

    [LoggerMessage(171, LogLevel.Warning, "What waits in {Tenant} could not be let in: {Error}.")]
    public static partial void LogReleaseFailed(this ILogger log, string tenant, string error);

    [LoggerMessage(183, LogLevel.Warning, "The mails of {Tenant} could not be made or sent: {Error}.")]
    public static partial void LogMailFailed(this ILogger log, string tenant, string error);

    [LoggerMessage(131, LogLevel.Warning, "What has had its time in {Tenant} could not be erased: {Error}.")]
    public static partial void LogRetentionFailed(this ILogger log, string tenant, string error);
}
