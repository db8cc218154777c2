using AdvocacyBot.Core.Mobilizations.Times;
using NodaTime;
using NodaTime.Text;

namespace AdvocacyBot.Core.Mobilizations.Shifts;

/// <summary>When a shift begins: its clock time on the day of its action, or on the next day after midnight. Pure.</summary>
internal static class ShiftTimes
{
    /// <summary>How long before an action its first shifts may begin.</summary>
    private const int MaxHoursBefore = 12;

    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>UTC. A role for the whole time begins with the action.</summary>
    public static DateTime StartOf(Mobilization mobilization, RoleSlot slot, IDateTimeZoneProvider zones)
    {
        if (slot.From is null)
            return mobilization.StartsAt;

        var start = mobilization.Local(zones);
        var sameDay = new LocalMoment(start.Local.Date + Clock.Parse(slot.From).Value, start.Zone);
        var nextDay = sameDay.PlusDays(1);
        var isNextDay = sameDay.Local < start.Local && (nextDay.Utc < mobilization.EndsAt || sameDay.Local < start.Local.PlusHours(-MaxHoursBefore));
        return (isNextDay ? nextDay : sameDay.Local == start.Local ? start : sameDay).Utc;
    }
}
