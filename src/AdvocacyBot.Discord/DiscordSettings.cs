using Microsoft.Extensions.Configuration;

namespace AdvocacyBot.Discord;

/// <summary>The section <c>Discord</c> of the settings.</summary>
public sealed class DiscordSettings
{
    /// <summary>The bot's secret, from the environment or user-secrets; Discord is off without it. Never logged.</summary>
    public string Token { get; set; } = "";

    /// <summary>Where the API is, with its version; another server can be put in its place.</summary>
    public Uri ApiBaseUrl { get; set; } = new("https://discord.com/api/v10/");

    /// <summary>Ids of the roles whose members are organizers, besides those who may manage events.</summary>
    public IReadOnlyList<string> OrganizerRoles { get; set; } = [];

    /// <summary>Ids of the servers that get the commands, at once; for all servers where there is none.</summary>
    public IReadOnlyList<string> GuildIds { get; set; } = [];

    /// <summary>
    /// Whether announcements also become events in Discord's own calendar. Off, because Discord shows everybody on the server
    /// who is interested in one.
    /// </summary>
    public bool ScheduledEvents { get; set; }

    /// <summary>What is wrong with them, in a sentence that says how to mend it; null where nothing is.</summary>
    public string? Problem => ApiBaseUrl is not { IsAbsoluteUri: true, Scheme: "https" or "http" }
        ? "Discord:ApiBaseUrl has to be an http or https address. Leave it out for Discord's own."
        : Token.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
            ? "Discord:Token holds a blank or a line break. Copy the token again, without anything around it."
            : null;

    /// <summary>Reads the section <c>Discord</c>.</summary>
    public static DiscordSettings Read(IConfiguration configuration) => configuration.GetSection("Discord").Get<DiscordSettings>() ?? new DiscordSettings();

    public override string ToString() => $"Discord at {ApiBaseUrl}";
}
