using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Rest;

/// <summary>The endpoints of Discord's REST API that the bot uses. https://docs.discord.com/developers/reference</summary>
internal sealed class DiscordApi(ApiClient client)
{
    public ChannelApi Channels { get; } = new(client);

    public GuildApi Guilds { get; } = new(client);

    public InteractionApi Interactions { get; } = new(client);

    public CommandApi Commands { get; } = new(client);

    /// <inheritdoc cref="ApiClient.TokenRefused"/>
    public Task TokenRefused => client.TokenRefused;

    public Task<GatewayBot> GatewayAsync(CancellationToken ct) =>
        client.GetAsync("gateway/bot", new("GET /gateway/bot", ""), DiscordJson.Default.GatewayBot, ct);

    public Task<Application> ApplicationAsync(CancellationToken ct) =>
        client.GetAsync("applications/@me", new("GET /applications/@me", ""), DiscordJson.Default.Application, ct);
}
