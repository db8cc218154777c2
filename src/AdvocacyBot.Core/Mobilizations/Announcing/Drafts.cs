using System.Security.Cryptography;
using System.Text.Json;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Times;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>Keeps announcements until they are published, discarded or a day old, within the present transaction.</summary>
internal sealed class Drafts(
    BotDb db, NewMobilization make, PublishMobilization publish, PlanSeries series, IDateTimeZoneProvider zones, TimeProvider clock)
{
    private const string TokenLetters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int TokenLength = 16;
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Stores a new draft and shows it, or asks which time is meant.</summary>
    /// <param name="channel">The first channel of the announcement.</param>
    public async Task<Reply> AddAsync(Request request, ChannelRef channel, AnnouncementRead read, DateTimeZone home, CancellationToken ct)
    {
        var token = RandomNumberGenerator.GetString(TokenLetters, TokenLength);
        var draft = new AnnouncementDraft
        {
            Token = token,
            Options = JsonSerializer.Serialize(request.Options),
            Times = AnnouncementDraft.WriteTimes(read.When!.Readings),
            Platform = channel.Platform,
            Channel = channel.Id,
            Language = request.Language,
            ExpiresAt = clock.UtcNow + Lifetime,
        };
        db.AnnouncementDrafts.Add(draft);
        return read.When.IsQuestion
            ? DraftReplies.Question(draft, read.When, home)
            : await PreviewAsync(draft, read.When.Readings[0], ct);
    }

    /// <summary>The answer to a request that came twice: what is to be checked, unless it is published or discarded by now.</summary>
    public async Task<Reply> ShowAgainAsync(Request request, CancellationToken ct)
    {
        var (options, platform) = (JsonSerializer.Serialize(request.Options), request.Intent.Channel.Platform);
        var draft = await db.AnnouncementDrafts
            .Where(d => d.Options == options && d.Platform == platform)
            .OrderByDescending(d => d.ExpiresAt)
            .FirstOrDefaultAsync(ct);
        return draft?.ReadTimes(zones) switch
        {
            null => Receipt.Problem(request.Language, "announce.again"),
            [var when] => await PreviewAsync(draft, when, ct),
            var several => DraftReplies.Question(draft, new WhenRead(several, WhenProblem.Unclear), several[0].Start.Zone),
        };
    }

    /// <summary>The draft of a token; null if it is published, discarded or too old.</summary>
    public async Task<AnnouncementDraft?> FindAsync(string token, CancellationToken ct) =>
        await db.AnnouncementDrafts.SingleOrDefaultAsync(d => d.Token == token, ct) is { } draft && draft.ExpiresAt > clock.UtcNow ? draft : null;

    /// <summary>Settles which of several times is meant.</summary>
    public async Task<Reply> ChooseAsync(AnnouncementDraft draft, int number, CancellationToken ct)
    {
        var times = draft.ReadTimes(zones);
        if (number < 1 || number > times.Count)
            return Receipt.Problem(draft.Language, "announce.nodraft");

        draft.Times = AnnouncementDraft.WriteTimes([times[number - 1]]);
        return await PreviewAsync(draft, times[number - 1], ct);
    }

    public async Task<Reply> PublishAsync(AnnouncementDraft draft, CancellationToken ct)
    {
        if (draft.ReadTimes(zones) is not [var when])
            return Receipt.Problem(draft.Language, "announce.choose");
        if (when.Start.Utc <= clock.UtcNow)
            return Receipt.Problem(draft.Language, "when.Past");

        db.AnnouncementDrafts.Remove(draft);
        var mobilization = await make.AddAsync(draft.ReadOptions(), when, draft.ChannelRef, draft.Language, ct);
        await publish.RunAsync(mobilization, ct);
        if (when.Repeats is not { } repetition)
            return DraftReplies.Published(mobilization, draft.Language);

        var later = await series.RunAsync(mobilization, repetition, ct);
        return DraftReplies.Published(mobilization, draft.Language, [.. later]);
    }

    public void Discard(AnnouncementDraft draft) => db.AnnouncementDrafts.Remove(draft);

    private async Task<Reply> PreviewAsync(AnnouncementDraft draft, WhenReading when, CancellationToken ct)
    {
        var options = draft.ReadOptions();
        var channels = await make.ChannelsAsync(options, draft.ChannelRef, draft.Language, ct);
        var details = AnnouncementReader.DetailsOf(options, draft.Language, draft.Platform);
        return DraftReplies.Preview(draft, NewMobilization.Unsaved(options, when), details.Roles, when, channels, clock.UtcNow);
    }
}
