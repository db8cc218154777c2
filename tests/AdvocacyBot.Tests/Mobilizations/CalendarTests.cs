using System.Text;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Mobilizations.Calendars;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations;

public sealed class CalendarTests
{
    private static readonly DateTime Now = new(2026, 5, 4, 12, 0, 0, DateTimeKind.Utc);

    [Theory, OnSqlite, OnPostgres]
    public async Task The_file_and_the_feed_say_what_when_and_where_and_never_who(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("open", when: "31 May 7am-9am America/Toronto");
        var cancelled = await bot.AnnounceAsync("open", when: "1 June 7am", title: "Vigil");
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(id, member, "going");
        await bot.OrganizeAsync($"action {cancelled} cancel");

        var file = (await bot.SayAsync($"calendar {id}", member)).Attachment!;
        var feed = await FeedAsync(bot);

        Assert.Equal("text/calendar", file.MediaType);
        Assert.Contains("DTSTART:20260531T110000Z\r\n", file.Content, StringComparison.Ordinal);
        Assert.Contains("DTEND:20260531T130000Z\r\n", file.Content, StringComparison.Ordinal);
        Assert.Equal(2, feed.Split("BEGIN:VEVENT").Length - 1);
        Assert.Contains("STATUS:CANCELLED", feed, StringComparison.Ordinal);
        Assert.DoesNotContain(member.Id, feed, StringComparison.Ordinal);
        Assert.DoesNotContain("ATTENDEE", feed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_keeps_the_event_and_raises_its_sequence()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync("open");
        var before = Lines(await FeedAsync(bot));

        await bot.OrganizeAsync($"action {id} move 2 November 7am America/Toronto");
        var after = Lines(await FeedAsync(bot));

        Assert.Equal(before.Single(l => l.StartsWith("UID:", StringComparison.Ordinal)), after.Single(l => l.StartsWith("UID:", StringComparison.Ordinal)));
        Assert.Contains("SEQUENCE:0", before);
        Assert.Contains("SEQUENCE:1", after);
        Assert.DoesNotContain(after, line => line.StartsWith("METHOD", StringComparison.Ordinal));
        // Toronto is five hours behind by then, and four when it was announced.
        Assert.Contains("DTSTART:20261102T120000Z", after);
    }

    [Fact]
    public async Task A_cancelled_event_says_so_in_its_title_and_has_no_alarms()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync("open");
        var before = Lines(await FeedAsync(bot));

        await bot.OrganizeAsync($"action {id} cancel \"Storm warning\"");
        var after = Lines(await FeedAsync(bot));

        Assert.Contains("TRIGGER:-PT1440M", before);
        Assert.Contains("SUMMARY:CANCELLED: March for water", after);
        Assert.Contains("STATUS:CANCELLED", after);
        Assert.Contains("SEQUENCE:1", after);
        Assert.DoesNotContain("BEGIN:VALARM", after);
    }

    [Fact]
    public async Task A_cancelled_event_stays_in_the_feed_until_its_date()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync("open");
        await bot.OrganizeAsync($"action {id} cancel");
        await bot.AdvanceAsync(TimeSpan.FromDays(3));

