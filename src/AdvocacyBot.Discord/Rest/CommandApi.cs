using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Rest;

/// <summary>https://docs.discord.com/developers/interactions/application-commands#endpoints</summary>
internal sealed class CommandApi(ApiClient client)
{
    /// <summary>Replaces all commands of a scope.</summary>
    /// <param name="application">The application's id.</param>
    /// <param name="guild">Null for global commands.</param>
    /// <param name="commands">All commands; empty to remove them.</param>
    public Task WriteAsync(string application, string? guild, IReadOnlyList<ApplicationCommand> commands, CancellationToken ct) => client.SendAsync(
        new ApiCall(HttpMethod.Put, guild is null ? new("PUT /applications/{}/commands", "") : new("PUT /applications/{}/guilds/{}/commands", $"guild {guild}"), Path(application, guild))
        {
            Body = ApiJson.Body(commands, DiscordJson.Default.IReadOnlyListApplicationCommand),
        },
        ct);

    private static string Path(string application, string? guild) =>
        guild is null ? $"applications/{application}/commands" : $"applications/{application}/guilds/{guild}/commands";
}
