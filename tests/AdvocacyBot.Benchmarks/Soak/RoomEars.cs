using System.Collections.Concurrent;
using System.Text.Json;

namespace AdvocacyBot.Benchmarks.Soak;

/// <summary>The announcement as the room shows it.</summary>
internal sealed record RoomAnnouncement(long Id, IReadOnlyList<string> Choices)
{
    public string Choice(string answer) => Choices.First(c => c.EndsWith($":{answer}", StringComparison.Ordinal));
}

/// <summary>Somebody who has the room open and hears whatever is said to all.</summary>
internal sealed class RoomEars(HttpClient client)
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource> heard = new();
    private long last;

    public Sightings News { get; } = new();

    /// <summary>Null before it is made.</summary>
    public RoomAnnouncement? Announcement { get; private set; }

    /// <summary>Waits until a message is shown to all.</summary>
    public Task HearAsync(long message) => Place(message).Task;

    /// <summary>Listens until cancelled, and again from where it was if it is let go.</summary>
    public async Task ListenAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await using var stream = await client.GetStreamAsync($"/api/room/events?after={last}", ct);
            using var lines = new StreamReader(stream);
            while (await lines.ReadLineAsync(ct) is { } line)
            {
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                    Hear(line[6..]);
            }
        }
    }

    private void Hear(string data)
    {
        using var document = JsonDocument.Parse(data);
        var message = document.RootElement;
        var id = message.GetProperty("id").GetInt64();
        // An edit is of a message that was heard before.
        if (id <= last)
            return;

        last = id;
        Place(id).TrySetResult();
        News.See(message.GetProperty("text").GetString()!);
        List<string> choices = [.. message.GetProperty("choices").EnumerateArray().Select(c => c.GetProperty("id").GetString()!)];
        if (Announcement is null && choices.Exists(c => c.StartsWith("rsvp:", StringComparison.Ordinal)))
            Announcement = new RoomAnnouncement(id, choices);
    }

    private TaskCompletionSource Place(long message) =>
        heard.GetOrAdd(message, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
