namespace AdvocacyBot.Discord.Gateway;

/// <summary>
/// Keeps an order among events that are handled side by side: what comes under one key has its effect one after the other, as it
/// came; what comes under different keys does not wait for each other.
/// </summary>
internal sealed class Turns
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Turn> last = new(StringComparer.Ordinal);

    /// <param name="key">Whose order is kept; null where there is none to keep.</param>
    public Turn Take(string? key)
    {
        if (key is null)
            return new Turn(Task.CompletedTask);
        lock (gate)
        {
            var turn = new Turn(last.GetValueOrDefault(key)?.Passed ?? Task.CompletedTask);
            last[key] = turn;
            _ = ForgetAsync(key, turn);
            return turn;
        }
    }

    private async Task ForgetAsync(string key, Turn turn)
    {
        await turn.Passed;
        lock (gate)
        {
            if (last.GetValueOrDefault(key) == turn)
                last.Remove(key);
        }
    }
}

/// <summary>An event's place in its order.</summary>
internal sealed class Turn
{
    private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="comes">Ends when all before it have passed.</param>
    public Turn(Task comes)
    {
        Comes = comes;
        Passed = PassAsync();
    }

    public Task Comes { get; }

    /// <summary>Ends when it has come and is over: one that has no effect may be over before it comes.</summary>
    public Task Passed { get; }

    /// <summary>Lets the next one come; once is enough.</summary>
    public void End() => over.TrySetResult();

    private async Task PassAsync()
    {
        await Comes;
        await over.Task;
    }
}
