using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Mobilizations;

public sealed class AnnounceTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task One_line_announces_in_the_channel_with_choices(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);

        var id = await bot.AnnounceAsync("capacity 40 role medic:2");

        var post = Assert.Single(bot.Platform.Sent);
        Assert.Equal(Some.Channel, post.Message.Channel);
        Assert.Equal("March for water", post.Reply.Title);
        Assert.Equal(Visibility.Public, post.Reply.Visibility);
        Assert.Equal([$"rsvp:{id}:going", $"rsvp:{id}:maybe", $"rsvp:{id}:no"], post.Reply.Choices.Select(c => c.Id));
        Assert.Contains($"mobilization/{id}", post.Reply.Subjects);
        Assert.Contains("City Hall", post.Text, StringComparison.Ordinal);
        Assert.Contains("Going: shown once many", post.Text, StringComparison.Ordinal);
        Assert.Contains("medic (needed)", post.Text, StringComparison.Ordinal);
        Assert.Equal(new DateTime(2026, 5, 31, 11, 0, 0, DateTimeKind.Utc), (await bot.MobilizationAsync(id)).StartsAt);
    }

    [Theory]
    [InlineData("annonce \"Marche pour l'eau\" 31 mai 7h à \"Hôtel de ville\" capacité 40 rôle secouriste:2", Language.French)]
    [InlineData("anunciar \"Marcha por el agua\" 31 de mayo a las 7:00 en \"Alcaldía\" cupo 40 rol médica:2", Language.Spanish)]
    [InlineData("announce \"March\" 31 May 7am America/Toronto at \"City Hall\" capacity 40 role medic:2", Language.English)]
    public async Task The_line_is_read_in_three_languages(string text, Language language)
    {
        await using var bot = await BotHarness.StartAsync();

        await bot.PublishAsync(await bot.OrganizeAsync(text, language));

        var made = await bot.DbAsync(db => db.Mobilizations.SingleAsync());
        Assert.Equal("2026-05-31T07:00", made.LocalStart);
        Assert.Equal("America/Toronto", made.Zone);
        Assert.Equal(40, made.Capacity);
        Assert.Equal(2, (await bot.DbAsync(db => db.RoleSlots.SingleAsync())).Needed);
        Assert.Equal(language, Assert.Single(bot.Platform.Sent).Reply.Language);
    }

    [Fact]
    public async Task Only_organizers_announce()
    {
        await using var bot = await BotHarness.StartAsync();

        var reply = await bot.SayAsync("announce \"March\" 31 May 7am at \"City Hall\"");

        Assert.Contains("Only organizers", PlainText.Write(reply), StringComparison.Ordinal);
        Assert.False(await bot.DbAsync(db => db.Mobilizations.AnyAsync()));
    }

    [Theory]
    [InlineData("announce March 31 May 7am at \"City Hall\"", "quotation marks")]
    [InlineData("announce \"March\" at \"City Hall\"", "date and time")]
    [InlineData("announce \"March\" 31 May 7am", "place in quotation marks")]
    [InlineData("announce \"March\" 31 June 7am at \"City Hall\"", "does not exist")]
    [InlineData("announce \"March\" 31 May at \"City Hall\"", "At what time")]
    [InlineData("announce \"March\" 1 May 2026 7am at \"City Hall\"", "already over")]
    [InlineData("announce \"March\" 5/6 7am at \"City Hall\"", "Which one do you mean?")]
    [InlineData("announce \"March\" 31 May 7am Amerika/Toronto at \"City Hall\"", "\"Amerika\"")]
    [InlineData("announce \"March\" 31 May 7am at \"City Hall\" capacity many", "whole number")]
    [InlineData("announce \"March\" 31 May 7am at \"City Hall\" role medic", "medic:2")]
    [InlineData("announce \"March\" 31 May 7am at \"City Hall\" sometime", "\"sometime\"")]
    public async Task What_cannot_be_read_is_told_in_a_sentence_and_announces_nothing(string text, string told)
    {
        await using var bot = await BotHarness.StartAsync();

        var reply = await bot.OrganizeAsync(text);

        Assert.Contains(told, PlainText.Write(reply), StringComparison.Ordinal);
        Assert.False(await bot.DbAsync(db => db.Mobilizations.AnyAsync()));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Actions_lists_what_comes_and_shows_a_single_one_whole(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        Assert.Contains("Nothing is announced", PlainText.Write(await bot.SayAsync("actions")), StringComparison.Ordinal);

        var first = await bot.AnnounceAsync();
        var one = await bot.SayAsync("actions");
        await bot.AnnounceAsync(when: "1 June 7am", title: "Vigil");
        var two = await bot.SayAsync("actions");

        Assert.Equal(3, one.Choices.Count);
        Assert.Contains($"mobilization/{first}", one.Subjects);
        Assert.Equal(two.Choices.Select((_, i) => i), two.Choices.Select(c => c.Beside!.Item));
        Assert.Contains("Vigil", PlainText.Write(two), StringComparison.Ordinal);

        var shown = await bot.ChooseAsync(two.Choices[1].Id);
        Assert.Equal("Vigil", shown.Title);
        Assert.Equal((Visibility.Private, 3), (shown.Visibility, shown.Choices.Count));
        Assert.Contains("not announced here", PlainText.Write(await bot.ChooseAsync(two.Choices[1].Id, channel: new ChannelRef("test", "elsewhere"))), StringComparison.Ordinal);
    }
}
