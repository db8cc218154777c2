using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Mobilizations.Times;

/// <summary>Writes when a mobilization takes place: its start, and its end if the organizer gave one. Pure.</summary>
internal static class WhenSpans
{
    public static IReadOnlyList<Span> Of(Mobilization mobilization)
    {
        var start = new Moment(mobilization.StartsAt, mobilization.Zone);
        if (!mobilization.HasEnd)
            return [start];

        var isShort = mobilization.EndsAt - mobilization.StartsAt < TimeSpan.FromHours(16);
        return [start, new Text(" – "), new Moment(mobilization.EndsAt, mobilization.Zone, isShort ? MomentStyle.Time : MomentStyle.DateAndTime)];
    }
}
