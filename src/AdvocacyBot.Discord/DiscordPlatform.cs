using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Events;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Posts;
using AdvocacyBot.Discord.Rest;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord;

/// <summary>The Discord platform: receives events from the gateway and sends through the REST API.</summary>
internal sealed class DiscordPlatform(
    DiscordSettings settings, DiscordApi api, BotIdentity self, EventDispatcher events, CommandRegistry commands, PostSender posts, MessageEditor edits,
    Publisher publisher, ChannelChecks channels, RoleLookup roles, GuildPlaces places, SessionStore sessions, AnswerWarmup warmup, TimeProvider clock, ILoggerFactory logs) : IChatPlatform
{
    private const string TokenRefused = "Discord does not accept the token. Create a new one on the application's Bot page and set Discord:Token.";
    private List<GatewayConnection> connections = [];

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
            throw new PlatformStoppedException(TokenRefused, e);
        }
        finally
        {
            connections = [];
        }
    }

    public async Task<MessageRef> SendAsync(Post post, CancellationToken ct) => await posts.SendAsync(post, await self.UserIdAsync(ct), ct);

    public Task EditAsync(MessageRef message, Reply reply, CancellationToken ct) => edits.EditAsync(message, reply, ct);

    public Task<bool> IsPublishedAsync(ChannelRef channel, CancellationToken ct) => publisher.IsPublishedAsync(channel, ct);

    public Task PublishAsync(MessageRef message, CancellationToken ct) => publisher.PublishAsync(message, ct);

    public Task<ChannelCheck> CheckChannelAsync(ChannelRef target, ChannelRef askedIn, Language language, CancellationToken ct) =>
        channels.CheckAsync(target, askedIn, language, ct);

    public async Task<RoleCheck?> FindRoleAsync(ChannelRef channel, string text, Language language, CancellationToken ct) =>
        await roles.FindAsync(channel, text, language, ct);

    public Task<Standing> StandingAsync(MemberRef member, PlaceRef place, CancellationToken ct) => places.StandingAsync(member, place, ct);

    public Task<bool> CanReadAsync(MemberRef member, ChannelRef channel, CancellationToken ct) => places.CanReadAsync(member, channel, ct);

    public Task<PlaceRef?> PlaceOfAsync(ChannelRef channel, CancellationToken ct) => places.OfChannelAsync(channel, ct);

    public Task<IReadOnlyList<PresentPlace>> PlacesAsync(CancellationToken ct) => places.AllAsync(ct);

    public async Task<DateTime?> SinceAsync(PlaceRef place, CancellationToken ct) => await places.SinceAsync(place, await self.UserIdAsync(ct), ct);

    public Task LeaveAsync(PlaceRef place, CancellationToken ct) => places.LeaveAsync(place, ct);

    private async Task ConnectAsync(IntentHandler handle, CancellationToken ct)
    {
        var warm = warmup.RunAsync(handle, ct);
        var application = await self.ApplicationAsync(ct);
        var bot = await self.UserIdAsync(ct);
        var gateway = await api.GatewayAsync(ct);
        var budget = new SharedIdentifyBudget(new IdentifyBudget(gateway.SessionStartLimit, SharedIdentifyBudget.Now(clock)), clock);
        var shards = Math.Max(1, gateway.Shards);

        using var all = CancellationTokenSource.CreateLinkedTokenSource(ct);
        List<Task> running = [commands.SyncContinuouslyAsync(application.Id, all.Token), StopWhenTokenIsRefusedAsync(all.Token)];
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

        try
        {
            // Ready means that answers are fast, too.
            await warm;
            connections = created;
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

    /// <summary>The gateway may stay connected after the REST API has refused the token; the bot could hear but not answer.</summary>
    private async Task StopWhenTokenIsRefusedAsync(CancellationToken ct)
    {
        await api.TokenRefused.WaitAsync(ct);
        throw new PlatformStoppedException(TokenRefused);
    }
}
