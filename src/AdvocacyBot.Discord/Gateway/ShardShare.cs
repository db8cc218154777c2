namespace AdvocacyBot.Discord.Gateway;

/// <summary>Divides the shards among the processes. Pure.</summary>
internal static class ShardShare
{
    /// <summary>How many shards a process runs: as many as each other one, and one more for the first ones if they cannot be divided evenly.</summary>
    /// <param name="members">The processes, in the order on which all agree.</param>
    /// <param name="own">One of them.</param>
    /// <param name="shards">The number of all shards.</param>
    public static int Count(IReadOnlyList<string> members, string own, int shards) =>
        (shards / members.Count) + (IndexOf(members, own) < shards % members.Count ? 1 : 0);

    /// <summary>All shards, beginning with those that the process would run if all began at once, so that processes seldom reach for the same.</summary>
    public static IEnumerable<int> Order(IReadOnlyList<string> members, string own, int shards)
    {
        var index = IndexOf(members, own);
        var first = (index * (shards / members.Count)) + Math.Min(index, shards % members.Count);
        return Enumerable.Range(0, shards).Select(i => (first + i) % shards);
    }

    private static int IndexOf(IReadOnlyList<string> members, string own)
    {
        for (var i = 0; i < members.Count; i++)
        {
            if (members[i] == own)
                return i;
        }

        throw new ArgumentException("The process is not a member.", nameof(own));
    }
}
