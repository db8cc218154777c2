using AdvocacyBot.Core.Mobilizations.Shifts;
using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Notices;

/// <summary>When people are reminded of a mobilization and of its shifts, UTC. Pure.</summary>
internal static class ReminderTimes
{
    public static IReadOnlyList<DateTime> Of(Mobilization mobilization, IDateTimeZoneProvider zones) =>
        [.. Offsets.Read(mobilization.Reminders).Select(minutes => Before(mobilization, mobilization.StartsAt, minutes, zones))];

    /// <summary>Those of <see cref="Of"/> that would have come in the night.</summary>
    public static IReadOnlyList<DateTime> Moved(Mobilization mobilization, IDateTimeZoneProvider zones) =>
    [
        .. Offsets.Read(mobilization.Reminders)
            .Select(minutes => (Wanted: mobilization.StartsAt.AddMinutes(-minutes), Comes: Before(mobilization, mobilization.StartsAt, minutes, zones)))
            .Where(time => time.Wanted != time.Comes)
            .Select(time => time.Comes)
            .Distinct(),
    ];

    /// <summary>
    /// The shifts that begin at another time than the action. Those who have one are reminded of it as long before it as everybody is
    /// reminded last before the action.
    /// </summary>
    public static IReadOnlyList<(RoleSlot Slot, DateTime Start, DateTime Due)> OfShifts(
        Mobilization mobilization, IEnumerable<RoleSlot> slots, IDateTimeZoneProvider zones)
    {
        if (Offsets.Read(mobilization.Reminders).ToList() is not { Count: > 0 } offsets)
            return [];
        return
        [
            .. from slot in slots
               where slot.From is not null
               let start = ShiftTimes.StartOf(mobilization, slot, zones)
               where start != mobilization.StartsAt
               select (slot, start, Before(mobilization, start, offsets.Min(), zones)),
        ];
    }

    private static DateTime Before(Mobilization mobilization, DateTime start, int minutes, IDateTimeZoneProvider zones) =>
        QuietHours.Avoid(start.AddMinutes(-minutes), start, zones[mobilization.Zone]);
}
