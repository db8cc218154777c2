using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>A date and time as the clocks at a place show them. Its instant follows from the zone's rules, which may change.</summary>
/// <param name="IsSecond">Whether the second time is meant, on the day the clocks go back and show it twice.</param>
internal sealed record LocalMoment(LocalDateTime Local, DateTimeZone Zone, bool IsSecond = false)
{
    private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    /// <summary>How often the clocks show this time: once, except on the days they change.</summary>
    public int Occurrences => Zone.MapLocal(Local).Count;

    /// <summary>UTC. A time that the clocks skip is moved forward by as much as they are.</summary>
    public DateTime Utc
    {
        get
        {
            var ambiguous = IsSecond ? Resolvers.ReturnLater : Resolvers.ReturnEarlier;
            return Zone.ResolveLocal(Local, Resolvers.CreateMappingResolver(ambiguous, Resolvers.ReturnForwardShifted)).ToDateTimeUtc();
        }
    }

    /// <summary>The form in which it is stored.</summary>
    public string Written => Pattern.Format(Local);

    /// <summary>From its stored form.</summary>
    public static LocalMoment Read(string written, string zone, bool isSecond, IDateTimeZoneProvider zones) =>
        new(Pattern.Parse(written).Value, zones[zone], isSecond);

    /// <summary>The same time by the clock some days later, whatever the clocks do in between.</summary>
    public LocalMoment PlusDays(int days) => this with { Local = Local.PlusDays(days), IsSecond = false };

    /// <summary>The moment after a length of time has passed.</summary>
    public LocalMoment Plus(Duration length)
    {
        var later = (Instant.FromDateTimeUtc(Utc) + length).InZone(Zone);
        var map = Zone.MapLocal(later.LocalDateTime);
        return new LocalMoment(later.LocalDateTime, Zone, map.Count == 2 && map.Last().ToInstant() == later.ToInstant());
    }
}
