using AdvocacyBot.Core.Settings;
using Microsoft.Extensions.Options;

namespace AdvocacyBot.Discord;

/// <summary>The section <c>Discord</c>.</summary>
public sealed record DiscordSettings : ISettingsSection
{
    public static string Section => "Discord";

    /// <summary>The bot's token; Discord is off without it.</summary>
    [SecretSetting("/run/secrets/discord-token", IsOneWord = true)]
    public string Token { get; set; } = "";

    /// <summary>The address of the API, with its version.</summary>
    [AddressSetting("https://discord.com/api/v10/")]
    public Uri ApiBaseUrl { get; set; } = new("https://discord.com/api/v10/");

    /// <summary>Ids of roles whose members are organizers, in addition to everyone who has the permission Manage Events.</summary>
    [DiscordIdSetting]
    public IReadOnlyList<string> OrganizerRoles { get; set; } = [];

    /// <summary>
    /// Ids of servers that join the first community. If there are any, the slash commands are registered in these and in the servers
    /// that have joined by code; if empty, in all servers.
    /// </summary>
    [DiscordIdSetting]
    public IReadOnlyList<string> GuildIds { get; set; } = [];

    /// <summary>
    /// Whether announcements also become events in Discord's own calendar. Off by default, because Discord shows everyone on the
    /// server who is interested in an event.
    /// </summary>
    public bool ScheduledEvents { get; set; }

    /// <summary>Whether the bot connects to Discord.</summary>
    public bool IsOn => Token.Length > 0;

    /// <summary>Without the token.</summary>
    public override string ToString() => $"Discord at {ApiBaseUrl}";
}

/// <summary>Validates <see cref="DiscordSettings"/>.</summary>
[OptionsValidator]
public sealed partial class DiscordSettingsValidator : IValidateOptions<DiscordSettings>;

/// <summary>The id of a role or server.</summary>
public sealed class DiscordIdSettingAttribute() : SettingAttribute(
    "an id of 15 to 20 digits (turn on Developer Mode in Discord, right-click the role or server and choose Copy ID)", "1098765432109876543")
{
    protected override string? Check(object value) =>
        value is string { Length: >= 15 and <= 20 } id && id.All(char.IsAsciiDigit) ? null : Expected;
}
