namespace AdvocacyBot.Core.Outbox;

/// <summary>The deliveries of one platform that are in line or under way, so that none of them takes another platform's room.</summary>
internal sealed class PlatformQueue
{
    private const int AtOnce = 16;
    private readonly Queue<long> line = new();
    private readonly Dictionary<long, Task> underWay = [];

    /// <summary>Whether there is room for more and nobody in line for it.</summary>
    public bool HasRoom => line.Count == 0 && underWay.Count < AtOnce;

    public IEnumerable<Task> UnderWay => underWay.Values;

    public void LineUp(long delivery)
    {
        if (!underWay.ContainsKey(delivery))
            line.Enqueue(delivery);
    }

    /// <summary>Starts as many as there is room for.</summary>
    public void Start(Func<long, Task> deliver)
    {
        while (underWay.Count < AtOnce && line.TryDequeue(out var delivery))
            underWay[delivery] = deliver(delivery);
    }

    /// <summary>Lets go of what is done.</summary>
    public IReadOnlyList<Task> TakeDone()
    {
        var done = underWay.Where(u => u.Value.IsCompleted).ToList();
        foreach (var (delivery, _) in done)
            underWay.Remove(delivery);
        return done.ConvertAll(d => d.Value);
    }
}
