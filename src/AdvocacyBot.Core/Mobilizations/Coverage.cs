using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Shifts;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations;

/// <summary>How well the roles of a mobilization are covered.</summary>
internal sealed class Coverage(BotDb db)
{
    /// <summary>Every role with how many have taken it on, in the order in which the organizer named them.</summary>
    public async Task<IReadOnlyList<SlotCover>> OfAsync(long mobilization, CancellationToken ct)
    {
        var slots = await db.RoleSlots.AsNoTracking().Where(s => s.MobilizationId == mobilization).OrderBy(s => s.Id).ToListAsync(ct);
        if (slots.Count == 0)
            return [];

        var filled = await CountsAsync(db, mobilization, ct);
        return [.. slots.Select(s => new SlotCover(s, filled.GetValueOrDefault(s.Id)))];
    }

    /// <summary>The same as the public was last told; see <see cref="Counts.PublishCounts"/>.</summary>
    public async Task<IReadOnlyList<SlotCover>> PublishedAsync(long mobilization, CancellationToken ct) =>
        await db.RoleSlots.AsNoTracking()
            .Where(s => s.MobilizationId == mobilization)
            .OrderBy(s => s.Id)
            .Select(s => new SlotCover(s, s.PublishedFilled))
            .ToListAsync(ct);

    /// <summary>How many people have taken on each role; a role that nobody has is missing.</summary>
    internal static async Task<Dictionary<long, int>> CountsAsync(BotDb db, long mobilization, CancellationToken ct)
    {
        var held = await db.Rsvps
            .Where(r => r.MobilizationId == mobilization && r.RoleSlotIds != null && (r.Answer == Answer.Going || r.Answer == Answer.Offered))
            .Select(r => r.RoleSlotIds)
            .ToListAsync(ct);
        return held.SelectMany(HeldSlots.Read).CountBy(id => id).ToDictionary();
    }
}

internal static class SlotCovers
{
    extension(IEnumerable<SlotCover> roles)
    {
        /// <summary>The names of the roles and shifts that still need people.</summary>
        public IReadOnlyList<string> NamesOfOpen => [.. roles.Where(role => role.Gap > 0).Select(role => role.Name)];
    }
}

/// <summary>A role and how many have taken it on.</summary>
internal sealed record SlotCover(RoleSlot Slot, int Filled)
{
    public int Gap => Slot.Needed - Filled;

    /// <summary>The role's name with its shift, where it has one: "medic 14:00–16:00".</summary>
    public string Name => Slot.From is null ? Slot.Name : $"{Slot.Name} {Slot.From}–{Slot.Until}";

    /// <summary>Whether a person means this role by what they wrote: its name, alone or with the shift's beginning, "medic 9h", or both ends.</summary>
    public bool IsCalled(string text)
    {
        var (folded, name) = (Folding.Fold(text.Trim()), Folding.Fold(Slot.Name));
        if (folded == name || folded == Folding.Fold(Name))
            return true;
        if (Slot.From is null || !folded.StartsWith(name + " ", StringComparison.Ordinal))
            return false;

        var time = folded[(name.Length + 1)..];
        return ClockText.ReadRange(time) is var (from, until)
            ? RoleNeeds.Written(from) == Slot.From && RoleNeeds.Written(until) == Slot.Until
            : ClockText.Read(time) is { } start && RoleNeeds.Written(start) == Slot.From;
    }
}
