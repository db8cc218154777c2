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

    public override string ToString() => $"Discord at {ApiBaseUrl}";
}
