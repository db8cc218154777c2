using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Calendars;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>Three independent readers of calendars understand the same files as they are meant, on both sides of each change of the clocks.</summary>
public sealed class CalendarReaderTests
{
    private const string Title = "Marche; pour l'eau, «à» Québec 🌊 et une très longue suite qui fait plier la ligne au milieu des caractères";

    [Theory, WithEachReader]
    public async Task A_feed_is_read_as_it_was_meant(CalendarReader reader)
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.AnnounceAsync("open text \"Bring water; a hat, too\\no\"", "31 May 7am-9am America/Toronto", "March \\ for water");
        await bot.AnnounceAsync("open", "1 November 1:30am first America/Toronto", "First half past one");
        await bot.AnnounceAsync("open", "1 November 1:30am second America/Toronto", "Second half past one");
        await bot.AnnounceAsync("open", "3 October 2027 3:15am Australia/Lord_Howe", "Half an hour");
        await bot.AnnounceAsync("open", "28 March 2027 12:00 Europe/Paris", Title);
        await bot.OrganizeAsync("action 1 move 1 June 8am-10am");
        await bot.OrganizeAsync("action 5 cancel \"Storm warning\"");

        var read = (await reader.ReadAsync(await FeedAsync(bot))).ToDictionary(e => e.Start);

        Assert.Equal(["2026-06-01T12:00", "2026-11-01T05:30", "2026-11-01T06:30", "2027-03-28T10:00", "2027-10-02T16:15"], read.Keys.Order());
        var moved = read["2026-06-01T12:00"];
        Assert.Equal(("March \\ for water", "City Hall", "2026-06-01T14:00", 1, "CONFIRMED"), (moved.Title, moved.Place, moved.End, moved.Sequence, moved.Status));
        Assert.Contains("Bring water; a hat, too", moved.Text, StringComparison.Ordinal);
        Assert.Equal([-1440, -120], moved.Alarms);
        var cancelled = read["2027-03-28T10:00"];
        Assert.Equal(($"CANCELLED: {Title}", 1, "CANCELLED", 0), (cancelled.Title, cancelled.Sequence, cancelled.Status, cancelled.Alarms.Length));
        Assert.Contains("Storm warning", cancelled.Text, StringComparison.Ordinal);
        Assert.Equal(5, read.Values.Select(e => e.Uid).Distinct().Count());
    }

    [Theory, WithEachReader]
    public async Task A_series_keeps_its_time_by_the_clock_across_both_changes(CalendarReader reader)
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.PublishAsync(await bot.OrganizeAsync("announce \"Picket\" every second Tuesday from 5 May 2026 6pm-7pm until 20 April 2027 at \"Gate\" open"));
        await bot.OrganizeAsync("action 1 following move 5 May 2026 6:30pm");
        var all = await bot.DbAsync(db => db.Mobilizations.AsNoTracking().OrderBy(m => m.StartsAt).ToListAsync());

        // Each is in a file of its own, as "calendar 7" gives it.
        var file = string.Concat(await Task.WhenAll(all.Select((m, index) => FileAsync(bot, m, index, all.Count))));
        var read = await reader.ReadAsync(file);

        Assert.Equal(all.Select(m => ReadEvent.Written(m.StartsAt)), read.Select(e => e.Start));
        Assert.All(read, e => Assert.EndsWith(IsSummer(e.Start) ? "22:30" : "23:30", e.Start, StringComparison.Ordinal));
        Assert.All(read, e => Assert.EndsWith(IsSummer(e.Start) ? "23:30" : "00:30", e.End, StringComparison.Ordinal));
    }

    /// <summary>The clocks in Toronto go back on 1 November 2026 and forward on 14 March 2027.</summary>
    private static bool IsSummer(string start) =>
        string.CompareOrdinal(start, "2026-11-01") < 0 || string.CompareOrdinal(start, "2027-03-14") > 0;

    /// <summary>One event, with the head of the file before the first and its end after the last.</summary>
    private static async Task<string> FileAsync(BotHarness bot, Mobilization mobilization, int index, int count)
    {
        var file = await bot.InScopeAsync(services => services.GetRequiredService<MobilizationCalendar>().WriteAsync(mobilization, Core.Languages.Language.English, CancellationToken.None));
        var (begin, end) = (file.IndexOf("BEGIN:VEVENT", StringComparison.Ordinal), file.IndexOf("END:VCALENDAR", StringComparison.Ordinal));
        return file[(index == 0 ? 0 : begin)..(index == count - 1 ? file.Length : end)];
    }

    private static Task<string> FeedAsync(BotHarness bot) =>
        bot.InScopeAsync(services => services.GetRequiredService<MobilizationCalendar>().UpcomingAsync(null, CancellationToken.None));
}
