using NodaTime;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>Finds the moments that a local time may be in the zone that a text names. Pure.</summary>
internal sealed class ZoneResolver(ZoneClue? clue, bool? isSecond, WhenContext context)
{
    private readonly DateTimeZone zone = clue?.Id is { } id ? context.Zones[id] : context.Zone;

    /// <summary>
    /// None if the clocks skip the time, two if they show it twice. Two as well for "July 5 6pm EST": Eastern time, or five
    /// hours behind UTC, which Eastern time is not in July.
    /// </summary>
    public IReadOnlyList<LocalMoment> At(LocalDateTime local)
    {
        var all = In(Preferred(local), local);
        if (clue?.Offset is not { } offset)
            return isSecond is { } second ? [.. all.Where(moment => moment.IsSecond == second || moment.Occurrences == 1)] : all;

        var exact = all.Where(moment => moment.Utc == local.WithOffset(offset).ToInstant().ToDateTimeUtc()).ToList();
        if (exact.Count > 0)
            return exact;
        return [.. all, .. Fixed(offset) is { } other ? In(other, local) : []];
    }

    /// <summary>The group's own zone if it has the same abbreviation or offset at that time: Madrid uses CET too.</summary>
    private DateTimeZone Preferred(LocalDateTime local)
    {
        var map = context.Zone.MapLocal(local);
        if (map.Count == 0)
            return zone;

        var isSame = clue?.Abbreviation is { } abbreviation
            ? map.EarlyInterval.Name == abbreviation || map.LateInterval.Name == abbreviation
            : clue?.Offset is { } offset && (map.EarlyInterval.WallOffset == offset || map.LateInterval.WallOffset == offset);
        return isSame ? context.Zone : zone;
    }

    private static IReadOnlyList<LocalMoment> In(DateTimeZone zone, LocalDateTime local) => zone.MapLocal(local).Count switch
    {
        0 => [],
        1 => [new LocalMoment(local, zone)],
        _ => [new LocalMoment(local, zone), new LocalMoment(local, zone, IsSecond: true)],
    };

    private DateTimeZone? Fixed(Offset offset) => ZoneGrammar.IdOf(offset) is { } id ? context.Zones.GetZoneOrNull(id) : null;
}
