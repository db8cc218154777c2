using System.Collections.Concurrent;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Matrix.Api;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>
/// Leaves the conversations with members who asked to be forgotten, once they have been answered, and forgets them on the homeserver:
/// the bot's account can read its conversations for as long as it is in them, and so can whoever seizes it. Thread-safe.
/// </summary>
internal sealed class ForgottenConversations(MatrixApi api, RoomDirectory rooms, RoomLifecycle lifecycle)
{
    /// <summary>The conversations to leave, by <see cref="MemoryNames"/>.</summary>
    private readonly ConcurrentDictionary<UInt128, IReadOnlyList<string>> leaving = new();

    /// <summary>Notes the conversations with a member. One that is opened later, for the answer, stays until the next time.</summary>
    public void Note(MemberRef member)
    {
        string[] present = [.. rooms.Direct.Where(d => member == new MemberRef(MatrixPlatform.PlatformName, d.Value) && rooms.IsPrivate(d.Key)).Select(d => d.Key)];
        if (present.Length > 0)
            leaving[MemoryNames.Of(member)] = present;
    }

    /// <summary>Leaves the noted conversations with a user.</summary>
    public async Task LeaveAsync(string user, CancellationToken ct)
    {
        if (!leaving.TryRemove(MemoryNames.Of(new MemberRef(MatrixPlatform.PlatformName, user)), out var conversations))
            return;

        foreach (var room in conversations)
        {
            try
            {
                await api.LeaveAsync(room, null, ct);
                await api.ForgetAsync(room, ct);
            }
            catch (MatrixException e) when (!e.IsTransient)
            {
                // The bot is not in it any more.
            }

            await lifecycle.RemoveAsync(room, ct);
        }
    }
}
