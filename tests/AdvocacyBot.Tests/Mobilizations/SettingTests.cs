using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>What organizers set, unset and are answered.</summary>
public sealed class SettingTests
{
    [Theory]
    [InlineData("hotline \"555 0100\"", "Done. Hotline: 555 0100")]
    [InlineData("hotline off", "Done. Hotline: none")]
    [InlineData("text off", "Done. Text: none")]
    [InlineData("access none", "Done. Access: none")]
    [InlineData("closes 3h", "Done. Answers close: Sunday 31 May 2026, 04:00")]
    [InlineData("closes off", "Done. Answers close: at the start")]
    [InlineData("capacity 12", "Done. Seats: 12")]
    [InlineData("capacity off", "Done. Seats: unlimited")]
    [InlineData("offers 90m", "Done. Freed seats: reserved for the next person for 1 hour 30 minutes")]
    [InlineData("offers off", "Done. Freed seats: given to the next person at once")]
    [InlineData("waitlist skip", "Done. Waitlist: skip")]
    [InlineData("remind 2d 90m", "Done. Reminders: 2 days and 1 hour 30 minutes before")]
    [InlineData("remind off", "Done. Reminders: none")]
    [InlineData("role medic:3", "Done. Roles: medic: 3")]
    [InlineData("role medic off", "Done. Roles: none")]
    [InlineData("role off", "Done. Roles: none")]
    [InlineData("title off", "An action needs a title")]
    [InlineData("reveal \"Behind the library\" 2 h", "Done. Meeting point: Behind the library, shown to those going from Sunday 31 May 2026, 05:00")]
    [InlineData("reveal \"Gate 4m\"", "Done. Meeting point: Gate 4m, shown to those going from Sunday 31 May 2026, 06:00")]
    [InlineData("reveal Behind the library 2h", "Done. Meeting point: Behind the library, shown to those going from Sunday 31 May 2026, 05:00")]
    [InlineData("reveal \"Gate 4\" soon", "Write the meeting point in quotation marks")]
    [InlineData("reveal off", "Done. Meeting point: none")]
    [InlineData("guests 2", "Done. Guests per person, at most: 2")]
    [InlineData("guests off", "Done. Guests per person, at most: 0")]
    [InlineData("guests unlimited", "Done. Guests per person, at most: 9")]
    [InlineData("open", "Done. Shown to: everybody")]
    [InlineData("open off", "Done. Shown to: the channels")]
    [InlineData("open later", "Write open to let everybody know of it")]
    [InlineData("cancel off", "Nothing is cancelled.")]
    [InlineData("cancel no", "Nothing is cancelled.")]
    [InlineData("ends 9am", "Done. End: Sunday 31 May 2026, 09:00")]
    [InlineData("ends for 3 hours", "Done. End: Sunday 31 May 2026, 10:00")]
    [InlineData("ends off", "Done. End: none")]
    [InlineData("ends soon", "Write when it ends or how long it takes")]
    [InlineData("move every Monday 7am", "This is one action.")]
    [InlineData("copy every Monday 7am", "This is one action.")]
    [InlineData("copy 2 June 7am", "Tuesday 2 June 2026")]
    [InlineData("post", "posted in fake/general")]
    public async Task A_setting_is_answered_with_what_was_understood(string text, string answer)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync("hotline \"555 0111\" text \"Bring water\" access \"Ramp\" role medic:2");

        Assert.Contains(answer, PlainText.Write(await bot.OrganizeAsync($"action {id} {text}")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Language.French, "action 1 urgence non", "Numéro d’urgence\u00a0: aucun")]
    [InlineData(Language.Spanish, "acción 1 emergencia no", "Teléfono de emergencia: ninguno")]
    public async Task What_is_set_is_unset_with_the_same_word_in_each_language(Language language, string text, string answer)
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.AnnounceAsync("hotline \"555 0111\"");

        Assert.Contains(answer, PlainText.Write(await bot.OrganizeAsync(text, language)), StringComparison.Ordinal);
        Assert.Null((await bot.MobilizationAsync(1)).Hotline);
    }

    [Fact]
    public async Task The_overview_shows_what_was_set()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync("capacity 40");
        foreach (var set in (string[])["closes 3h", "remind 2d", "offers 2h", "waitlist skip", "reveal \"Behind the library\" 1h"])
            await bot.OrganizeAsync($"action {id} {set}");

        var overview = PlainText.Write(await bot.OrganizeAsync($"action {id}"));

        foreach (var shown in (string[])["04:00", "2 days before", "reserved for the next person for 2 hours", "skip:", "Behind the library", "fake/general (English)", "0 / 40"])
            Assert.Contains(shown, overview, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Co_organizers_are_listed_and_removed(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var friend = Organizing.Volunteer();
        var code = PlainText.Write(await bot.OrganizeAsync($"action {id} co-organizer")).Split($"code {id} ")[1][..10];
        await bot.SayAsync($"code {id} {code}", friend, command: true);

        Assert.Contains("Co-organizers: 1", PlainText.Write(await bot.OrganizeAsync($"action {id}")), StringComparison.Ordinal);
        Assert.Contains("1: ", PlainText.Write(await bot.OrganizeAsync($"action {id} co-organizer list")), StringComparison.Ordinal);
        Assert.Contains("notified", PlainText.Write(await bot.SayAsync($"action {id} say Hello", friend, command: true)), StringComparison.Ordinal);
        foreach (var further in (string[])["copy 7 June 8am", "weekly 3", "co-organizer"])
            Assert.Contains("Only organizers of the group", PlainText.Write(await bot.SayAsync($"action {id} {further}", friend, command: true)), StringComparison.Ordinal);

        await bot.OrganizeAsync($"action {id} co-organizer remove 1");

        Assert.Contains("Only organizers", PlainText.Write(await bot.SayAsync($"action {id} say Hello", friend, command: true)), StringComparison.Ordinal);
        Assert.False(await bot.DbAsync(db => db.CoOrganizers.AnyAsync()));
    }

    [Fact]
    public async Task Removing_all_co_organizers_voids_codes_that_were_not_used()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        var code = PlainText.Write(await bot.OrganizeAsync($"action {id} co-organizer")).Split($"code {id} ")[1][..10];

        await bot.OrganizeAsync($"action {id} co-organizer off");

        Assert.Contains("not valid", PlainText.Write(await bot.SayAsync($"code {id} {code}", Organizing.Volunteer(), command: true)), StringComparison.Ordinal);
    }
}
