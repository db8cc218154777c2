using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Times;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>Makes a mobilization like another at another time, under a key of its own, within the present transaction.</summary>
internal sealed class CopyMobilization(BotDb db, KeyStore keys)
{
    public async Task<Mobilization> RunAsync(Mobilization from, LocalMoment start, Duration lasts, CancellationToken ct)
    {
        var copy = new Mobilization
        {
            Title = from.Title,
            Translations = from.Translations,
            Place = from.Place,
            Details = from.Details,
            Access = from.Access,
            Hotline = from.Hotline,
            Capacity = from.Capacity,
            MaxGuests = from.MaxGuests,
            Fit = from.Fit,
            OfferMinutes = from.OfferMinutes,
            Reminders = from.Reminders,
            HasEnd = from.HasEnd,
            IsPublic = from.IsPublic,
            Picture = from.Picture,
            PictureText = from.PictureText,
            HasDiscussion = from is { HasDiscussion: true, IsDiscussionClosed: false },
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

        foreach (var role in await db.RoleSlots.AsNoTracking().Where(s => s.MobilizationId == from.Id).OrderBy(s => s.Id).ToListAsync(ct))
            db.RoleSlots.Add(Slots.Of(copy.Id, new RoleNeed(role.Name, role.Needed, role.From, role.Until)));
        foreach (var channel in await db.MobilizationChannels.AsNoTracking().Where(c => c.MobilizationId == from.Id).ToListAsync(ct))
        {
            db.MobilizationChannels.Add(new MobilizationChannel
            {
                MobilizationId = copy.Id,
                Platform = channel.Platform,
                Channel = channel.Channel,
                Language = channel.Language,
                Mentions = channel.Mentions,
            });
        }

        await db.SaveChangesAsync(ct);
        return copy;
    }
}
