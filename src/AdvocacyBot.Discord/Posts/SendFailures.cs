using System.Globalization;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Posts;

/// <summary>Explains Discord's refusals to organizers, each with what to change.</summary>
internal static class SendFailures
{
    private static readonly TimeSpan WhileTokenIsUnclear = TimeSpan.FromMinutes(5);

    public static SendFailedException From(DiscordApiException e) => e switch
    {
        { Status: 401 } => Later("Discord does not accept the token. Set Discord:Token to a new one.", e, WhileTokenIsUnclear),
        { Status: 429 } => Later("Discord's rate limit is reached.", e, e.RetryAfter),
        { IsUncertain: true } => Later("Discord did not confirm the message.", e, e.RetryAfter),
        { Code: ErrorCode.UnknownChannel } => Never("That channel no longer exists, or the bot is no longer on that server.", e),
        { Code: ErrorCode.UnknownMessage } => Never("That message was deleted.", e),
        { Code: ErrorCode.MissingAccess } => Never("The bot cannot see that channel: give it the permission View Channel there.", e),
        { Code: ErrorCode.MissingPermissions } => Never(
            "The bot may not write there: give it the permissions Send Messages, Embed Links and Attach Files in that channel.", e),
        { Code: ErrorCode.NotATextChannel } => Never("Messages cannot be posted in that channel: choose a text channel, a forum or a thread.", e),
        { Code: ErrorCode.CannotMessageUser or ErrorCode.NoMutualGuild } => Never("That member does not accept direct messages from the bot.", e),
        _ => Never(string.Create(CultureInfo.InvariantCulture, $"Discord refused the message (status {e.Status}, code {e.Code})."), e),
    };

    private static SendFailedException Later(string reason, DiscordApiException e, TimeSpan? retryAfter) => new(SendFailure.Later, reason, retryAfter, e);

    private static SendFailedException Never(string reason, DiscordApiException e) => new(SendFailure.Never, reason, inner: e);
}
