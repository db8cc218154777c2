using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;


namespace AdvocacyBot.Web.Room;

/// <summary>
/// What has been said in the room. Public messages are kept in a file; private ones only in memory and for a day at the most, so
/// that no file ever says who answered what.
/// </summary>
internal sealed class RoomHistory(RoomFile file, RoomListeners listeners, TimeProvider clock) : IDisposable
{
    private const int MostPrivate = 1_000;
    private static readonly TimeSpan PrivateMemory = TimeSpan.FromDays(1);
    private readonly SemaphoreSlim oneWriter = new(1, 1);
    private readonly Lock gate = new();
    private readonly Queue<RoomMessage> privately = new();
    private long lastId;

    /// <summary>Makes the file where there is none, and finds where the ids stand.</summary>
    public async Task OpenAsync(CancellationToken ct)
    {
        await file.OpenAsync(ct);
        lastId = await file.LastIdAsync(ct);
    }

    /// <summary>Adds a message; one with a key that is there already is that message.</summary>
    public async Task<RoomMessage> AddAsync(string? author, Reply reply, string? onlyFor, string? key, CancellationToken ct)
    {
        await oneWriter.WaitAsync(ct);
        try
        {
            if (key is not null && await file.FindAsync(key, ct) is { } there)
                return Read(there);

            var message = new RoomMessage(NextId(), clock.UtcNow, author, onlyFor, reply);
            if (onlyFor is null)
                await file.AddAsync(new StoredMessage(message.Id, message.At, author, key, ReplyJson.Write(reply)), ct);
            else
                KeepPrivately(message);

            listeners.Tell(new RoomUpdate(message, IsEdit: false));
            return message;
        }
        finally
        {
            oneWriter.Release();
        }
    }

    /// <summary>Replaces what a public message says; false where there is none.</summary>
    public async Task<bool> EditAsync(long id, Reply reply, CancellationToken ct)
    {
        if (await file.FindAsync(id, ct) is not { } stored || !await file.ReplaceAsync(id, ReplyJson.Write(reply), ct))
            return false;

        listeners.Tell(new RoomUpdate(Read(stored) with { Reply = reply }, IsEdit: true));
        return true;
    }

    /// <summary>One message, if the member may see it.</summary>
    public async Task<RoomMessage?> FindAsync(long id, string member, CancellationToken ct)
    {
        lock (gate)
        {
            if (privately.FirstOrDefault(m => m.Id == id) is { } own)
                return own.IsVisibleTo(member) ? own : null;
        }

        return await file.FindAsync(id, ct) is { } stored ? Read(stored) : null;
    }

    /// <summary>The messages that the member may see after an id, or the newest ones; oldest first.</summary>
    public async Task<IReadOnlyList<RoomMessage>> AfterAsync(long? after, string member, int most, CancellationToken ct)
    {
        var stored = after is { } id ? await file.AfterAsync(id, most, ct) : await file.NewestAsync(most, ct);
        lock (gate)
        {
            var own = privately.Where(m => m.Id > (after ?? 0) && m.IsVisibleTo(member));
            var all = stored.Select(Read).Concat(own).OrderBy(m => m.Id);
            return after is null ? [.. all.TakeLast(most)] : [.. all.Take(most)];
        }
    }

    /// <summary>Forgets the private messages whose day is over.</summary>
    public void ForgetPrivately()
    {
        var before = clock.UtcNow - PrivateMemory;
        lock (gate)
        {
            while (privately.TryPeek(out var oldest) && oldest.At < before)
                privately.Dequeue();
        }
    }

    /// <summary>Removes a member's private messages, when they ask to be forgotten.</summary>
    public void Forget(MemberRef member)
    {
        if (member.Platform != RoomPlatform.PlatformName)
            return;

        lock (gate)
        {
            var others = privately.Where(m => m.OnlyFor != member.Id).ToList();
            privately.Clear();
            foreach (var message in others)
                privately.Enqueue(message);
        }
    }

    public void Dispose() => oneWriter.Dispose();

    private static RoomMessage Read(StoredMessage stored) =>
        new(stored.Id, stored.At, stored.Author, null, ReplyJson.Read(stored.Content));

    private void KeepPrivately(RoomMessage message)
    {
        lock (gate)
        {
            privately.Enqueue(message);
            if (privately.Count > MostPrivate)
                privately.Dequeue();
        }
    }

    /// <summary>From the clock, so that an id which only memory knew is not given out again after a restart.</summary>
    private long NextId() => lastId = Math.Max(lastId + 1, clock.GetUtcNow().ToUnixTimeMilliseconds() * 1_000);
}
