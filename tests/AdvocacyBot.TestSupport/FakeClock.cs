namespace AdvocacyBot.TestSupport;

/// <summary>A clock that stands still until a test moves it. Its timers fire while it moves, in order, each at its own time. Thread-safe.</summary>
/// <remarks>
/// FakeTimeProvider of Microsoft.Extensions.TimeProvider.Testing cannot replace it: its AdjustTime also moves the monotonic time, and all
/// timers that are due within one Advance see the time at its end, so that a timer started by another does not fire.
/// </remarks>
public sealed class FakeClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<FakeTimer> timers = [];
    private DateTimeOffset wall = start;
    private long monotonic;

    public FakeClock()
        : this(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>UTC.</summary>
    public DateTime Now => GetUtcNow().UtcDateTime;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
            return wall;
    }

    public override long GetTimestamp()
    {
        lock (gate)
            return monotonic;
    }

    /// <summary>How long until the next timer fires; null if none is running.</summary>
    public TimeSpan? UntilNextTimer
    {
        get
        {
            lock (gate)
                return timers.Where(t => t.DueAt != long.MaxValue).MinBy(t => t.DueAt) is { } next ? TimeSpan.FromTicks(next.DueAt - monotonic) : null;
        }
    }

    /// <summary>Time passes, for the wall clock and for timers alike.</summary>
    public void Advance(TimeSpan by)
    {
        long end;
        lock (gate)
            end = monotonic + by.Ticks;

        while (true)
        {
            FakeTimer? due;
            lock (gate)
            {
                due = timers.Where(t => t.DueAt <= end).MinBy(t => t.DueAt);
                var to = due is null ? end : Math.Max(due.DueAt, monotonic);
                wall += TimeSpan.FromTicks(to - monotonic);
                monotonic = to;
                due?.Rearm();
            }

            if (due is null)
                return;
            due.Fire();
        }
    }

    /// <summary>The wall clock is set; monotonic time and timers are not affected.</summary>
    public void Step(TimeSpan by)
    {
        lock (gate)
            wall += by;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private long period = Timeout.Infinite;

        public long DueAt { get; private set; } = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                this.period = period.Ticks;
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : clock.monotonic + dueTime.Ticks;
                if (!clock.timers.Contains(this))
                    clock.timers.Add(this);
            }

            if (dueTime == TimeSpan.Zero)
                clock.Advance(TimeSpan.Zero);
            return true;
        }

        public void Rearm() => DueAt = period > 0 ? DueAt + period : long.MaxValue;

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock.gate)
                clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
