using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord;

/// <summary>Discord as a place where people chat: its gateway for what happens there, its REST API for what the bot says.</summary>
internal sealed class DiscordPlatform(
    DiscordSettings settings, DiscordApi api, EventHandling events, CommandRegistry commands, Posting posting,
    SessionStore sessions, TimeProvider clock, ILoggerFactory logs) : IChatPlatform
{
    private List<GatewayConnection> connections = [];
    private Application? self;

    public string Name => Asking.Platform;

    public bool IsReady => connections.Count > 0 && connections.All(c => c.IsReady);

    public async Task RunAsync(IntentHandler handle, CancellationToken ct)
    {
        try
        {
            await RunUntilItBreaksAsync(handle, ct);
        }
        catch (DiscordFailure e) when (e.Status == 401)
        {
            throw new PlatformStoppedException(
                "Discord does not accept the token. Make a new one on the application's Bot page and set Discord:Token.", e);
        }
        finally
        {
            connections = [];
        }
    }

    public async Task<MessageRef> SendAsync(Post post, CancellationToken ct) => await posting.SendAsync(post, await BotAsync(ct), ct);

    public Task EditAsync(MessageRef message, Reply reply, CancellationToken ct) => posting.EditAsync(message, reply, ct);

    private async Task RunUntilItBreaksAsync(IntentHandler handle, CancellationToken ct)
    {
        var application = await SelfAsync(ct);
        var bot = await BotAsync(ct);
        var gateway = await api.GatewayAsync(ct);
        var budget = new IdentifyGate(new IdentifyBudget(gateway.SessionStartLimit, IdentifyGate.Now(clock)), clock);
        var shards = Math.Max(1, gateway.Shards);

        using var together = CancellationTokenSource.CreateLinkedTokenSource(ct);
        List<Task> running = [commands.KeepAsync(application.Id, together.Token)];
        var made = new List<GatewayConnection>();
        var runners = new List<ShardRunner>();
        for (var shard = 0; shard < shards; shard++)
        {
            var runner = new ShardRunner(
                shard, shards, (packet, cursor, turn, token) => events.HandleAsync(packet, bot, cursor, turn, handle, token),
                EventHandling.IsHandled, EventHandling.OrderOf, sessions, clock, logs.CreateLogger<ShardRunner>());
            var connection = new GatewayConnection(
                settings.Token, shard, shards, budget, runner.TakeAsync, clock, logs.CreateLogger<GatewayConnection>());
            made.Add(connection);
            runners.Add(runner);
            var before = await sessions.ReadAsync(shard, shards, ct);
            var state = new GatewayState(new Uri(gateway.Url)) { Session = before?.Session, Sequence = before?.Sequence };
            running.Add(connection.RunAsync(state, together.Token));
            running.Add(runner.KeepPositionAsync(together.Token));
        }

        connections = made;
        try
        {
            await await Task.WhenAny(running);
        }
        finally
        {
            await together.CancelAsync();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            made.ForEach(c => c.Dispose());
            runners.ForEach(r => r.Dispose());
        }
    }

    private async Task<string> BotAsync(CancellationToken ct)
    {
        try
        {
            var application = await SelfAsync(ct);
            return application.Bot?.Id ?? application.Id;
        }
        catch (DiscordFailure e) when (e.Status != 401)
        {
            throw new SendFailedException(SendFailure.Later, "Discord cannot be reached.", e.RetryAfter, e);
        }
    }

    private async Task<Application> SelfAsync(CancellationToken ct) => self ??= await api.ApplicationAsync(ct);
}
