using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Times;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Makes further mobilizations like one: at another time, every week, or later by a template's name.</summary>
internal sealed class Repeating(
    BotDb db, MobilizationNumbers mobilizationNumbers, KeyStore keys, Templates templates, PublishMobilization publish, WhenContexts contexts, IDateTimeZoneProvider zones, TimeProvider clock)
{
    private const int MostWeeks = 26;
    private const int AheadDays = 7;

    public async Task<Reply> TemplateAsync(ManageWish wish, CancellationToken ct)
    {
        if (wish.Value.Trim() is not { Length: > 0 and <= 40 } name)
            return wish.Tell("manage.value");

        await templates.SaveAsync(name, Templates.OptionsOf(wish.Mobilization, await RolesAsync(wish, ct)), ct);
        return wish.Tell("template.saved", name);
    }

    public async Task<Reply> CopyAsync(ManageWish wish, CancellationToken ct)
    {
        var context = contexts.Now(wish.Mobilization.Zone);
        var read = WhenReader.Read(wish.Value, context, wish.Language);
        if (read.Reading is not { } when)
            return Reply.Tell(wish.Language, WhenProblems.WriteWithReadings(read, context.Zone, wish.Language));

        var copy = await CopyAsync(wish, when.Start, when.Lasts ?? wish.Mobilization.Lasts, ct);
        await publish.RunAsync(copy, ct);
        return AnnounceCommand.Done(copy, wish.Language);
    }

    /// <summary>At the same time by the clock each week, whatever the clocks do; each announced a week ahead, under a key of its own.</summary>
    public async Task<Reply> WeeklyAsync(ManageWish wish, CancellationToken ct)
    {
        if (!int.TryParse(wish.Value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var weeks) || weeks is < 1 or > MostWeeks)
            return wish.Tell("manage.weekly", MostWeeks);

        var numbers = new List<string>();
        var start = wish.Mobilization.Local(zones);
        for (var week = 1; week <= weeks; week++)
        {
            var copy = await CopyAsync(wish, start.PlusDays(7 * week), wish.Mobilization.Lasts, ct);
            copy.State = MobilizationState.Planned;
            await mobilizationNumbers.AssignAsync(copy, ct);
            copy.AnnounceAt = copy.StartsAt.AddDays(-AheadDays);
            if (copy.AnnounceAt <= clock.UtcNow)
                await publish.RunAsync(copy, ct);
            numbers.Add(RsvpChoices.Write(copy.Number));
        }

        return wish.Tell("manage.series", weeks, string.Join(", ", numbers), AheadDays);
    }

    private async Task<Mobilization> CopyAsync(ManageWish wish, LocalMoment start, Duration lasts, CancellationToken ct)
    {
        var from = wish.Mobilization;
        var copy = new Mobilization
        {
            Title = from.Title,
            Place = from.Place,
            Details = from.Details,
            Access = from.Access,
            Hotline = from.Hotline,
            Capacity = from.Capacity,
            Fit = from.Fit,
            OfferMinutes = from.OfferMinutes,
            Reminders = from.Reminders,
            LocalStart = start.Written,
            Zone = start.Zone.Id,
            StartsAt = default,
            EndsAt = default,
            ShredAt = default,
            KeyId = keys.Create(),
            CalendarUid = Guid.NewGuid().ToString("N"),
        };
        copy.MoveTo(start, lasts);
        if (from.ClosesAt is { } closes)
            copy.ClosesAt = copy.StartsAt - (from.StartsAt - closes);
        db.Mobilizations.Add(copy);
        await db.SaveChangesAsync(ct);

        foreach (var role in await RolesAsync(wish, ct))
            db.RoleSlots.Add(Slots.Of(copy.Id, new RoleNeed(role.Name, role.Needed, role.From, role.Until)));
        foreach (var channel in await db.MobilizationChannels.AsNoTracking().Where(c => c.MobilizationId == from.Id).ToListAsync(ct))
        {
            db.MobilizationChannels.Add(new MobilizationChannel
            {
                MobilizationId = copy.Id,
                Platform = channel.Platform,
                Channel = channel.Channel,
                Language = channel.Language,
            });
        }

        await db.SaveChangesAsync(ct);
        return copy;
    }

    private Task<List<RoleSlot>> RolesAsync(ManageWish wish, CancellationToken ct) =>
        db.RoleSlots.AsNoTracking().Where(s => s.MobilizationId == wish.Mobilization.Id).OrderBy(s => s.Id).ToListAsync(ct);
}
