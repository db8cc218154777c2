using AdvocacyBot.Core.Mobilizations.Calendars;

namespace AdvocacyBot.Host;

/// <summary>The public calendar: what is announced, for calendar programs to follow; never who comes.</summary>
internal static class CalendarEndpoints
{
    private const string MediaType = $"{MobilizationCalendar.MediaType}; charset=utf-8";

    public static void MapCalendar(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/calendar.ics", async (MobilizationCalendar calendar, CancellationToken ct) =>
            TypedResults.Text(await calendar.UpcomingAsync(ct), MediaType));

        routes.MapGet("/calendar/{id:long}.ics", async Task<IResult> (long id, MobilizationCalendar calendar, CancellationToken ct) =>
            await calendar.OfAsync(id, ct) is { } text ? TypedResults.Text(text, MediaType) : TypedResults.NotFound());
    }
}
