namespace AdvocacyBot.Web.Room;

/// <summary>
/// The room's private messages: in memory only and for a day at most, so that no file ever says who answered what. When memory is
/// full, the address that uses most of it loses its oldest message, so that nobody can evict the messages of others. Thread-safe.
/// </summary>
internal sealed class PrivateMessages
{
    public const int MaxCount = 5_000;
    public const int MaxPerMember = 200;
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);
    private readonly Lock gate = new();
    private readonly LinkedList<Entry> all = [];
    private readonly Dictionary<string, int> perMember = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> perSource = new(StringComparer.Ordinal);

    /// <param name="message">For one member.</param>
    /// <param name="source">The address that caused it, or the reader if the bot wrote unasked.</param>
    public void Add(RoomMessage message, string source)
    {
        var entry = new Entry(message, source);
        lock (gate)
        {
            all.AddLast(entry);
            if (Count(perMember, entry.Member, 1) > MaxPerMember)
                RemoveOldest(e => e.Member == entry.Member);
            Count(perSource, source, 1);
            if (all.Count > MaxCount && perSource.MaxBy(s => s.Value).Key is { } greediest)
                RemoveOldest(e => e.Source == greediest);
        }
    }

    /// <summary>A message, whoever it is for.</summary>
    public RoomMessage? Find(long id)
    {
        lock (gate)
            return all.FirstOrDefault(e => e.Message.Id == id)?.Message;
    }

    /// <summary>All of a member's messages, oldest first.</summary>
    public IReadOnlyList<RoomMessage> Of(string member)
    {
        lock (gate)
            return [.. all.Where(e => e.Member == member).Select(e => e.Message)];
    }

    /// <summary>Removes messages that were written before an instant.</summary>
    /// <param name="before">UTC.</param>
    public void RemoveBefore(DateTime before) => RemoveAll(e => e.Message.At < before);

    /// <summary>Removes all of a member's messages.</summary>
    /// <returns>Their ids.</returns>
    public IReadOnlyList<long> RemoveOf(string member)
    {
        lock (gate)
        {
            var ids = all.Where(e => e.Member == member).Select(e => e.Message.Id).ToList();
            RemoveAll(e => e.Member == member);
            return ids;
        }
    }

    /// <summary>Removes everybody's messages.</summary>
    /// <returns>Their ids.</returns>
    public IReadOnlyList<long> RemoveAll()
    {
        lock (gate)
        {
            var ids = all.Select(e => e.Message.Id).ToList();
            RemoveAll(_ => true);
            return ids;
        }
    }

    private void RemoveAll(Func<Entry, bool> which)
    {
        lock (gate)
        {
            for (var node = all.First; node is not null;)
            {
                var next = node.Next;
                if (which(node.Value))
                    Remove(node);
                node = next;
            }
        }
    }

    private void RemoveOldest(Func<Entry, bool> which)
    {
        for (var node = all.First; node is not null; node = node.Next)
        {
            if (which(node.Value))
            {
                Remove(node);
                return;
            }
        }
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        all.Remove(node);
        Count(perMember, node.Value.Member, -1);
        Count(perSource, node.Value.Source, -1);
    }

    private static int Count(Dictionary<string, int> counts, string key, int change)
    {
        var count = counts.GetValueOrDefault(key) + change;
        if (count > 0)
            counts[key] = count;
        else
            counts.Remove(key);
        return count;
    }

    private sealed record Entry(RoomMessage Message, string Source)
    {
        public string Member => Message.OnlyFor!;
    }
}
