using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations.Notices;
using AdvocacyBot.TestSupport;
using NodaTime;
using NodaTime.Text;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>No reminder comes at night, between 22:00 and 7:00 at the place of the action, and none after the start.</summary>
public sealed class QuietHoursTests
{
    private static readonly DateTimeZone Toronto = DateTimeZoneProviders.Tzdb["America/Toronto"];
    private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    private static readonly string[] Zones = ["America/Toronto", "Asia/Kathmandu", "Pacific/Apia", "UTC"];
    private static readonly int[] Minutes = [1, 30, 60, 120, 360, 720, 1440, 2880];

    [Theory]
    [InlineData("2026-05-31 14:00", 120, "2026-05-31 12:00", "by day")]
    [InlineData("2026-05-31 07:00", 1440, "2026-05-30 07:00", "the night ends at 7:00")]
    [InlineData("2026-05-31 23:00", 60, "2026-05-31 22:00", "and begins at 22:00")]
    [InlineData("2026-05-31 07:00", 120, "2026-05-30 22:00", "the morning is too late, so the evening before")]
    [InlineData("2026-05-31 09:00", 180, "2026-05-31 07:00", "two of three hours are left in the morning")]
    [InlineData("2026-05-31 08:00", 120, "2026-05-31 07:00", "half of the time is left")]
    [InlineData("2026-05-31 07:59", 120, "2026-05-30 22:00", "less than half of the time is left")]
    [InlineData("2026-05-31 01:00", 1440, "2026-05-30 07:00", "a day before an action at night")]
    [InlineData("2026-05-31 01:00", 30, "2026-05-30 22:00", "shortly before an action at night")]
    [InlineData("2026-05-31 23:59", 60, "2026-05-31 22:00", "before midnight, the same evening")]
    [InlineData("2026-11-01 06:00", 240, "2026-10-31 22:00", "in the night in which the clocks go back")]
    [InlineData("2027-03-14 06:00", 180, "2027-03-13 22:00", "in the night in which the clocks go forward")]
    public void A_reminder_that_would_come_at_night_comes_at_a_decent_hour(string start, int minutes, string expected, string why)
    {
        var begins = Utc(start);

        Assert.True(Utc(expected) == QuietHours.Avoid(begins.AddMinutes(-minutes), begins, Toronto), why);
    }

    [Fact]
    public void No_reminder_comes_at_night_or_after_the_start_whenever_an_action_begins()
    {
        foreach (var zone in Zones.Select(id => DateTimeZoneProviders.Tzdb[id]))
        {
            for (var start = new DateTime(2026, 10, 30, 0, 0, 0, DateTimeKind.Utc); start < new DateTime(2026, 11, 4, 0, 0, 0, DateTimeKind.Utc); start = start.AddMinutes(47))
            {
                foreach (var minutes in Minutes)
                {
                    var at = QuietHours.Avoid(start.AddMinutes(-minutes), start, zone);
                    var hour = Instant.FromDateTimeUtc(at).InZone(zone).TimeOfDay;

                    Assert.True(at < start, $"{start:u} in {zone}, {minutes} minutes: {at:u}");
                    Assert.InRange(hour, new LocalTime(7, 0), new LocalTime(22, 0));
                }
            }
        }
    }

    [Fact]
    public async Task The_channel_and_the_people_who_asked_are_reminded_in_the_evening_and_once()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.AnnounceAsync(when: "31 May 6am");
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(1, member, "going");
        await bot.ChooseAsync("remind:1:on", member);
        var set = PlainText.Write(await bot.OrganizeAsync("action 1 remind 3h 2h"));

        await bot.UntilAsync(new DateTime(2026, 5, 31, 1, 59, 0, DateTimeKind.Utc));
        Assert.Empty(bot.RemindersIn());
        await bot.UntilAsync(new DateTime(2026, 5, 31, 2, 1, 0, DateTimeKind.Utc));
        Assert.Single(bot.RemindersIn());
        await bot.UntilAsync(new DateTime(2026, 5, 31, 11, 0, 0, DateTimeKind.Utc));

        Assert.Contains("Reminders: 3 hours and 2 hours before · not at night, but on Saturday 30 May 2026, 22:00", set, StringComparison.Ordinal);
        Assert.Single(bot.RemindersIn());
        Assert.Single(bot.RemindersTo(member));
    }

    private static DateTime Utc(string local) => Pattern.Parse(local).Value.InZoneLeniently(Toronto).ToDateTimeUtc();
}
