using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Says something to every channel, on the day above all; cancels; posts the announcement once more or in another channel.</summary>
internal sealed class Broadcasting(OwnChannels own, DefaultChannels defaults, BotDb db, TellChange tell, PublishMobilization publish, BotSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan AfterCancelling = TimeSpan.FromHours(24);

    public async Task<Reply> SayAsync(ManageWish wish, CancellationToken ct)
    {
        if (wish.Value is not { Length: > 0 } text)
            return wish.Refuse("manage.value");

        await tell.BroadcastAsync(wish.Mobilization, SafeText.Shorten(text, Lengths.Text), ct);
        return wish.Tell("manage.told");
    }

    /// <summary>All are told, reminders are dropped, and shredding is timed.</summary>
    public async Task<Reply> CancelAsync(ManageWish wish, CancellationToken ct)
    {
        if (SettingWords.IsOff(wish.Written) || SettingWords.IsOn(wish.Written))
            return wish.Refuse("manage.cancel", RsvpChoices.Write(wish.Mobilization.Number));

        var mobilization = wish.Mobilization;
        var wasOpen = mobilization.State == MobilizationState.Open;
        var shredAt = clock.UtcNow + AfterCancelling;
        (mobilization.State, mobilization.CancelledAt) = (MobilizationState.Cancelled, clock.UtcNow);
        if (wish.Value.Length > 0)
            mobilization.CancelReason = SafeText.Shorten(wish.Value, Lengths.Text);
        mobilization.ShredAt = mobilization.ShredAt < shredAt ? mobilization.ShredAt : shredAt;
        if (wasOpen)
            await tell.CancelledAsync(mobilization, ct);
        return wish.Tell(wasOpen ? "manage.told" : "manage.done");
    }

    /// <summary>In the channels named, or here again, such as when the message was deleted.</summary>
    public async Task<Reply> PostAsync(ManageWish wish, CancellationToken ct)
    {
        if (wish.Mobilization.State != MobilizationState.Open)
            return wish.Refuse("manage.planned");
        if (AnnouncementReader.ChannelsOf(wish.Value, wish.Request.Intent.Channel.Platform) is not { } channels)
            return wish.Refuse("announce.problem.channels");
        if (await own.FirstForeignAsync(channels, wish.Request.Intent.Channel, ct) is { } foreign)
            return Reply.Tell(wish.Language, ChatTexts.All.Format(wish.Language, "channel.foreign", foreign.Id));

        var named = channels.DefaultIfEmpty(await defaults.ForAnnouncementsAsync(wish.Request.Intent, ct)).Distinct().ToList();
        foreach (var channel in named)
        {
            var known = await db.MobilizationChannels.FindAsync([wish.Mobilization.Id, channel.Platform, channel.Id], ct);
            if (known is null)
            {
                known = new MobilizationChannel
                {
                    MobilizationId = wish.Mobilization.Id,
                    Platform = channel.Platform,
                    Channel = channel.Id,
                    Language = await db.LanguageOfAsync(channel, ct) ?? settings.DefaultLanguage,
                };
                db.MobilizationChannels.Add(known);
            }

            await publish.PostAsync(wish.Mobilization, known, $"announcement/{Guid.NewGuid():N}", ct);
        }

        return wish.Tell("manage.posted", ListText.And(named.Select(channel => channel.ToString()), wish.Language));
    }
}
