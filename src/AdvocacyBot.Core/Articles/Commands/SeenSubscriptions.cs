using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Which of a community's subscriptions somebody sees, by where they ask.</summary>
internal static class SeenSubscriptions
{
    extension(IQueryable<Subscription> subscriptions)
    {
        /// <summary>Those that people in a channel can change: that post there or were asked for there. At the desk, all.</summary>
        public IQueryable<Subscription> SeenFrom(Intent intent)
        {
            var (platform, channel, isDesk) = (intent.Channel.Platform, intent.Channel.Id, intent.IsDesk);
            return subscriptions.Where(s => isDesk || (s.Platform == platform && (s.Channel == channel || s.AskedIn == channel)));
        }

        /// <summary>
        /// Those whose articles people in a channel can read: all of the same platform, so that what a group reads in its rooms stays
        /// there. At the desk, all.
        /// </summary>
        public IQueryable<Subscription> ReadFrom(Intent intent)
        {
            var (platform, isDesk) = (intent.Channel.Platform, intent.IsDesk);
            return subscriptions.Where(s => isDesk || s.Platform == platform);
        }
    }
}
