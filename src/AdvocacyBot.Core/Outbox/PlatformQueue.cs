namespace AdvocacyBot.Core.Outbox;

/// <summary>The deliveries of one platform that are being attempted, so that a slow platform does not take the capacity of others.</summary>
/// <param name="platform">Null for all platforms that this process does not have.</param>
internal sealed class PlatformQueue(string? platform)
{
    private const int AtOnce = 16;
    private readonly List<Task> underWay = [];

    public string? Platform { get; } = platform;

    public IReadOnlyCollection<Task> UnderWay => underWay;

    /// <summary>How many more can be attempted now.</summary>
    public int Free => AtOnce - underWay.Count;

    /// <summary>Whether the database may have deliveries that can be claimed now.</summary>
    public bool MayHaveMore { get; private set; } = true;

    /// <summary>Adds the attempts that were begun for a claim of <see cref="Free"/> deliveries.</summary>
    public void Add(IEnumerable<Task> attempts)
    {
        underWay.AddRange(attempts);
        MayHaveMore = Free == 0;
    }

    public void LookAgain() => MayHaveMore = true;

    /// <summary>Removes finished attempts. After one, the next of its channel can be claimed.</summary>
    public IReadOnlyList<Task> TakeDone()
    {
        var done = underWay.FindAll(attempt => attempt.IsCompleted);
        underWay.RemoveAll(done.Contains);
        MayHaveMore |= done.Count > 0;
        return done;
    }
}
