using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.EndToEnd;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Sending;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.State;
using AdvocacyBot.Matrix.Sync;

namespace AdvocacyBot.Matrix;

/// <summary>Matrix, through one homeserver.</summary>
internal sealed class MatrixPlatform(
    Session session, MatrixStateStore state, RoomDirectory rooms, RoomPlaces places, DirectRooms directs, SyncLoop sync, Invitations invitations,
    PrivateAnswerQueue privateAnswers, BackgroundSends background, ReadReceipts receipts, DeviceOpening opening, KeyRequests requests, LateEvents late, EncryptionNotices encryption, MessageSender sender, SendErrors errors)
    : IChatPlatform
{
    public const string PlatformName = "matrix";

    /// <summary>After this long without an answer the homeserver counts as unreachable.</summary>
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(90);

    public string Name => PlatformName;

    public bool IsReady => sync.Silence < MaxSilence;

    /// <summary>The keys of encrypted rooms move with each message, and only the process that syncs knows the rooms.</summary>
    public bool SendsOnlyWhileConnected => true;

    public async Task RunAsync(IntentHandler handle, CancellationToken ct)
    {
        try
        {
            await ConnectAsync(ct);
            await ServeAsync(handle, ct);
        }
        catch (MatrixException e)
        {
            throw new PlatformUnavailableException(e.Message, e);
        }
    }

    public async Task<MessageRef> SendAsync(Post post, CancellationToken ct) =>
        post.Channel.Direct is { } member
            ? await sender.SendAsync(post with { Channel = await ConversationAsync(post, member, ct) }, member.Id, ct)
            : await sender.SendAsync(post, null, ct);

    public Task EditAsync(MessageRef message, Reply reply, CancellationToken ct) => sender.EditAsync(message, reply, ct);

    public Task<Standing> StandingAsync(MemberRef member, PlaceRef place, CancellationToken ct) => places.StandingAsync(member, place, ct);

    public Task<PlaceRef?> PlaceOfAsync(ChannelRef channel, CancellationToken ct) => Task.FromResult(places.OfChannel(channel));

    public Task<IReadOnlyList<PresentPlace>> PlacesAsync(CancellationToken ct) => Task.FromResult(places.All());

    public Task<DateTime?> SinceAsync(PlaceRef place, CancellationToken ct) => places.SinceAsync(place, ct);

    public Task LeaveAsync(PlaceRef place, CancellationToken ct) => places.LeaveAsync(place, ct);

    /// <summary>Only the whole room can be mentioned, and only with the power level for it.</summary>
    public Task<RoleCheck?> FindRoleAsync(ChannelRef channel, string text, Language language, CancellationToken ct)
    {
        if (text is not ("room" or "@room"))
            return Task.FromResult<RoleCheck?>(null);

        var isAllowed = rooms.ChainOf(channel.Id) is [var room, ..] && room.Powers.MayNotifyRoom(session.Me);
        return Task.FromResult<RoleCheck?>(new("@room", "@room", isAllowed ? null : MatrixTexts.All[language, "mention.powerless"]));
    }

    private async Task ConnectAsync(CancellationToken ct)
    {
        rooms.Clear();
        await state.LoadAsync(ct);
        await session.OpenAsync(ct);
        await opening.OpenAsync(ct);
        await directs.LoadAsync(ct);
    }

    /// <summary>Runs all parts until the first one ends.</summary>
    private async Task ServeAsync(IntentHandler handle, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task[] parts =
        [
            sync.RunAsync(handle, stop.Token), invitations.RunAsync(stop.Token), privateAnswers.RunAsync(stop.Token),
            background.RunAsync(stop.Token), receipts.RunAsync(stop.Token), requests.RunAsync(stop.Token), late.RunAsync(handle, stop.Token),
            encryption.RunAsync(stop.Token),
        ];
        var first = await Task.WhenAny(parts);
        await stop.CancelAsync();
        await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    private async Task<ChannelRef> ConversationAsync(Post post, MemberRef member, CancellationToken ct)
    {
        try
        {
            return await directs.WithAsync(member, ct);
        }
        catch (MatrixException e)
        {
            throw errors.Classify(post.Key, e);
        }
    }
}
