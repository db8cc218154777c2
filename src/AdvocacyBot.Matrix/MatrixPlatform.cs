using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Listening;
using AdvocacyBot.Matrix.Memory;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Sending;

namespace AdvocacyBot.Matrix;

/// <summary>Matrix, by way of one homeserver.</summary>
internal sealed class MatrixPlatform(
    Session session, MatrixMemory memory, RoomBook book, DirectRooms directs, SyncLoop sync, Invitations invitations, PrivateAnswers privateAnswers, Sender sender,
    Refusals refusals, RoomPlaces places)
    : IChatPlatform
{
    public const string PlatformName = "matrix";

    /// <summary>After this long without an answer the homeserver counts as gone.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(90);

    public string Name => PlatformName;

    public bool IsReady => sync.Silence < LongestSilence;

    public async Task RunAsync(IntentHandler handle, CancellationToken ct)
    {
        book.Clear();
        await memory.LoadAsync(ct);
        await session.OpenAsync(ct);
        await directs.LoadAsync(ct);

        using var together = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task[] parts = [sync.RunAsync(handle, together.Token), invitations.RunAsync(together.Token), privateAnswers.RunAsync(together.Token)];
        var first = await Task.WhenAny(parts);
        await together.CancelAsync();
        await Task.WhenAll(parts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    public async Task<MessageRef> SendAsync(Post post, CancellationToken ct) => await sender.SendAsync(await AddressedAsync(post, ct), ct);

    public Task EditAsync(MessageRef message, Reply reply, CancellationToken ct) => sender.EditAsync(message, reply, ct);

    public Task<Standing> StandingAsync(MemberRef member, PlaceRef place, CancellationToken ct) => places.StandingAsync(member, place, ct);

    public Task<PlaceRef?> PlaceOfAsync(ChannelRef channel, CancellationToken ct) => Task.FromResult(places.OfChannel(channel));

    public Task<IReadOnlyList<PresentPlace>> PlacesAsync(CancellationToken ct) => Task.FromResult(places.All());

    public Task<DateTime?> SinceAsync(PlaceRef place, CancellationToken ct) => places.SinceAsync(place, ct);

    public Task LeaveAsync(PlaceRef place, CancellationToken ct) => places.LeaveAsync(place, ct);

    /// <summary>What is for one member alone goes to the conversation with that member.</summary>
    private async Task<Post> AddressedAsync(Post post, CancellationToken ct)
    {
        if (post.Channel.Direct is not { } member)
            return post;
        try
        {
            return post with { Channel = await directs.WithAsync(member, ct) };
        }
        catch (MatrixException e)
        {
            throw refusals.Judge(post.Key, e);
        }
    }
}
