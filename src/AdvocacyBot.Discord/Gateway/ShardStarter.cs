using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Events;
using AdvocacyBot.Discord.Guilds;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord.Gateway;

/// <summary>What the shards work for.</summary>
/// <param name="Application">The id of the bot's application.</param>
/// <param name="Bot">The id of the bot's user.</param>
/// <param name="Handle">Answers its members.</param>
internal sealed record ShardWork(string Application, string Bot, IntentHandler Handle);

/// <summary>Builds and starts shards.</summary>
internal sealed class ShardStarter(
    DiscordSettings settings, EventDispatcher events, CommandRegistry commands, ChannelCache channels, SessionStore sessions, SharedIdentifyBudget identifies,
    TimeProvider clock, ILoggerFactory logs)
{
    /// <param name="claim">The claim under which the shard saves its position.</param>
    /// <param name="held">The shard's lock, which it releases at its end.</param>
    public RunningShard Create(int shard, int shards, string claim, ExclusiveLock.Held held, ShardWork work)
    {
        var runner = new ShardRunner(
            shard, shards, claim, (packet, cursor, slot, token) => events.HandleAsync(packet, work.Bot, cursor, slot, work.Handle, token),
            EventDispatcher.IsHandled, EventDispatcher.OrderOf, sessions, clock, logs.CreateLogger<ShardRunner>());
        var connection = new GatewayConnection(
            settings.Token, shard, shards, identifies, runner.TakeAsync, clock, logs.CreateLogger<GatewayConnection>());
        return new RunningShard(shard, shards, held, connection, runner, clock);
    }

    /// <summary>Starts a shard. The process that runs the first one registers the commands.</summary>
    public void Start(RunningShard shard, GatewayState start, ShardWork work, CancellationToken ct) =>
        shard.Start(start, shard.Shard == 0 ? commands : null, work.Application, channels, ct);
}
