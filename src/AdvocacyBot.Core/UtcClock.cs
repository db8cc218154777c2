namespace AdvocacyBot.Core;

/// <summary>Reads a clock the way entities store instants.</summary>
public static class UtcClock
{
    extension(TimeProvider clock)
    {
        /// <summary>The present instant as a UTC <see cref="DateTime"/>.</summary>
        public DateTime UtcNow => clock.GetUtcNow().UtcDateTime;
    }
}
