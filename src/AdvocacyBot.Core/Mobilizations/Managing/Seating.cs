using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Settles how many seats there are, how they are given out, and which roles are needed.</summary>
internal sealed class Seating(BotDb db, Promotion promotion, TimeProvider clock)
{
    /// <summary>Raised: the queue moves up. Lowered below what is taken: nobody is put out, and it is said.</summary>
    public async Task<Reply> CapacityAsync(ManageWish wish, CancellationToken ct)
    {
        var mobilization = wish.Mobilization;
        var isNone = SettingWords.IsOff(wish.Value);
        var capacity = isNone ? null : AnnouncementReader.CapacityOf(wish.Value.Trim());
        if (capacity is 0)
            return wish.Tell("announce.problem.capacity", AnnouncementReader.MaxSeats);

        mobilization.Capacity = capacity;
        await promotion.RunAsync(mobilization, ct);
        mobilization.RefreshNow(clock.UtcNow);
        return mobilization.SeatsTaken > capacity
            ? wish.Tell("manage.over", mobilization.SeatsTaken - capacity)
            : wish.Tell("manage.done");
    }

    public async Task<Reply> WaitlistAsync(ManageWish wish, CancellationToken ct)
    {
        WaitlistFit? fit = Folding.Fold(wish.Value.Trim()) switch
        {
            "hold" or "attendre" or "esperar" => WaitlistFit.Hold,
            "skip" or "passer" or "saltar" => WaitlistFit.Skip,
            _ => null,
        };
        if (fit is not { } chosen)
            return wish.Tell("manage.waitlist");

        wish.Mobilization.Fit = chosen;
        await promotion.RunAsync(wish.Mobilization, ct);
        return wish.Tell("manage.done");
    }

    /// <summary>A freed seat is held for so long for the next, or is theirs without asking.</summary>
    public static Reply Offers(ManageWish wish)
    {
        var isNone = SettingWords.IsOff(wish.Value);
        int? minutes = isNone ? null : Offsets.Minutes(wish.Value.Trim());
        if (!isNone && minutes is null)
            return wish.Tell("manage.offers");

        wish.Mobilization.OfferMinutes = minutes;
        return wish.Tell("manage.done");
    }

    /// <summary>Adds roles, or changes how many those of the same name and shift need.</summary>
    public async Task<Reply> RolesAsync(ManageWish wish, CancellationToken ct)
    {
        if (RoleNeeds.Read(wish.Value) is not { } needs)
            return wish.Tell("announce.problem.roles");

        var slots = await db.RoleSlots.Where(s => s.MobilizationId == wish.Mobilization.Id).ToListAsync(ct);
        if (slots.Count + needs.Count > RoleNeeds.Most)
            return wish.Tell("announce.problem.roles");

        foreach (var need in needs)
        {
            var same = slots.FirstOrDefault(s =>
                Folding.Fold(s.Name) == Folding.Fold(need.Name) && s.From == need.From && s.Until == need.Until);
            if (same is null)
                db.RoleSlots.Add(Slots.Of(wish.Mobilization.Id, need));
            else
                same.Needed = need.Needed;
        }

        wish.Mobilization.RefreshNow(clock.UtcNow);
        return wish.Tell("manage.done");
    }
}
