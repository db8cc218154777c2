using System.Globalization;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Mobilizations.Shifts;

/// <summary>A shift that a person gives for another one.</summary>
internal sealed record SwapOffer(long Give, long Want)
{
    /// <summary>The offer that it agrees with.</summary>
    public SwapOffer Reverse => new(Want, Give);
}

/// <summary>
/// The roles and shifts on a person's row, and their offers to swap, as numbers in a text: a row says no more than the numbers of
/// slots, and is deleted as a whole.
/// </summary>
internal static class HeldSlots
{
    public const int MaxOffers = 10;

    extension(Rsvp rsvp)
    {
        /// <summary>The ids of the slots, in the order in which they were taken on.</summary>
        public IReadOnlyList<long> Held => Read(rsvp.RoleSlotIds);

        public IReadOnlyList<SwapOffer> Offers => ReadOffers(rsvp.SwapOffers);

        /// <summary>Sets the slots. An offer of a slot that is no longer held, or for one that now is, ends.</summary>
        public void Hold(IEnumerable<long> slots)
        {
            var held = slots.Distinct().ToList();
            rsvp.RoleSlotIds = held.Count == 0 ? null : string.Join(' ', held.Select(Write));
            rsvp.Offer(rsvp.Offers.Where(offer => held.Contains(offer.Give) && !held.Contains(offer.Want)));
        }

        /// <summary>Sets the offers to swap.</summary>
        public void Offer(IEnumerable<SwapOffer> offers)
        {
            var all = offers.Distinct().Take(MaxOffers).ToList();
            rsvp.SwapOffers = all.Count == 0 ? null : string.Join(' ', all.Select(offer => $"{Write(offer.Give)}>{Write(offer.Want)}"));
        }
    }

    extension(BotDb db)
    {
        /// <summary>The roles and shifts of a person, in the order in which they were taken on.</summary>
        public async Task<IReadOnlyList<RoleSlot>> SlotsOfAsync(Rsvp? rsvp, CancellationToken ct)
        {
            if (rsvp?.Held is not { Count: > 0 } held)
                return [];
            var slots = await db.RoleSlots.AsNoTracking().Where(s => s.MobilizationId == rsvp.MobilizationId && held.Contains(s.Id)).ToListAsync(ct);
            return [.. held.Select(id => slots.Find(s => s.Id == id)).OfType<RoleSlot>()];
        }
    }

    /// <summary>The ids from their stored form.</summary>
    public static IReadOnlyList<long> Read(string? stored) => [.. (stored ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];

    /// <summary>The slots that are held after a further one is taken on: it takes the place of those at the same time.</summary>
    public static IReadOnlyList<long> Add(IReadOnlyList<long> held, RoleSlot slot, IEnumerable<RoleSlot> all)
    {
        var known = all.ToDictionary(one => one.Id);
        return held.Contains(slot.Id) ? held : [.. held.Where(id => known.TryGetValue(id, out var other) && !Overlap(slot, other)), slot.Id];
    }

    /// <summary>Whether two slots are at the same time. One without a time is for the whole action.</summary>
    public static bool Overlap(RoleSlot one, RoleSlot other)
    {
        if (one.From is null || other.From is null)
            return true;
        var ((from, until), (otherFrom, otherUntil)) = (Minutes(one), Minutes(other));
        return new[] { -Day, 0, Day }.Any(days => from < otherUntil + days && otherFrom + days < until);
    }

    private const int Day = 24 * 60;

    /// <summary>Minutes from the start of the day; a slot that ends after midnight has more than a day's.</summary>
    private static (int From, int Until) Minutes(RoleSlot slot)
    {
        var (from, until) = (MinuteOf(slot.From!), MinuteOf(slot.Until!));
        return (from, until > from ? until : until + Day);
    }

    private static int MinuteOf(string clock) => (int)TimeSpan.ParseExact(clock, "hh\\:mm", CultureInfo.InvariantCulture).TotalMinutes;

    private static IReadOnlyList<SwapOffer> ReadOffers(string? stored) =>
        [.. (stored ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text.Split('>')).Select(pair => new SwapOffer(Number(pair[0]), Number(pair[1])))];

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static string Write(long id) => id.ToString(CultureInfo.InvariantCulture);
}
