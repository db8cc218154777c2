using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>Gives the moment and the bot's own zone to what reads dates.</summary>
internal sealed class WhenContexts(BotSettings settings, IDateTimeZoneProvider zones, TimeProvider clock)
{
    /// <param name="zone">Where the text names no other zone; null for the bot's own.</param>
    public WhenContext Now(string? zone = null) =>
        new(Instant.FromDateTimeOffset(clock.GetUtcNow()), zones.GetZoneOrNull(zone ?? settings.TimeZone) ?? DateTimeZone.Utc, zones);
}
