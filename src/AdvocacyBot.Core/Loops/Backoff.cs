namespace AdvocacyBot.Core.Loops;

/// <summary>How long to wait after a number of failed attempts: doubling, with a ceiling, and with jitter so that many do not return at once.</summary>
/// <param name="First">After the first failure.</param>
/// <param name="Ceiling">The longest.</param>
public sealed record Backoff(TimeSpan First, TimeSpan Ceiling)
{
    /// <param name="failures">How many there were, from 1.</param>
    /// <param name="chance">From 0 to 1: where between half and the whole of the delay this one falls.</param>
    public TimeSpan After(int failures, double chance)
    {
        var doubled = First.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 30));
        return TimeSpan.FromSeconds(Math.Min(doubled, Ceiling.TotalSeconds) * (0.5 + (chance / 2)));
    }

    /// <inheritdoc cref="After(int, double)"/>
    public TimeSpan After(int failures) => After(failures, Random.Shared.NextDouble());
}
