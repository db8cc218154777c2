using AdvocacyBot.Core.Chat;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Room;

/// <summary>
/// What has been said in the room. Public messages are kept in a file; private ones only in memory, for as long as the bot
/// runs, so that no file ever says who answered what.
/// </summary>
internal sealed class RoomHistory(IDbContextFactory<RoomDb> databases, RoomListeners listeners, TimeProvider clock) : IDisposable
{
    private const int MostPrivate = 5_000;
    private readonly SemaphoreSlim oneWriter = new(1, 1);
    private readonly Lock gate = new();
    private readonly Queue<RoomMessage> privately = new();
    private long lastId;

    /// <summary>Makes the file or brings it to the newest schema, and finds where the ids stand.</summary>
    public async Task OpenAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await db.Database.MigrateAsync(ct);
        lastId = await db.Messages.MaxAsync(m => (long?)m.Id, ct) ?? 0;
    }

    /// <summary>Adds a message; one with a key that is there already is that message.</summary>
    public async Task<RoomMessage> AddAsync(string? author, Reply reply, string? onlyFor, string? key, CancellationToken ct)
    {
        await oneWriter.WaitAsync(ct);
        try
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            if (key is not null && await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Key == key, ct) is { } there)
                return Read(there);

            var message = new RoomMessage(NextId(), clock.GetUtcNow().UtcDateTime, author, onlyFor, reply);
            if (onlyFor is null)
            {
                db.Messages.Add(new StoredMessage
                {
                    Id = message.Id,
                    At = message.At,
                    Author = author,
                    Key = key,
                    Content = ReplyJson.Write(reply),
                });
                await db.SaveChangesAsync(ct);
            }
            else
            {
                KeepPrivately(message);
            }

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
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Messages.FindAsync([id], ct) is not { } stored)
            return false;

        stored.Content = ReplyJson.Write(reply);
        await db.SaveChangesAsync(ct);
        listeners.Tell(new RoomUpdate(Read(stored), IsEdit: true));
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

        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Messages.FindAsync([id], ct) is { } stored ? Read(stored) : null;
    }

    /// <summary>The messages that the member may see after an id, or the newest ones; oldest first.</summary>
    public async Task<IReadOnlyList<RoomMessage>> AfterAsync(long? after, string member, int most, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var stored = after is { } id
            ? await db.Messages.AsNoTracking().Where(m => m.Id > id).OrderBy(m => m.Id).Take(most).ToListAsync(ct)
            : await db.Messages.AsNoTracking().OrderByDescending(m => m.Id).Take(most).ToListAsync(ct);
        lock (gate)
        {
            var own = privately.Where(m => m.Id > (after ?? 0) && m.IsVisibleTo(member));
            var all = stored.Select(Read).Concat(own).OrderBy(m => m.Id);
            return after is null ? [.. all.TakeLast(most)] : [.. all.Take(most)];
        }
    }

    public void Dispose() => oneWriter.Dispose();

    private static RoomMessage Read(StoredMessage stored) =>
        new(stored.Id, DateTime.SpecifyKind(stored.At, DateTimeKind.Utc), stored.Author, null, ReplyJson.Read(stored.Content));

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
