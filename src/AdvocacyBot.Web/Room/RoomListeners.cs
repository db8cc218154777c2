using System.Collections.Concurrent;
using System.Threading.Channels;

namespace AdvocacyBot.Web.Room;

/// <summary>Everyone who has the room open, each with a bounded queue of updates. A listener that falls behind is disconnected and reconnects. Thread-safe.</summary>
internal sealed class RoomListeners
{
    private const int MaxQueued = 256;
    private readonly ConcurrentDictionary<Channel<RoomUpdate>, bool> all = new();

    public void Tell(RoomUpdate update)
    {
        foreach (var (listener, _) in all)
        {
            if (!listener.Writer.TryWrite(update))
                listener.Writer.TryComplete();
        }
    }

    /// <summary>Begins to listen; to be ended by <see cref="Leave"/>.</summary>
    public Channel<RoomUpdate> Join()
    {
        var listener = Channel.CreateBounded<RoomUpdate>(MaxQueued);
        all[listener] = true;
        return listener;
    }

    public void Leave(Channel<RoomUpdate> listener) => all.TryRemove(listener, out _);
}
