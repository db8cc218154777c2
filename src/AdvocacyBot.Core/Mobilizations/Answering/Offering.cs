namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>How long an offered seat is held. Times are full minutes, so that no exact time of a person is stored. Pure.</summary>
internal static class Offering
{
    /// <summary>The minute that has begun.</summary>
    public static DateTime FullMinute(DateTime now) => now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));

    extension(Mobilization mobilization)
    {
        /// <summary>The end of an offer made now: at least the minutes that were set, and the start at the latest.</summary>
        public DateTime OfferEnd(DateTime now, int minutes)
        {
            var minute = FullMinute(now);
            var end = (minute == now ? minute : minute.AddMinutes(1)).AddMinutes(minutes);
            return end < mobilization.StartsAt ? end : mobilization.StartsAt;
        }
    }
}
