using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.Core.Mobilizations.Shifts;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Adds, changes and removes the roles of a mobilization.</summary>
internal sealed class Roles(BotDb db, Coverage coverage, Reminders reminders, TimeProvider clock)
{
    /// <summary>
    /// <c>role medic:2 14:00-16:00</c> adds a role or changes how many it needs; <c>role medic off</c> removes it with all its
    /// shifts, <c>role off</c> removes all. People who had it keep their seats.
    /// </summary>
    public async Task<Reply> RunAsync(ManageWish wish, CancellationToken ct)
    {
        var slots = await db.RoleSlots.Where(s => s.MobilizationId == wish.Mobilization.Id).ToListAsync(ct);
        if (Removed(wish.Written, slots) is { } removed)
        {
            if (removed.Count == 0)
                return wish.Refuse("rsvp.noroles");
            await RemoveAsync(wish.Mobilization, removed, ct);
        }
        else
        {
            if (RoleNeeds.Read(wish.Value) is not { } needs || slots.Count + needs.Count(n => Same(slots, n) is null) > RoleNeeds.MaxCount)
                return wish.Refuse("announce.problem.roles");
            foreach (var need in needs)
            {
                if (Same(slots, need) is { } same)
                    same.Needed = need.Needed;
                else
                    db.RoleSlots.Add(Slots.Of(wish.Mobilization.Id, need));
            }
        }

        await db.SaveChangesAsync(ct);
        await reminders.ScheduleAsync(wish.Mobilization, ct);
        await reminders.RewriteAsync(wish.Mobilization, ct);
        wish.Mobilization.RefreshNow(clock.UtcNow);
        return wish.Set(SettingFields.Roles(await coverage.OfAsync(wish.Mobilization.Id, ct), wish.Language));
    }

    private static RoleSlot? Same(IEnumerable<RoleSlot> slots, RoleNeed need) => slots.FirstOrDefault(s =>
        Folding.Fold(s.Name) == Folding.Fold(need.Name) && s.From == need.From && s.Until == need.Until);

    /// <summary>The roles that a text such as "medic off" removes; null if it does not end in a word for none.</summary>
    private static List<RoleSlot>? Removed(string written, List<RoleSlot> slots)
    {
        if (SettingWords.IsOff(written))
            return slots;

        var words = Words.Split(written);
        return words.Count > 1 && SettingWords.IsOff(words[^1].Value)
            ? slots.FindAll(s => new SlotCover(s, 0).IsCalled(written[..words[^1].Start].Trim().Trim('"')))
            : null;
    }

    private async Task RemoveAsync(Mobilization mobilization, List<RoleSlot> removed, CancellationToken ct)
    {
        var ids = removed.Select(s => s.Id).ToHashSet();
        foreach (var row in await db.Rsvps.Where(r => r.MobilizationId == mobilization.Id && r.RoleSlotIds != null).ToListAsync(ct))
        {
            row.Hold(row.Held.Where(id => !ids.Contains(id)));
            row.Offer(row.Offers.Where(offer => !ids.Contains(offer.Want)));
        }

        db.RoleSlots.RemoveRange(removed);
    }
}
