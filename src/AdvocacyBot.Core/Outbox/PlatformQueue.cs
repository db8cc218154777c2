namespace AdvocacyBot.Core.Outbox;

/// <summary>The queued and running deliveries of one platform, so that a slow platform does not take the capacity of others.</summary>
internal sealed class PlatformQueue
{
    private const int AtOnce = 16;
    private readonly Queue<long> line = new();
    private readonly Dictionary<long, Task> underWay = [];

    /// <summary>Whether more deliveries can be queued: there is capacity and the queue is empty.</summary>
    public bool HasRoom => line.Count == 0 && underWay.Count < AtOnce;

    public IEnumerable<Task> UnderWay => underWay.Values;

    public void LineUp(long delivery)
    {
        if (!underWay.ContainsKey(delivery))
            line.Enqueue(delivery);
    }

    /// <summary>Starts as many as the capacity allows.</summary>
    public void Start(Func<long, Task> deliver)
    {
        while (underWay.Count < AtOnce && line.TryDequeue(out var delivery))
            underWay[delivery] = deliver(delivery);
    }

    /// <summary>Removes finished deliveries.</summary>
    public IReadOnlyList<Task> TakeDone()
    {
        var done = underWay.Where(u => u.Value.IsCompleted).ToList();
        foreach (var (delivery, _) in done)
            underWay.Remove(delivery);
        return done.ConvertAll(d => d.Value);
    }
}
