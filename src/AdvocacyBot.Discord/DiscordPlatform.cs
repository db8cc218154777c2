using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Posts;
using AdvocacyBot.Discord.Rest;

namespace AdvocacyBot.Discord;

/// <summary>The Discord platform: receives events from the gateway and sends through the REST API.</summary>
internal sealed class DiscordPlatform(
    DiscordApi api, BotIdentity self, ShardDistribution shards, HeldShards held, CommandRegistry commands, PostSender posts, MessageEditor edits,
    Publisher publisher, ChannelChecks channels, RoleLookup roles, GuildPlaces places, AnswerWarmup warmup) : IChatPlatform
{
    private const string TokenRefused = "Discord does not accept the token. Create a new one on the application's Bot page and set Discord:Token.";
    private volatile bool isWarm;

    public string Name => InteractionMapper.Platform;

    /// <summary>Whether this process's share of the shards is connected; the others are another process's.</summary>
    public bool IsReady => isWarm && held.AreReady;

    /// <summary>Every process runs some of the shards.</summary>
    public bool IsExclusive => false;

    public string Detail => string.Create(CultureInfo.InvariantCulture, $"shards {held.Running.Count} of {held.Total}");

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
            isWarm = false;
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
        using var all = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var warming = WarmAsync(handle, all.Token);
        var application = await self.ApplicationAsync(ct);
        var work = new ShardWork(application.Id, await self.UserIdAsync(ct), handle);
        List<Task> running =
        [
            shards.RunAsync(work, all.Token), commands.RefreshContinuouslyAsync(all.Token), StopWhenTokenIsRefusedAsync(all.Token),
        ];
        try
        {
            await await Task.WhenAny(running);
        }
        finally
        {
            await all.CancelAsync();
            await Task.WhenAll([.. running, warming]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Ready means that answers are fast, too.</summary>
    private async Task WarmAsync(IntentHandler handle, CancellationToken ct)
    {
        await warmup.RunAsync(handle, ct);
        isWarm = true;
    }

    /// <summary>The gateway may stay connected after the REST API has refused the token; the bot could hear but not answer.</summary>
    private async Task StopWhenTokenIsRefusedAsync(CancellationToken ct)
    {
        await api.TokenRefused.WaitAsync(ct);
        throw new PlatformStoppedException(TokenRefused);
    }
}
