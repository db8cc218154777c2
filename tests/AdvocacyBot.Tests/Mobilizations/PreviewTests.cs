using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>Said on Monday 4 May 2026 at 08:00 in Toronto.</summary>
public sealed class PreviewTests
{
    private const string Vigil = "announce \"Vigil\" Friday 5pm-7pm at \"Square\" capacity 40 role medic:2";

    [Theory, OnSqlite, OnPostgres]
    public async Task An_announcement_is_previewed_and_published_when_confirmed(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);

        var preview = await bot.OrganizeAsync(Vigil);
        await bot.TurnAsync();

        Assert.Empty(bot.Platform.Sent);
        Assert.Equal(Visibility.Private, preview.Visibility);
        Assert.Equal(["publish", "discard"], preview.Choices.Select(choice => choice.Id.Split(':')[2]));
        Assert.False(await bot.DbAsync(db => db.Mobilizations.AnyAsync()));

        var published = PlainText.Write(await bot.PublishAsync(preview));

        Assert.Contains("\"Vigil\" is announced. Its number is 1", published, StringComparison.Ordinal);
        Assert.Equal("Vigil", Assert.Single(bot.Platform.Sent).Reply.Title);
        Assert.False(await bot.DbAsync(db => db.AnnouncementDrafts.AnyAsync()));
        Assert.Contains("no longer exists", PlainText.Write(await bot.ChooseAsync(preview.Choices[0].Id, organizer: true)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Language.English, "Friday 8 May 2026, 17:00|19:00|in 4 days|America/Toronto|40|this channel (English)|medic (needed)")]
    [InlineData(Language.French, "vendredi 8 mai 2026, 17 h 00|19 h 00|dans 4 jours|America/Toronto|40|ce salon (français)")]
    [InlineData(Language.Spanish, "viernes 8 de mayo de 2026, 17:00|19:00|dentro de 4 días|America/Toronto|40|este canal (español)")]
    public async Task A_preview_shows_what_has_to_be_checked(Language language, string expected)
    {
        await using var bot = await BotHarness.StartAsync();

        var preview = PlainText.Write(await bot.OrganizeAsync(Vigil, language));

        Assert.All(expected.Split('|'), part => Assert.Contains(part, preview, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_preview_lists_every_channel_and_shows_every_language()
    {
        await using var bot = await BotHarness.StartAsync(adjust: services => services.AddPlatform("elsewhere"));
        await bot.SayAsync("language fr", organizer: true, channel: new ChannelRef("elsewhere", "salon"));

        var preview = PlainText.Write(await bot.OrganizeAsync("announce \"Vigil\" tomorrow 7pm at \"Square\" in elsewhere/salon"));

        Assert.Contains("this channel (English), elsewhere/salon (français)", preview, StringComparison.Ordinal);
        Assert.Contains("Tuesday 5 May 2026, 19:00", preview, StringComparison.Ordinal);
        Assert.Contains("mardi 5 mai 2026, 19 h 00", preview, StringComparison.Ordinal);
        Assert.Contains("not given; I assume 2 hours", preview, StringComparison.Ordinal);
        Assert.Contains("Begins: tomorrow", preview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_with_two_readings_is_asked_about_and_then_previewed()
    {
        await using var bot = await BotHarness.StartAsync();

        var question = await bot.OrganizeAsync("announce \"Vigil\" next Friday 6pm at \"Square\"");
        var preview = await bot.ChooseAsync(question.Choices[1].Id, organizer: true);
        await bot.PublishAsync(preview);

        Assert.Equal(["Fri 8 May 2026, 18:00", "Fri 15 May 2026, 18:00", "Discard"], question.Choices.Select(choice => choice.Label));
        Assert.Equal(Visibility.Private, question.Visibility);
        Assert.Equal("2026-05-15T18:00", (await bot.MobilizationAsync(1)).LocalStart);
    }

    [Fact]
    public async Task A_time_that_has_not_been_chosen_cannot_be_published()
    {
        await using var bot = await BotHarness.StartAsync();
        var question = await bot.OrganizeAsync("announce \"Vigil\" Saturday at 5 at \"Square\"");
        var token = question.Choices[0].Id.Split(':')[1];

        foreach (var action in (string[])["publish", "0", "3", "99999999999"])
            await bot.ChooseAsync($"draft:{token}:{action}", organizer: true);

        Assert.False(await bot.DbAsync(db => db.Mobilizations.AnyAsync()));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_discarded_preview_leaves_nothing(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var preview = await bot.OrganizeAsync(Vigil);

        Assert.Contains("discarded", PlainText.Write(await bot.ChooseAsync(preview.Choices[1].Id, organizer: true)), StringComparison.OrdinalIgnoreCase);

        Assert.False(await bot.DbAsync(db => db.AnnouncementDrafts.AnyAsync()));
        Assert.Contains("no longer exists", PlainText.Write(await bot.ChooseAsync(preview.Choices[0].Id, organizer: true)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_is_published_only_by_organizers_also_in_a_direct_conversation()
    {
        await using var bot = await BotHarness.StartAsync();
        var author = Organizing.Volunteer();
        var publish = (await bot.SayAsync(Vigil, author, organizer: true)).Choices[0].Id;

        Assert.Contains("Only organizers", PlainText.Write(await bot.ChooseAsync(publish, Organizing.Volunteer())), StringComparison.Ordinal);
        Assert.Contains("Only organizers", PlainText.Write(await bot.ChooseAsync(publish, author, channel: ChannelRef.DirectTo(author))), StringComparison.Ordinal);
        Assert.False(await bot.DbAsync(db => db.Mobilizations.AnyAsync()));

        bot.Platform.Standings[(author.Id, bot.Platform.Home)] = Standing.Organizer;
        await bot.ChooseAsync(publish, author, channel: ChannelRef.DirectTo(author));
        Assert.True(await bot.DbAsync(db => db.Mobilizations.AnyAsync()));
    }

    [Fact]
    public async Task A_preview_expires_after_a_day_and_is_deleted()
    {
        await using var bot = await BotHarness.StartAsync();
        var preview = await bot.OrganizeAsync(Vigil);

        await bot.AdvanceAsync(TimeSpan.FromHours(24));

        Assert.Contains("no longer exists", PlainText.Write(await bot.ChooseAsync(preview.Choices[0].Id, organizer: true)), StringComparison.Ordinal);
        Assert.False(await bot.DbAsync(db => db.AnnouncementDrafts.AnyAsync()));
    }

    [Fact]
    public async Task A_preview_whose_time_has_passed_is_not_published()
    {
        await using var bot = await BotHarness.StartAsync();
        var preview = await bot.OrganizeAsync("announce \"Vigil\" today 9:00am at \"Square\"");

        await bot.AdvanceAsync(TimeSpan.FromHours(2));

        Assert.Contains("already over", PlainText.Write(await bot.ChooseAsync(preview.Choices[0].Id, organizer: true)), StringComparison.Ordinal);
        Assert.False(await bot.DbAsync(db => db.Mobilizations.AnyAsync()));
    }

    [Fact]
    public async Task A_request_that_arrives_twice_is_one_draft_and_shows_the_same_preview()
    {
        await using var bot = await BotHarness.StartAsync();

        var first = await bot.SayAsync(Vigil, Organizing.Organizer, organizer: true, eventId: "twice");
        var second = await bot.SayAsync(Vigil, Organizing.Organizer, organizer: true, eventId: "twice");

        Assert.Equal(first.Choices, second.Choices);
        Assert.Equal(1, await bot.DbAsync(db => db.AnnouncementDrafts.CountAsync()));
    }

    [Fact]
    public async Task An_announced_end_is_shown_and_an_assumed_one_is_not()
    {
        await using var bot = await BotHarness.StartAsync();

        await bot.AnnounceAsync(when: "31 May 7am-9am");
        await bot.AnnounceAsync(when: "1 June 7am");

        Assert.Contains("Sunday 31 May 2026, 07:00 (America/Toronto) – 09:00", bot.Platform.Sent[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("09:00", bot.Platform.Sent[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_day_announces_the_first_and_plans_the_others()
    {
        await using var bot = await BotHarness.StartAsync();

        var reply = await bot.PublishAsync(await bot.OrganizeAsync("announce \"Picket\" every other Tuesday 6pm-7pm, 4 times at \"Gate\""));

        Assert.Contains("3 more are planned", PlainText.Write(reply), StringComparison.Ordinal);
        Assert.Equal(
            ["2026-05-05T18:00", "2026-05-19T18:00", "2026-06-02T18:00", "2026-06-16T18:00"],
            await bot.DbAsync(db => db.Mobilizations.OrderBy(m => m.StartsAt).Select(m => m.LocalStart).ToListAsync()));
        Assert.Single(bot.Platform.Sent);
    }
}
