using System.Diagnostics;

namespace AdvocacyBot.FakeDiscord;

/// <summary>
/// Limits that Discord does not announce in the headers: edits of published messages, edits of messages older than an hour, and
/// crossposts. Not thread-safe.
/// </summary>
internal sealed class SubLimits(FakeSettings settings)
{
    private const int AnnouncementEdit = 20022;
    private const int OldEdit = 30046;
    private const int ChannelWrite = 20028;
    private readonly Dictionary<string, Queue<TimeSpan>> used = [];

    /// <summary>The number of requests refused by one of these limits.</summary>
    public int Refused { get; private set; }

    public ApiResponse? TakeEdit(FakeMessage message)
    {
        var wait = message.IsCrossposted ? Take($"published {message.Id}", settings.PublishedEdits, settings.PublishedEditWindow) : null;
        if (wait is not null)
            return ApiResponse.Limited(wait.Value, "shared", AnnouncementEdit);
        if (DateTime.UtcNow - message.At < TimeSpan.FromHours(1))
            return null;
        return Take($"old {message.ChannelId}", settings.OldEdits, settings.OldEditWindow) is { } old ? ApiResponse.Limited(old, "shared", OldEdit) : null;
    }

    public ApiResponse? TakeCrosspost(string channel) =>
        Take($"crosspost {channel}", settings.Crossposts, settings.CrosspostWindow) is { } wait ? ApiResponse.Limited(wait, "shared", ChannelWrite) : null;

    private TimeSpan? Take(string key, int limit, TimeSpan window)
    {
        var now = Stopwatch.GetElapsedTime(0);
        if (!used.TryGetValue(key, out var times))
            used[key] = times = new Queue<TimeSpan>();
        while (times.TryPeek(out var first) && now - first >= window)
            times.Dequeue();
        if (times.Count >= limit)
        {
            Refused++;
            return times.TryPeek(out var oldest) ? oldest + window - now : window;
        }

        times.Enqueue(now);
        return null;
    }
}
