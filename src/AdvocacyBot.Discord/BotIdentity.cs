using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord;

/// <summary>The bot's own application and user, requested once.</summary>
internal sealed class BotIdentity(DiscordApi api)
{
    private Application? application;

    /// <exception cref="DiscordApiException">Discord refused the token or cannot be reached.</exception>
    public async Task<Application> ApplicationAsync(CancellationToken ct) => application ??= await api.ApplicationAsync(ct);

    /// <summary>The id of the bot's user.</summary>
    /// <exception cref="SendFailedException">Discord cannot be reached.</exception>
    public async Task<string> UserIdAsync(CancellationToken ct)
    {
        try
        {
            var found = await ApplicationAsync(ct);
            return found.Bot?.Id ?? found.Id;
        }
        catch (DiscordApiException e) when (e.Status != 401)
        {
            throw new SendFailedException(SendFailure.Later, "Discord cannot be reached.", e.RetryAfter, e);
        }
    }
}
