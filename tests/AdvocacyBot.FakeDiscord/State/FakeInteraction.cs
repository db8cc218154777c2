using System.Diagnostics;
using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>An interaction: a command, a component, a modal or autocomplete.</summary>
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

    /// <summary>The type of the option that is being typed, for autocomplete.</summary>
    internal int FocusedType { get; init; }

    /// <summary>The message whose component was used.</summary>
    public FakeMessage? Message { get; } = message;

    /// <summary>The type of the first response, or null before it.</summary>
    public int? ResponseType { get; private set; }

    /// <summary>The data of the first response.</summary>
    public JsonObject? Response { get; private set; }

    /// <summary>The message that the first response created or edited.</summary>
    public FakeMessage? Original { get; private set; }

    public List<FakeMessage> FollowUps { get; } = [];

    /// <summary>Time from the dispatch to the first response.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>The answer: the first response, or the message after a deferral.</summary>
    public FakeMessage? Answer { get; private set; }

    /// <summary>Time from the dispatch to the answer.</summary>
    public TimeSpan AnsweredAfter { get; private set; }

    /// <summary>Waits for the first response.</summary>
    /// <exception cref="TimeoutException">The time limit passed.</exception>
    public async Task<FakeInteraction> RespondedAsync(TimeSpan? within = null)
    {
        await first.Task.WaitAsync(within ?? TimeSpan.FromSeconds(30));
        return this;
    }

    /// <summary>Waits for the answer.</summary>
    /// <exception cref="TimeoutException">The time limit passed.</exception>
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
