using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>A date and time as the clocks at a place show them. Its instant is derived by the zone's rules, and again when they change.</summary>
/// <param name="IsSecond">Where clocks go back and show the same time twice: whether the second time is meant.</param>
internal sealed record LocalMoment(LocalDateTime Local, DateTimeZone Zone, bool IsSecond = false)
{
    private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");

    /// <summary>How often the clocks show this time: once, or never or twice on the day they are changed.</summary>
    public int Occurrences => Zone.MapLocal(Local).Count;

    /// <summary>UTC. A time that the clocks skip is taken as much later as they are put forward.</summary>
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

    /// <summary>The same time by the clock so many days later, whatever the clocks do in between.</summary>
    public LocalMoment PlusDays(int days) => this with { Local = Local.PlusDays(days), IsSecond = false };
}
