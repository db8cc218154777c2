using System.Collections.Concurrent;

namespace AdvocacyBot.Core.Articles.Fetching;

/// <summary>Limits the concurrent requests to each host, however many of its feeds are due at once.</summary>
internal sealed class HostGates(FeedSettings settings)
{
    private const int MaxHosts = 20_000;
    private readonly ConcurrentDictionary<string, SemaphoreSlim> gates = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits for a free slot; disposing the result releases it.</summary>
    public async Task<IDisposable> EnterAsync(string host, CancellationToken ct)
    {
        if (gates.Count > MaxHosts)
            gates.Clear();
        var gate = gates.GetOrAdd(host, _ => new SemaphoreSlim(settings.MaxConcurrentFetchesPerHost));
        await gate.WaitAsync(ct);
        return new Place(gate);
    }

    private sealed class Place(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
