using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Mobilizations.Calendars;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Host;

/// <summary>The public calendar: what is announced, for calendar programs to follow; never who comes.</summary>
internal static class CalendarEndpoints
{
    private const string MediaType = $"{MobilizationCalendar.MediaType}; charset=utf-8";

    public static void MapCalendar(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/calendar.ics", async (CommunityScope scope, MobilizationCalendar calendar, CancellationToken ct) =>
        {
            scope.Enter(Community.FirstId);
            return TypedResults.Text(await calendar.UpcomingAsync(ct), MediaType);
        });

        routes.MapGet("/calendar/{id:long}.ics", async Task<IResult> (
            long id, CommunityScope scope, MobilizationCalendar calendar, CancellationToken ct) =>
        {
            scope.Enter(Community.FirstId);
            return await calendar.OfAsync(id, ct) is { } text ? TypedResults.Text(text, MediaType) : TypedResults.NotFound();
        });
    }
}
