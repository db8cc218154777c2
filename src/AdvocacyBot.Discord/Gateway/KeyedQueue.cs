namespace AdvocacyBot.Discord.Gateway;

/// <summary>
/// Preserves the order of events with the same key while other events run in parallel. Thread-safe; a key is removed once its
/// queue is empty.
/// </summary>
internal sealed class KeyedQueue
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, QueueSlot> last = new(StringComparer.Ordinal);

    /// <param name="key">Events with this key run one after another; null for an event without an order.</param>
    public QueueSlot Enqueue(string? key)
    {
        if (key is null)
            return new QueueSlot(Task.CompletedTask);
        lock (gate)
        {
            var slot = new QueueSlot(last.GetValueOrDefault(key)?.Completed ?? Task.CompletedTask);
            last[key] = slot;
            _ = RemoveWhenCompletedAsync(key, slot);
            return slot;
        }
    }

    private async Task RemoveWhenCompletedAsync(string key, QueueSlot slot)
    {
        await slot.Completed;
        lock (gate)
        {
            if (last.GetValueOrDefault(key) == slot)
                last.Remove(key);
        }
    }
}

/// <summary>An event's position in its <see cref="KeyedQueue"/>.</summary>
internal sealed class QueueSlot
{
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="ready">Completes when all earlier slots are done.</param>
    public QueueSlot(Task ready)
    {
        Ready = ready;
        Completed = CompleteAsync();
    }

    /// <summary>Completes when this event may start.</summary>
    public Task Ready { get; }

    /// <summary>Completes when this slot and all earlier ones are released, so a slot that is released early cannot let later ones overtake.</summary>
    public Task Completed { get; }

    /// <summary>Lets the next event start. Idempotent.</summary>
    public void Release() => released.TrySetResult();

    private async Task CompleteAsync()
    {
        await Ready;
        await released.Task;
    }
}
