using Microsoft.Extensions.Configuration;

namespace AdvocacyBot.Discord;

/// <summary>The configuration section <c>Discord</c>.</summary>
public sealed class DiscordSettings
{
    /// <summary>The bot's token, from the environment or user-secrets. Without it, Discord is off. Never logged.</summary>
    public string Token { get; set; } = "";

    /// <summary>The API's address including the version. Another server can be substituted.</summary>
    public Uri ApiBaseUrl { get; set; } = new("https://discord.com/api/v10/");

    /// <summary>Ids of roles whose members are organizers, in addition to members with the permission Manage Events.</summary>
    public IReadOnlyList<string> OrganizerRoles { get; set; } = [];

    /// <summary>Ids of the servers in which commands are registered; if empty, commands are registered globally.</summary>
    public IReadOnlyList<string> GuildIds { get; set; } = [];

    /// <summary>
    /// Whether announcements are mirrored as scheduled events. Off by default, because Discord shows every member of the server who
    /// is interested in an event.
    /// </summary>
    public bool ScheduledEvents { get; set; }

    /// <summary>The first configuration error and how to fix it, or null if the settings are valid.</summary>
    public string? Problem => ApiBaseUrl is not { IsAbsoluteUri: true, Scheme: "https" or "http" }
        ? "Discord:ApiBaseUrl must be an http or https address. Remove it to use Discord's own."
        : Token.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
            ? "Discord:Token contains a space or a line break. Copy the token again, without anything around it."
            : null;

    /// <summary>Reads the section <c>Discord</c>.</summary>
    public static DiscordSettings Read(IConfiguration configuration) => configuration.GetSection("Discord").Get<DiscordSettings>() ?? new DiscordSettings();

    public override string ToString() => $"Discord at {ApiBaseUrl}";
}
