namespace AdvocacyBot.Benchmarks.Soak;

/// <summary>The people of one platform.</summary>
internal interface ICrowd
{
    /// <summary>What the platform has shown of the news.</summary>
    Sightings News { get; }

    /// <summary>One of them wants something now, and waits for the answer.</summary>
    /// <param name="wanted">What.</param>
    /// <param name="due">The timestamp at which they should have wanted it.</param>
    /// <param name="tally">Where what came of it is counted.</param>
    Task AskAsync(Wanted wanted, long due, Tally tally);
}
