using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Web.Room.ComingUp;
using AdvocacyBot.Web.Room.Search;
using AdvocacyBot.Web.Sessions;

namespace AdvocacyBot.Web.Room;

/// <summary>The messages of the room: public ones in the file, private ones in memory.</summary>
internal sealed class RoomHistory(MessageTable table, PrivateMessages privately, RoomListeners listeners, ComingUpList coming, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim oneWriter = new(1, 1);
    private long lastId;

    /// <summary>Finds where the ids stand, and makes the messages of an older version searchable.</summary>
    public async Task OpenAsync(CancellationToken ct)
    {
        lastId = await table.LastIdAsync(ct);
        await table.AddMissingTextsAsync(stored => FoldedText.All(Read(stored).Reply), ct);
    }

    /// <summary>Adds a message; one whose key is there already is that message.</summary>
    public async Task<RoomMessage> AddAsync(NewMessage added, CancellationToken ct)
    {
        await oneWriter.WaitAsync(ct);
        try
        {
            if (added.Key is not null && await table.FindAsync(added.Key, ct) is { } there)
                return Read(there);

            var message = new RoomMessage(NextId(), clock.UtcNow, added.Author, added.OnlyFor, added.Reply) { AuthorName = added.AuthorName, ReplyTo = added.ReplyTo };
            if (added.OnlyFor is null)
                await table.AddAsync(
                    new StoredMessage(message.Id, message.At, added.Author, added.Key, ReplyJson.Write(added.Reply)) { ReplyTo = added.ReplyTo }, FoldedText.All(added.Reply), ct);
            else
                privately.Add(message, added.Source ?? added.OnlyFor);

            if (added is { Author: null, OnlyFor: null })
                coming.Forget();
            listeners.Tell(new RoomUpdate(message, RoomUpdateKind.Added));
            return message;
        }
        finally
        {
            oneWriter.Release();
        }
    }

    /// <summary>Replaces what a public message says.</summary>
    /// <returns>False if there is no such message.</returns>
    public async Task<bool> EditAsync(long id, Reply reply, CancellationToken ct)
    {
        if (await table.FindAsync(id, ct) is not { } stored || !await table.ReplaceAsync(id, ReplyJson.Write(reply), FoldedText.All(reply), ct))
            return false;

        coming.Forget();
        listeners.Tell(new RoomUpdate(Read(stored) with { Reply = reply }, RoomUpdateKind.Edited));
        return true;
    }

    /// <summary>Deletes a public message.</summary>
    /// <param name="author">Only if it is this author's; null for anybody's.</param>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> DeleteAsync(long id, string? author, CancellationToken ct)
    {
        if (!await table.DeleteAsync(id, author, ct))
            return false;
        listeners.Tell(RoomUpdate.Deletion(id));
        return true;
    }

    /// <summary>Deletes everything that a member has said, and what was said to the member alone.</summary>
    public async Task ForgetAsync(string author, CancellationToken ct)
    {
        foreach (var id in (await table.DeleteOfAsync(author, ct)).Concat(privately.RemoveOf(author)))
            listeners.Tell(RoomUpdate.Deletion(id));
    }

    /// <summary>One message, if the visitor may see it.</summary>
    public async Task<RoomMessage?> FindAsync(long id, Visitor visitor, CancellationToken ct)
    {
        if (privately.Find(id) is { } own)
            return own.IsVisibleTo(visitor.Author) ? own : null;
        return await table.FindAsync(id, ct) is { } stored ? Read(stored) : null;
    }

    /// <summary>The first messages after an id that the visitor may see, oldest first.</summary>
    public async Task<IReadOnlyList<RoomMessage>> AfterAsync(long id, Visitor visitor, int maxCount, CancellationToken ct)
    {
        var stored = await table.AfterAsync(id, maxCount, ct);
        return [.. stored.Select(Read).Concat(privately.Of(visitor.Author).Where(m => m.Id > id)).OrderBy(m => m.Id).Take(maxCount)];
    }

    /// <summary>The last messages before an id that the visitor may see, oldest first.</summary>
    public async Task<IReadOnlyList<RoomMessage>> BeforeAsync(long id, Visitor visitor, int maxCount, CancellationToken ct)
    {
        var stored = await table.BeforeAsync(id, maxCount, ct);
        return [.. stored.Select(Read).Concat(privately.Of(visitor.Author).Where(m => m.Id < id)).OrderBy(m => m.Id).TakeLast(maxCount)];
    }

    public void Dispose() => oneWriter.Dispose();

    internal static RoomMessage Read(StoredMessage stored) =>
        new(stored.Id, stored.At, stored.Author, null, ReplyJson.Read(stored.Content)) { AuthorName = stored.AuthorName, ReplyTo = stored.ReplyTo };

    /// <summary>From the clock, so that an id which only memory knew is not given out again after a restart.</summary>
    private long NextId() => lastId = Math.Max(lastId + 1, clock.GetUtcNow().ToUnixTimeMilliseconds() * 1_000);
}

/// <summary>A message to be added.</summary>
/// <param name="Author">As in <see cref="Visitor.Author"/>; null for the bot.</param>
/// <param name="OnlyFor">Who alone may see it, as in <see cref="Visitor.Author"/>; null for a public one.</param>
internal sealed record NewMessage(Reply Reply, string? Author = null, string? OnlyFor = null)
{
    /// <summary>The name that the author has chosen.</summary>
    public string? AuthorName { get; init; }

    /// <summary>The id of the message that it replies to.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>Makes a repeated post one message.</summary>
    public string? Key { get; init; }

    /// <summary>The address that caused it; null if the bot writes unasked.</summary>
    public string? Source { get; init; }
}
