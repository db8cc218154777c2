using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>What follows from when a mobilization takes place.</summary>
internal static class Timing
{
    /// <summary>How long after the end answers are kept, for "home safe" and for those who ask where they stood.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(48);

    extension(Mobilization mobilization)
    {
        /// <summary>
        /// Sets its time, and with it its end and when it is shredded. The end of answering and the reveal of the meeting point keep their
        /// distance to the start, and whoever wants it is asked after the new end whether they are home safe.
        /// </summary>
        public void MoveTo(LocalMoment start, Duration lasts)
        {
            var by = start.Utc - mobilization.StartsAt;
            mobilization.ClosesAt += by;
            mobilization.RevealAt += by;
            mobilization.LocalStart = start.Written;
            mobilization.Zone = start.Zone.Id;
            mobilization.IsSecondTime = start.IsSecond;
            mobilization.StartsAt = start.Utc;
            mobilization.EndsAt = start.Utc + lasts.ToTimeSpan();
            mobilization.ShredAt = mobilization.EndsAt + Grace;
            mobilization.CheckInAt = mobilization.CheckInMinutes is null ? null : mobilization.EndsAt;
        }

        /// <summary>Until when a post that calls people to it is of use, UTC; null if it is over already and somebody posts it nevertheless.</summary>
        public DateTime? LatestUse(DateTime now) => mobilization.EndsAt > now ? mobilization.EndsAt : null;

        public LocalMoment Local(IDateTimeZoneProvider zones) =>
            LocalMoment.Read(mobilization.LocalStart, mobilization.Zone, mobilization.IsSecondTime, zones);

        public Duration Lasts => Duration.FromTimeSpan(mobilization.EndsAt - mobilization.StartsAt);
    }
}
