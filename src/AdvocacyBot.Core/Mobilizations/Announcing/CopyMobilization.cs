using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Times;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>Makes a mobilization like another at another time, under a key of its own, within the present transaction.</summary>
internal sealed class CopyMobilization(BotDb db, KeyStore keys)
{
    /// <param name="state">Planned if it is announced later; a hosted community's quota does not count it until then.</param>
    public async Task<Mobilization> RunAsync(Mobilization from, LocalMoment start, Duration lasts, MobilizationState state, CancellationToken ct)
    {
        var copy = Of(from, start, lasts, keys.Create());
        copy.State = state;
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

    /// <summary>The copy without its channels and roles. Pure.</summary>
    internal static Mobilization Of(Mobilization from, LocalMoment start, Duration lasts, string keyId)
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
            IsMatchingOff = from.IsMatchingOff,
            CheckInMinutes = from.CheckInMinutes,
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
            KeyId = keyId,
            CalendarUid = Guid.NewGuid().ToString("N"),
        };
        copy.MoveTo(start, lasts);
        if (from.ClosesAt is { } closes)
            copy.ClosesAt = copy.StartsAt - (from.StartsAt - closes);
        return copy;
    }
}
