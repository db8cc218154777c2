using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Guilds;

/// <summary>
/// Finds roles by id, mention or name, and checks whether the bot can notify them: a role is not mentionable by default.
/// https://docs.discord.com/developers/topics/permissions#role-object
/// </summary>
internal sealed class RoleLookup(ChannelCache channels, BotIdentity self)
{
    /// <returns>Null if Discord cannot be asked now.</returns>
    public async Task<RoleCheck?> FindAsync(ChannelRef channel, string text, Language language, CancellationToken ct)
    {
        try
        {
            if ((await channels.GetAsync(channel.Id, ct)).GuildId is not { } guildId)
                return Unknown(text, language);

            var guild = await channels.GuildAsync(guildId, ct);
            if (Find(guild, text) is not { } role)
                return Unknown(text, language);
            // The @everyone role has the guild's id.
            if (role.Id == guild.Id)
                return new RoleCheck(null, text, DiscordTexts.All[language, "role.everyone"]);
            var mayMention = role.Mentionable
                || Permissions.Has(await channels.OwnPermissionsAsync(channel.Id, await self.UserIdAsync(ct), ct), Permissions.MentionEveryone);
            var problem = mayMention
                ? null
                : DiscordTexts.All.Format(language, "role.notmentionable", role.Name, PermissionNames.Of(Permissions.MentionEveryone, language));
            return new RoleCheck(role.Id, $"@{role.Name}", problem);
        }
        catch (DiscordApiException)
        {
            return null;
        }
    }

    private static Role? Find(Guild guild, string text)
    {
        var roles = guild.Roles ?? [];
        var trimmed = text.Trim();
        var id = trimmed.Trim('<', '@', '&', '>');
        var name = Folding.Fold(trimmed.TrimStart('@'));
        return roles.FirstOrDefault(r => r.Id == id) ?? roles.FirstOrDefault(r => Folding.Fold(r.Name.TrimStart('@')) == name);
    }

    private static RoleCheck Unknown(string text, Language language)
    {
        var shown = SafeText.Shorten(text, 100);
        return new RoleCheck(null, shown, DiscordTexts.All.Format(language, "role.unknown", shown));
    }
}
