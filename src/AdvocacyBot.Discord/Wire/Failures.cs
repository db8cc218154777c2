namespace AdvocacyBot.Discord.Wire;

/// <summary>https://docs.discord.com/developers/reference#error-messages</summary>
internal sealed record ErrorBody(int Code, string? Message);

/// <summary>https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit-rate-limit-response-structure</summary>
/// <param name="RetryAfter">Seconds, with decimals.</param>
/// <param name="Global">Whether the global limit was exceeded.</param>
/// <param name="Code">The error code of a limit that the headers do not announce; else 0.</param>
internal sealed record LimitBody(double RetryAfter, bool Global, int Code = 0);

/// <summary>https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes</summary>
internal static class ErrorCode
{
    public const int UnknownChannel = 10003;
    public const int UnknownMessage = 10008;
    public const int UnknownInteraction = 10062;
    public const int AlreadyCrossposted = 40033;
    public const int AlreadyAcknowledged = 40060;
    public const int ThreadExists = 160004;
    public const int MissingAccess = 50001;
    public const int InvalidForm = 50035;
    public const int CannotMessageUser = 50007;
    public const int NotATextChannel = 50008;
    public const int MissingPermissions = 50013;
    public const int ThreadIsArchived = 50083;
    public const int NoMutualGuild = 50278;
}
