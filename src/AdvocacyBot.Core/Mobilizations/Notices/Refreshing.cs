namespace AdvocacyBot.Core.Mobilizations.Notices;

/// <summary>When the public messages say anew what is so: in batches, so that no answer can be read off a number that moved with it.</summary>
internal static class Refreshing
{
    public static readonly TimeSpan Batch = TimeSpan.FromMinutes(5);

    extension(Mobilization mobilization)
    {
        /// <summary>With the next batch, whose times are the clock's and not the answer's.</summary>
        public void RefreshSoon(DateTime now)
        {
            var batch = now.AddTicks(Batch.Ticks - (now.Ticks % Batch.Ticks));
            if (mobilization.RefreshAt is null || mobilization.RefreshAt > batch)
                mobilization.RefreshAt = batch;
        }

        /// <summary>When what the messages say changes of itself: answers close, it begins, it ends.</summary>
        public void RefreshLater(DateTime now) =>
            mobilization.RefreshAt = mobilization.State != MobilizationState.Open
                ? null
                : new[] { mobilization.ClosesAt ?? mobilization.StartsAt, mobilization.StartsAt, mobilization.EndsAt }
                    .Where(at => at > now).Cast<DateTime?>().Min();

        /// <summary>With the loop's next turn, for a change that an organizer made.</summary>
        public void RefreshNow(DateTime now) => mobilization.RefreshAt = now;

        /// <summary>Its texts changed. A planned action has been announced to nobody: calendars do not show it yet.</summary>
        public void Touch(DateTime now)
        {
            if (mobilization.State == MobilizationState.Open)
                mobilization.ChangedAt = now;
            mobilization.RefreshNow(now);
        }
    }
}
