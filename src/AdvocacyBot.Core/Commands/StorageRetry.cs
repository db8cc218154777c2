using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Commands;

/// <summary>
/// Repeats orders that fail because storage is briefly unavailable, in the order in which they came, until their time is over. A
/// further order of a member who has one waiting joins the queue behind it, so that the latest one counts in the end. Thread-safe.
/// </summary>
/// <param name="clock">For the intervals.</param>
/// <param name="maxWaiting">How many orders may wait at once; each holds its intent in memory.</param>
public sealed class StorageRetry(TimeProvider clock, int maxWaiting = StorageRetry.MaxWaiting) : IDisposable
{
    public const int MaxWaiting = 1_000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Held by the first in the queue: while it fails, the others need not try.</summary>
    private readonly SemaphoreSlim first = new(1, 1);
    private readonly Lock gate = new();
    private readonly Dictionary<MemberRef, int> waitingOf = [];
    private int waiting;

    /// <summary>A timestamp of the clock; <see cref="long.MinValue"/> while storage works.</summary>
    private long failedAt = long.MinValue;

    /// <summary>How many orders wait for storage.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
                return waiting;
        }
    }

    /// <param name="intent">Whose order it is, and how long it may wait.</param>
    /// <param name="order">Executes it. Must have no effect if it throws, and no second effect if it is repeated.</param>
    /// <param name="ct">Ends the wait; the order is then not executed.</param>
    /// <exception cref="StorageUnavailableException">No time or no room in the queue is left; the order had no effect.</exception>
    public async Task<Reply> RunAsync(Intent intent, Func<CancellationToken, Task<Reply>> order, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        Exception? failure = null;
        if (!HasWaiting(intent.Member))
        {
            try
            {
                return await order(ct);
            }
            catch (Exception e) when (StorageTrouble.IsTemporary(e))
            {
                failure = Failed(e);
            }
        }

        if (!TryEnter(intent.Member))
            throw new StorageUnavailableException(failure);
        try
        {
            return await WaitAsync(order, intent.MaxWait - clock.GetElapsedTime(started), failure, ct);
        }
        finally
        {
            Leave(intent.Member);
        }
    }

    public void Dispose() => first.Dispose();

    private async Task<Reply> WaitAsync(Func<CancellationToken, Task<Reply>> order, TimeSpan maxWait, Exception? failure, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(maxWait > TimeSpan.Zero ? maxWait : TimeSpan.Zero, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ct);
        var isFirst = false;
        try
        {
            await first.WaitAsync(either.Token);
            isFirst = true;
            while (true)
            {
                await PauseAsync(either.Token);
                try
                {
                    // Not cancelled at the deadline: the person who waits must learn whether the order was executed.
                    var reply = await order(ct);
                    Volatile.Write(ref failedAt, long.MinValue);
                    return reply;
                }
                catch (Exception e) when (StorageTrouble.IsTemporary(e))
                {
                    failure = Failed(e);
                }
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new StorageUnavailableException(failure);
        }
        finally
        {
            if (isFirst)
                first.Release();
        }
    }

    private Exception Failed(Exception failure)
    {
        Volatile.Write(ref failedAt, clock.GetTimestamp());
        return failure;
    }

    /// <summary>Until an interval has passed since the latest failure; not at all once an order has succeeded.</summary>
    private async Task PauseAsync(CancellationToken ct)
    {
        var at = Volatile.Read(ref failedAt);
        if (at != long.MinValue && Interval - clock.GetElapsedTime(at) is var pause && pause > TimeSpan.Zero)
            await Task.Delay(pause, clock, ct);
    }

    private bool HasWaiting(MemberRef member)
    {
        lock (gate)
            return waitingOf.ContainsKey(member);
    }

    private bool TryEnter(MemberRef member)
    {
        lock (gate)
        {
            if (waiting >= maxWaiting)
                return false;
            waiting++;
            waitingOf[member] = waitingOf.GetValueOrDefault(member) + 1;
            return true;
        }
    }

    private void Leave(MemberRef member)
    {
        lock (gate)
        {
            waiting--;
            if (--waitingOf[member] == 0)
                waitingOf.Remove(member);
        }
    }
}

/// <summary>An order was refused because storage is unavailable; it had no effect.</summary>
/// <param name="inner">The failure of the latest attempt; null if there was none.</param>
public sealed class StorageUnavailableException(Exception? inner) : Exception("Storage is unavailable.", inner);
