using System.Diagnostics;
using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>Something a person did: a command, a button, a form, or typing in an option.</summary>
public sealed class FakeInteraction(string id, string channelId, int type, FakeMessage? message)
{
    private const int Deferral = 5;
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long started = Stopwatch.GetTimestamp();

    public string Id { get; } = id;

    public string Token { get; } = $"interaction-token-{Guid.NewGuid():N}";

    public string ChannelId { get; } = channelId;

    public int Type { get; } = type;

    public DateTime At { get; } = DateTime.UtcNow;

    /// <summary>The message whose button was pressed.</summary>
    public FakeMessage? Message { get; } = message;

    /// <summary>The type of the first response; null until there is one.</summary>
    public int? ResponseType { get; private set; }

    /// <summary>The data of the first response.</summary>
    public JsonObject? Response { get; private set; }

    /// <summary>The message that the first response showed or changed.</summary>
    public FakeMessage? Original { get; private set; }

    public List<FakeMessage> FollowUps { get; } = [];

    /// <summary>From the dispatch to the first response.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>The answer itself: the first response, or what follows a deferral.</summary>
    public FakeMessage? Answer { get; private set; }

    /// <summary>From the dispatch to the answer itself.</summary>
    public TimeSpan AnsweredAfter { get; private set; }

    /// <summary>Waits for the first response.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    public async Task<FakeInteraction> RespondedAsync(TimeSpan? within = null)
    {
        await first.Task.WaitAsync(within ?? TimeSpan.FromSeconds(30));
        return this;
    }

    /// <summary>Waits for the answer itself.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    public async Task<FakeInteraction> AnsweredAsync(TimeSpan within)
    {
        await answer.Task.WaitAsync(within);
        return this;
    }

    internal void Complete(int type, JsonObject data, FakeMessage? shown)
    {
        Took = Stopwatch.GetElapsedTime(started);
        (ResponseType, Response, Original) = (type, (JsonObject)data.DeepClone(), shown);
        first.TrySetResult();
        if (type != Deferral)
            Follow(shown);
    }

    internal void Follow(FakeMessage? shown)
    {
        if (answer.Task.IsCompleted)
            return;
        (Answer, AnsweredAfter) = (shown, Stopwatch.GetElapsedTime(started));
        answer.TrySetResult();
    }
}
