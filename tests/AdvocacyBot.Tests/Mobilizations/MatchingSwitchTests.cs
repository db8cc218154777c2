using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Matching;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>Organizers switch matching off and on for one action.</summary>
public sealed class MatchingSwitchTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Switched_off_searches_and_addresses_are_deleted_and_everybody_is_told(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var (one, two, alone) = (Organizing.Volunteer(), Organizing.Volunteer(), Organizing.Volunteer());
        foreach (var member in (MemberRef[])[one, two, alone])
            await bot.SayAsync($"match {id} buddy \"Signal: sun\"", member, command: true);
        await bot.TurnAsync();

        var off = PlainText.Write(await bot.OrganizeAsync($"action {id} matching off"));
        await bot.TurnAsync();

        Assert.Contains("Buddies and rides: off", off, StringComparison.Ordinal);
        Assert.All((MemberRef[])[one, two, alone], member => Assert.Contains("Organizers have ended matching", bot.Told(member)[^1].Text, StringComparison.Ordinal));
        Assert.Equal((0, 0), await bot.DbAsync(async db => (await db.Seekers.CountAsync(), await db.PrivateContacts.CountAsync())));
        Assert.Contains("switched matching off", PlainText.Write(await bot.SayAsync($"match {id} buddy \"Signal: sun\"", one, command: true)), StringComparison.Ordinal);

        Assert.Contains("people can look for each other", PlainText.Write(await bot.OrganizeAsync($"action {id} matching on")), StringComparison.Ordinal);
        Assert.Contains("nobody yet", PlainText.Write(await bot.SayAsync($"match {id} buddy \"Signal: sun\"", one, command: true)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("matching perhaps", Language.English, "Write on to match people")]
    [InlineData("appariement non", Language.French, "Binômes et trajets : désactivé")]
    [InlineData("emparejamiento no", Language.Spanish, "Compañía y viajes: desactivado")]
    [InlineData("matching none", Language.English, "Buddies and rides: off")]
    [InlineData("matching", Language.English, "Buddies and rides: people can look for each other")]
    public async Task The_answer_says_what_was_understood(string order, Language language, string expected)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();

        Assert.Contains(expected, PlainText.Write(await bot.OrganizeAsync($"action {id} {order}", language)).Replace('\u00A0', ' ').Replace('\u202F', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_and_a_template_keep_it_off()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        await bot.OrganizeAsync($"action {id} matching off");
        await bot.OrganizeAsync($"action {id} check-in 4h");
        await bot.OrganizeAsync($"action {id} template march");
        await bot.OrganizeAsync($"action {id} copy 7 June 7am");
        await bot.PublishAsync(await bot.OrganizeAsync("announce template march 8 June 7am"));

        foreach (var other in (long[])[id + 1, id + 2])
        {
            var copy = await bot.MobilizationAsync(other);
            Assert.Equal((true, 240, copy.EndsAt), (copy.IsMatchingOff, copy.CheckInMinutes, copy.CheckInAt));
        }
    }
}