        Assert.Contains("STATUS:CANCELLED", Lines(await FeedAsync(bot)));
        await bot.UntilAsync((await bot.MobilizationAsync(id)).EndsAt.AddDays(3));
        Assert.DoesNotContain("BEGIN:VEVENT", Lines(await FeedAsync(bot)));
    }

    [Theory]
    [InlineData("open", true)]
    [InlineData("", false)]
    public async Task An_event_leads_to_the_page_of_an_open_action(string visible, bool hasPage)
    {
        await using var bot = await BotHarness.StartAsync(adjust: services => services.AddSingleton(new PublicSite(new Uri("https://march.example/"))));
        var id = await bot.AnnounceAsync(visible);

        var file = (await bot.SayAsync($"calendar {id}", Organizing.Volunteer())).Attachment!;

        Assert.Equal(hasPage, file.Content.Contains("URL:https://march.example/a/march-for-water-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("remind 3h", 0)]
    [InlineData("closes 2h", 0)]
    [InlineData("title \"March for rivers\"", 1)]
    [InlineData("hotline \"555 0100\"", 1)]
    [InlineData("place \"Station\"", 1)]
    public async Task The_sequence_counts_what_calendars_show(string setting, int sequence)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync("open");

        await bot.OrganizeAsync($"action {id} {setting}");

        Assert.Contains($"SEQUENCE:{sequence}", Lines(await FeedAsync(bot)));
    }

    [Fact]
    public async Task The_feed_is_the_same_while_nothing_changes_and_is_answered_with_304()
    {
        await using var bot = await BotHarness.StartAsync();
        var visitor = await bot.OpenEndpointsAsync();
        var id = await bot.AnnounceAsync("open");
        using var first = await visitor.GetAsync("/calendar.ics");
        var tag = first.Headers.ETag;

        await bot.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(System.Net.HttpStatusCode.NotModified, await StatusAsync());
        await bot.OrganizeAsync($"action {id} title \"March for rivers\"");
        Assert.Equal(System.Net.HttpStatusCode.OK, await StatusAsync());

        async Task<System.Net.HttpStatusCode> StatusAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/calendar.ics");
            request.Headers.IfNoneMatch.Add(tag!);
            using var response = await visitor.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task The_feed_and_the_file_are_in_the_language_of_the_address()
    {
        await using var bot = await BotHarness.StartAsync();
        var visitor = await bot.OpenEndpointsAsync();
        await bot.AnnounceAsync("open french \"Marche\" \"Venez nombreux\"");
        await bot.AnnounceAsync("open spanish \"Marcha\"", when: "1 June 7am", title: "Vigil");
        await bot.OrganizeAsync("action 2 cancel");

        var (plain, french, spanish) = (await visitor.GetStringAsync("/calendar.ics"), await visitor.GetStringAsync("/calendar.ics?lang=fr"), await visitor.GetStringAsync("/calendar.ics?lang=es-MX"));

        Assert.Equal(["SUMMARY:March for water", "SUMMARY:CANCELLED: Vigil"], Summaries(plain));
        Assert.Equal(["SUMMARY:Marche", "SUMMARY:ANNULÉE : Vigil"], Summaries(french).Select(line => line.Replace('\u00a0', ' ')));
        Assert.Contains("DESCRIPTION:Venez nombreux", Lines(french));
        Assert.Equal(["SUMMARY:March for water", "SUMMARY:CANCELADA: Marcha"], Summaries(spanish));
        Assert.Contains("SUMMARY:Marche", Lines(await visitor.GetStringAsync("/calendar/1.ics?lang=fr")));
        Assert.Equal(plain, await visitor.GetStringAsync("/calendar.ics?lang=xx"));

        static IEnumerable<string> Summaries(string feed) => Lines(feed).Where(line => line.StartsWith("SUMMARY", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("March\r\nATTENDEE:mailto:spy@example.org\r\nX:")]
    [InlineData("March\nBEGIN:VALARM")]
    [InlineData("March\u0085X:1")]
    [InlineData("March\u2028X:1")]
    [InlineData("a\\;,b\t")]
    public void No_title_can_add_a_line_of_its_own(string title)
    {
        var lines = Lines(Write(title));

        Assert.Equal(Lines(Write("plain")).Select(Name), lines.Select(Name));
    }

    [Fact]
    public void Lines_are_folded_at_75_octets_and_never_within_a_character()
    {
        var title = string.Concat(Enumerable.Repeat("Marche pour l'eau à Québec 🌊, ", 20));

        var text = Write(title);

        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
        Assert.DoesNotContain('\uFFFD', text);
        Assert.Equal("SUMMARY:" + title.Replace(",", "\\,", StringComparison.Ordinal), Lines(text).Single(l => l.StartsWith("SUMMARY", StringComparison.Ordinal)));
    }

    private static string Write(string title) => CalendarText.Write(
        [new CalendarEvent("uid", 0, new(2026, 5, 31, 11, 0, 0, DateTimeKind.Utc), new(2026, 5, 31, 13, 0, 0, DateTimeKind.Utc), title, "Place d'Armes")
        {
            ChangedAt = Now,
            Alarms = [120],
        }],
        "AdvocacyBot");

    /// <summary>Unfolded.</summary>
    private static string[] Lines(string text) =>
        text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

    private static string Name(string line) => line.Split(':')[0];

    private static Task<string> FeedAsync(BotHarness bot) =>
        bot.InScopeAsync(services => services.GetRequiredService<MobilizationCalendar>().UpcomingAsync(null, CancellationToken.None));
}
