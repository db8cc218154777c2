using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Times;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Makes further mobilizations like one: at another time, every week, or later by a template's name.</summary>
internal sealed class Repeating(
    BotDb db, Templates templates, CopyMobilization copyOne, PublishMobilization publish, PlanSeries series, WhenContexts contexts, IDateTimeZoneProvider zones)
{
    private const int MaxNameLength = 40;

    public async Task<Reply> TemplateAsync(ManageWish wish, CancellationToken ct)
    {
        if (wish.Value.Trim() is not { Length: > 0 and <= MaxNameLength } name || SettingWords.IsOff(wish.Written))
            return wish.Refuse("template.name", MaxNameLength, RsvpChoices.Write(wish.Mobilization.Number));

        await templates.SaveAsync(name, TemplateOptions.Of(wish.Mobilization, await RolesAsync(wish, ct), await ChannelsAsync(wish, ct)), ct);
        return wish.Tell("template.saved", name);
    }

    public async Task<Reply> CopyAsync(ManageWish wish, CancellationToken ct)
    {
        var context = contexts.Now(wish.Mobilization.Zone);
        var read = WhenReader.Read(wish.Value, context, wish.Language);
        if (read.Reading is not { } when)
            return ReadingChoices.Ask(wish, SeriesScope.One, read, context.Zone);
        if (when.Repeats is not null)
            return wish.Refuse("manage.repeats", RsvpChoices.Write(wish.Mobilization.Number));

        var copy = await copyOne.RunAsync(wish.Mobilization, when.Start, when.Lasts ?? wish.Mobilization.Lasts, MobilizationState.Open, ct);
        await publish.RunAsync(copy, ct);
        var published = DraftReplies.Published(copy, wish.Language);
        return published with { Blocks = [.. published.Blocks, Notice.Facts(copy, wish.Language)] };
    }

    /// <summary>
    /// For a number of weeks, or as a text says: "every second Tuesday until 21 December". Always at the same time by the clock,
    /// whatever the clocks do; each is announced a week ahead, under a key of its own.
    /// </summary>
    public async Task<Reply> RepeatAsync(ManageWish wish, CancellationToken ct)
    {
        if (RepetitionOf(wish) is not { } repetition)
            return wish.Refuse("manage.weekly", PlanSeries.MaxCount);

        var language = wish.Language;
        var planned = await series.RunAsync(wish.Mobilization, repetition, ct);
        return planned.Count == 0
            ? wish.Tell("manage.series.all")
            : Reply.Tell(language, MobilizationTexts.All.FormatCount(
                language, "manage.series", planned.Count, planned.Count, RsvpChoices.Write(planned[0].Number), DurationText.Days(PlanSeries.DaysAhead, language),
                Moments.Write(new Moment(planned[^1].StartsAt, planned[^1].Zone, MomentStyle.Date), language), RsvpChoices.Write(planned[^1].Number)));
    }

    private Repetition? RepetitionOf(ManageWish wish)
    {
        var start = wish.Mobilization.Local(zones).Local;
        if (int.TryParse(wish.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var weeks))
            return weeks is >= 1 and <= PlanSeries.MaxCount ? new Repetition(Frequency.Weekly) { Day = start.DayOfWeek, Count = weeks + 1 } : null;

        var time = start.TimeOfDay.ToString("HH:mm", CultureInfo.InvariantCulture);
        var read = WhenReader.Read($"{wish.Value} {time}", contexts.Now(wish.Mobilization.Zone), wish.Language);
        return read.Readings.Select(reading => reading.Repeats).Distinct().ToList() is [{ } only] ? only : null;
    }

    private Task<List<RoleSlot>> RolesAsync(ManageWish wish, CancellationToken ct) =>
        db.RoleSlots.AsNoTracking().Where(s => s.MobilizationId == wish.Mobilization.Id).OrderBy(s => s.Id).ToListAsync(ct);

    private Task<List<MobilizationChannel>> ChannelsAsync(ManageWish wish, CancellationToken ct) =>
        db.MobilizationChannels.AsNoTracking().Where(c => c.MobilizationId == wish.Mobilization.Id).OrderBy(c => c.Platform).ThenBy(c => c.Channel).ToListAsync(ct);
}
