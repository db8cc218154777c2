using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Guilds;

/// <summary>Checks whether the bot can post in a channel that a command names, and says what to change if it cannot.</summary>
internal sealed class ChannelChecks(ChannelCache channels, BotIdentity self)
{
    public async Task<ChannelCheck> CheckAsync(ChannelRef target, ChannelRef askedIn, Language language, CancellationToken ct)
    {
        if (!Snowflake.IsId(target.Id) || await FindAsync(target.Id, ct) is not { } channel)
            return Problem(null, language, "channel.unknown");
        if (await FindAsync(askedIn.Id, ct) is { GuildId: { } here } && channel.GuildId != here)
            return Problem(null, language, "channel.elsewhere");
        if (!ChannelTypes.Postable.Contains(channel.Type))
            return Problem(channel.Name, language, "channel.type", channel.Name);

        try
        {
            var permissions = await channels.OwnPermissionsAsync(channel.Id, await self.UserIdAsync(ct), ct);
            var missing = Permissions.ToPostIn(channel).Where(p => !Permissions.Has(permissions, p)).Select(p => PermissionNames.Of(p, language)).ToList();
            return missing.Count == 0
                ? new ChannelCheck(channel.Name, null)
                : Problem(channel.Name, language, "channel.permissions", channel.Name, ListText.And(missing, language));
        }
        catch (DiscordApiException)
        {
            // What cannot be checked now is reported when the bot posts.
            return new ChannelCheck(channel.Name, null);
        }
    }

    private async Task<Channel?> FindAsync(string channel, CancellationToken ct)
    {
        try
        {
            return await channels.GetAsync(channel, ct);
        }
        catch (DiscordApiException)
        {
            return null;
        }
    }

    private static ChannelCheck Problem(string? name, Language language, [TextKey(typeof(DiscordTexts))] string key, params ReadOnlySpan<object?> values) =>
        new(name, DiscordTexts.All.Format(language, key, values));
}
