using System.Globalization;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Calendars;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>
/// A series over two years, walked with a look at it at noon of every day in UTC. It takes place at 18:00 in Toronto, so in UTC at 22:00
/// in summer and at 23:00 in winter: a day-old reminder is due between two looks, and its announcement a week ahead as well.
/// </summary>
public sealed class TwoYearSeriesTests
{
    private const string Rule = "every second Tuesday from 5 May 2026 6pm-7pm until 25 April 2028";
    private static readonly DateTime Noon = new(2026, 5, 5, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Each_action_of_a_series_over_two_years_is_announced_reminded_of_and_destroyed_once_on_its_day()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.PublishAsync(await bot.OrganizeAsync($"announce \"Picket\" {Rule} at \"Gate\" open"));
        var all = await bot.DbAsync(db => db.Mobilizations.AsNoTracking().OrderBy(m => m.StartsAt).ToListAsync());
        Assert.Equal(52, all.Count);

        for (var now = Noon; now < Noon.AddDays(724); now = now.AddDays(1))
        {
            await bot.UntilAsync(now);

            // The first is announced at once, and the one after it when that is due.
            var due = all.Count(m => m.StartsAt.AddDays(-7) <= now || m.Number == 1);
            Assert.Equal((now, due), (now, bot.Posted().Count(m => m.Reply.Title == "Picket")));
            Assert.Equal((now, all.Count(m => m.StartsAt.AddDays(-1) <= now)), (now, bot.RemindersIn().Count));
        }

        Assert.Equal(104, bot.Posted().Count);
        Assert.All(all, m => Assert.Equal("18:00", m.LocalStart[11..]));
        Assert.All(all, m => Assert.Equal(IsSummer(m.StartsAt) ? 22 : 23, m.StartsAt.Hour));
        await bot.AdvanceAsync(TimeSpan.FromDays(3));
        Assert.All(await bot.DbAsync(db => db.Mobilizations.ToListAsync()), m => Assert.Equal(MobilizationState.Shredded, m.State));
        Assert.All(all, m => Assert.Null(bot.Services.GetRequiredService<KeyStore>().Find(m.KeyId)));
    }

    [Fact]
    public async Task The_calendar_shows_the_same_clock_time_on_both_sides_of_every_change()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.PublishAsync(await bot.OrganizeAsync($"announce \"Picket\" {Rule} at \"Gate\" open"));
        var starts = new SortedSet<string>(StringComparer.Ordinal);

        for (var week = 0; week < 104; week++)
        {
            await bot.AdvanceAsync(TimeSpan.FromDays(7));
            var feed = await bot.InScopeAsync(services => services.GetRequiredService<MobilizationCalendar>().UpcomingAsync(null, CancellationToken.None));
            starts.UnionWith(feed.Split("\r\n").Where(line => line.StartsWith("DTSTART", StringComparison.Ordinal)));
        }

        Assert.All(starts, line =>
        {
            var at = DateTime.ParseExact(line["DTSTART:".Length..], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
            Assert.Equal(IsSummer(at) ? 22 : 23, at.Hour);
        });
        Assert.InRange(starts.Count, 45, 52);
    }

    /// <summary>Whether Toronto has summer time, written without a library: from the second Sunday of March to the first of November.</summary>
    private static bool IsSummer(DateTime utc) => utc.Date >= NthSunday(utc.Year, 3, 2) && utc.Date < NthSunday(utc.Year, 11, 1);

    private static DateTime NthSunday(int year, int month, int nth)
    {
        var first = new DateTime(year, month, 1, 0, 0, 0, DateTimeKind.Utc);
        return first.AddDays(((7 - (int)first.DayOfWeek) % 7) + (7 * (nth - 1)));
    }
}
