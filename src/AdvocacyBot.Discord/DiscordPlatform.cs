using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Events;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Posts;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord;

/// <summary>The Discord platform: receives events from the gateway and sends through the REST API.</summary>
internal sealed class DiscordPlatform(
    DiscordSettings settings, DiscordApi api, EventDispatcher events, CommandRegistry commands, PostSender posts,
    SessionStore sessions, TimeProvider clock, ILoggerFactory logs) : IChatPlatform
{
    private List<GatewayConnection> connections = [];
    private Application? cachedApplication;

    public string Name => InteractionMapper.Platform;

    public bool IsReady => connections.Count > 0 && connections.All(c => c.IsReady);

    public async Task RunAsync(IntentHandler handle, CancellationToken ct)
    {
        try
        {
            await ConnectAsync(handle, ct);
        }
        catch (DiscordApiException e) when (e.Status == 401)
        {
            throw new PlatformStoppedException(
                "Discord does not accept the token. Create a new one on the application's Bot page and set Discord:Token.", e);
        }
        finally
        {
            connections = [];
        }
    }

    public async Task<MessageRef> SendAsync(Post post, CancellationToken ct) => await posts.SendAsync(post, await BotAsync(ct), ct);

    public Task EditAsync(MessageRef message, Reply reply, CancellationToken ct) => posts.EditAsync(message, reply, ct);

    private async Task ConnectAsync(IntentHandler handle, CancellationToken ct)
    {
        var application = await ApplicationAsync(ct);
        var bot = await BotAsync(ct);
        var gateway = await api.GatewayAsync(ct);
        var budget = new SharedIdentifyBudget(new IdentifyBudget(gateway.SessionStartLimit, SharedIdentifyBudget.Now(clock)), clock);
        var shards = Math.Max(1, gateway.Shards);

        using var all = CancellationTokenSource.CreateLinkedTokenSource(ct);
        List<Task> running = [commands.SyncContinuouslyAsync(application.Id, all.Token)];
        var created = new List<GatewayConnection>();
        var runners = new List<ShardRunner>();
        for (var shard = 0; shard < shards; shard++)
        {
            var runner = new ShardRunner(
                shard, shards, (packet, cursor, slot, token) => events.HandleAsync(packet, bot, cursor, slot, handle, token),
                EventDispatcher.IsHandled, EventDispatcher.OrderOf, sessions, clock, logs.CreateLogger<ShardRunner>());
            var connection = new GatewayConnection(
                settings.Token, shard, shards, budget, runner.TakeAsync, clock, logs.CreateLogger<GatewayConnection>());
            created.Add(connection);
            runners.Add(runner);
            var before = await sessions.ReadAsync(shard, shards, ct);
            var state = new GatewayState(new Uri(gateway.Url)) { Session = before?.Session, Sequence = before?.Sequence };
            running.Add(connection.RunAsync(state, all.Token));
            running.Add(runner.SavePositionsAsync(all.Token));
        }

        connections = created;
        try
        {
            await await Task.WhenAny(running);
        }
        finally
        {
            await all.CancelAsync();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            created.ForEach(c => c.Dispose());
            runners.ForEach(r => r.Dispose());
        }
    }

    private async Task<string> BotAsync(CancellationToken ct)
    {
        try
        {
            var application = await ApplicationAsync(ct);
            return application.Bot?.Id ?? application.Id;
        }
        catch (DiscordApiException e) when (e.Status != 401)
        {
            throw new SendFailedException(SendFailure.Later, "Discord cannot be reached.", e.RetryAfter, e);
        }
    }

    private async Task<Application> ApplicationAsync(CancellationToken ct) => cachedApplication ??= await api.ApplicationAsync(ct);
}
