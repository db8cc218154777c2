using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>After the end, those who agreed are asked whether they are home safe; organizers hear how many have not answered.</summary>
public sealed class CheckInTests
{
    private static readonly ChannelRef Organizers = new("fake", "organizers");

    [Theory, OnSqlite, OnPostgres]
    public async Task Those_who_agreed_are_asked_once_and_silence_is_reported_as_a_number(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await StartAsync(bot);
        var (answers, silent, other) = (await GoingAsync(bot, id), await GoingAsync(bot, id), Organizing.Volunteer());
        await bot.AnswerAsync(id, other, "going");
        foreach (var member in (MemberRef[])[answers, silent])
            await bot.ChooseAsync($"checkin:{id}:on", member);

        await bot.UntilAsync((await bot.MobilizationAsync(id)).EndsAt.AddMinutes(1));
        var question = Assert.Single(bot.Told(answers));
        Assert.Contains("Are you home safe?", question.Text, StringComparison.Ordinal);
        Assert.Empty(bot.Told(other));
        await bot.ChooseAsync(question.Reply.Choices.Single().Id, answers);
        await bot.AdvanceAsync(TimeSpan.FromHours(3));

        var report = Assert.Single(bot.Posted(Organizers));
        Assert.Contains("1 of the people who wanted to be asked have not said that they are home safe, and 0 could not be asked", report.Text, StringComparison.Ordinal);
        Assert.Single(bot.Told(silent));
        Assert.Contains("Home safe, asked: 1 have not answered, 0 could not be asked", await OverviewAsync(bot, id), StringComparison.Ordinal);

        await bot.SayAsync($"safe {id}", silent, command: true);
        await bot.TurnAsync();
        Assert.Contains("all who wanted to be asked have said", bot.Posted(Organizers)[^1].Text, StringComparison.Ordinal);
        Assert.Equal(2, bot.Posted(Organizers).Count);
        Assert.Contains("Home safe, asked: nobody is missing", await OverviewAsync(bot, id), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_name_is_shown_to_organizers_alone_and_only_when_the_time_is_over(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await StartAsync(bot);
        var (named, safe) = (await GoingAsync(bot, id), await GoingAsync(bot, id));
        Assert.Contains("organizers see the name that you gave", PlainText.Write(await bot.SayAsync($"safe {id} ask \"Ana, blue bus\"", named, command: true)), StringComparison.Ordinal);
        await bot.SayAsync($"safe {id} ask \"Luz\"", safe, command: true);
        Assert.DoesNotContain("Ana", await OverviewAsync(bot, id), StringComparison.Ordinal);

        await bot.UntilAsync((await bot.MobilizationAsync(id)).EndsAt.AddMinutes(1));
        await bot.SayAsync("safe", safe, command: true);
        Assert.DoesNotContain("Ana", await OverviewAsync(bot, id), StringComparison.Ordinal);
        await bot.AdvanceAsync(TimeSpan.FromHours(3));

        var overview = await OverviewAsync(bot, id);
        Assert.Contains("1 have not answered, 0 could not be asked: Ana, blue bus", overview, StringComparison.Ordinal);
        Assert.DoesNotContain("Luz", overview, StringComparison.Ordinal);
        Assert.DoesNotContain(bot.Platform.Sent, m => m.Text.Contains("Ana", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_cannot_be_written_to_is_reported_apart()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await StartAsync(bot);
        await bot.ChooseAsync($"checkin:{id}:on", await GoingAsync(bot, id));
        bot.Platform.BeforeSend = post =>
        {
            if (post.Channel.Direct is not null)
                throw new SendFailedException(SendFailure.Never, "Closed.");
        };

        await bot.UntilAsync((await bot.MobilizationAsync(id)).EndsAt.AddMinutes(1));
        await bot.AdvanceAsync(TimeSpan.FromHours(3));

        Assert.Contains("0 of the people who wanted to be asked have not said that they are home safe, and 1 could not be asked", Assert.Single(bot.Posted(Organizers)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checkin:1:off")]
    [InlineData("rsvp:1:no")]
    [InlineData("rsvp:1:maybe")]
    public async Task Whoever_withdraws_or_does_not_go_is_not_asked(string choice)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await StartAsync(bot);
        var member = await GoingAsync(bot, id);
        await bot.ChooseAsync("checkin:1:on", member);
        await bot.ChooseAsync(choice, member);

        await bot.UntilAsync((await bot.MobilizationAsync(id)).EndsAt.AddHours(4));

        Assert.Empty(bot.Told(member));
        Assert.Empty(bot.Posted(Organizers));
        await bot.TurnAsync();
    }

    [Fact]
    public async Task Switched_off_or_cancelled_nobody_is_asked_and_nothing_is_kept()
    {
        foreach (var order in (string[])["check-in off", "check-in none", "cancel"])
        {
            await using var bot = await BotHarness.StartAsync();
            var id = await StartAsync(bot);
            var member = await GoingAsync(bot, id);
            await bot.SayAsync($"safe {id} ask \"Ana\"", member, command: true);
            await bot.OrganizeAsync($"action {id} {order}");
            await bot.TurnAsync();

            await bot.UntilAsync((await bot.MobilizationAsync(id)).EndsAt.AddHours(4));

            Assert.DoesNotContain(bot.Told(member), m => m.Text.Contains("home safe", StringComparison.Ordinal));
            Assert.Empty(bot.Posted(Organizers));
            Assert.Equal(0, await bot.DbAsync(db => db.Rsvps.CountAsync(r => r.CheckIn != null || r.CheckInName != null)));
        }
    }

    [Fact]
    public async Task A_moved_action_asks_after_its_new_end()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await StartAsync(bot);
        var member = await GoingAsync(bot, id);
        await bot.ChooseAsync($"checkin:{id}:on", member);
        var former = (await bot.MobilizationAsync(id)).EndsAt;
        await bot.OrganizeAsync($"action {id} move 2 June 7am");

        await bot.UntilAsync(former.AddHours(4));
        Assert.DoesNotContain(bot.Told(member), m => m.Text.Contains("Are you home safe?", StringComparison.Ordinal));
        await bot.UntilAsync((await bot.MobilizationAsync(id)).EndsAt.AddMinutes(1));

        Assert.Contains("Are you home safe?", bot.Told(member)[^1].Text, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task All_of_it_is_forgotten_with_the_action_and_shown_before_as_held(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await StartAsync(bot);
        var (member, forgets) = (await GoingAsync(bot, id), await GoingAsync(bot, id));
        await bot.SayAsync($"safe {id} ask \"Ana\"", member, command: true);
        await bot.SayAsync($"safe {id} ask \"Luz\"", forgets, command: true);
        Assert.Contains("the name that you gave for this", PlainText.Write(await bot.SayAsync("my data", member, command: true)), StringComparison.Ordinal);
        await bot.SayAsync("forget me", forgets, command: true);
        Assert.Equal(1, await bot.DbAsync(db => db.Rsvps.CountAsync(r => r.CheckIn != null)));

        await bot.UntilAsync((await bot.MobilizationAsync(id)).ShredAt.AddHours(1));
        await bot.InScopeAsync(async services =>
        {
            await services.GetRequiredService<Shredder>().KeepAsync(CancellationToken.None);
            return true;
        });

        Assert.Equal((0, 0), await bot.DbAsync(async db => (await db.Rsvps.CountAsync(), await db.PrivateContacts.CountAsync())));
        Assert.Null((await bot.MobilizationAsync(id)).CheckInAt);
    }

    [Fact]
    public async Task After_the_question_the_address_is_deleted()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await StartAsync(bot);
        var member = await GoingAsync(bot, id);
        await bot.ChooseAsync($"checkin:{id}:on", member);
        Assert.True((await bot.DbAsync(db => db.PrivateContacts.SingleAsync())).WantsCheckIn);

        await bot.UntilAsync((await bot.MobilizationAsync(id)).EndsAt.AddMinutes(1));

        Assert.Equal(0, await bot.DbAsync(db => db.PrivateContacts.CountAsync()));
        Assert.Equal(CheckIn.Asked, (await bot.StandsAsync(id, member)).CheckIn);
    }

    [Theory]
    [InlineData("check-in 3h", Language.English, "you hear of those who have not answered 3 hours later")]
    [InlineData("check-in on", Language.English, "you hear of those who have not answered 3 hours later")]
    [InlineData("retour 90 min", Language.French, "combien n’ont pas répondu")]
    [InlineData("regreso 12h", Language.Spanish, "cuántas personas no respondieron")]
    [InlineData("check-in 5 days", Language.English, "from 15 minutes to 36 hours")]
    [InlineData("check-in soon", Language.English, "from 15 minutes to 36 hours")]
    [InlineData("retour non", Language.French, "personne n’est interrogé")]
    [InlineData("regreso no", Language.Spanish, "no se pregunta a nadie")]
    public async Task The_answer_says_what_was_understood(string order, Language language, string expected)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();

        Assert.Contains(expected, PlainText.Write(await bot.OrganizeAsync($"action {id} {order}", language)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_channel_for_alerts_organizers_are_told_so()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();

        Assert.Contains("alerts here", PlainText.Write(await bot.OrganizeAsync($"action {id} check-in 3h")), StringComparison.Ordinal);
    }

    private static async Task<string> OverviewAsync(BotHarness bot, long id) => PlainText.Write(await bot.OrganizeAsync($"action {id}"));

    private static async Task<MemberRef> GoingAsync(BotHarness bot, long id)
    {
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(id, member, "going");
        return member;
    }

    private static async Task<long> StartAsync(BotHarness bot)
    {
        await bot.SayAsync("alerts here", organizer: true, channel: Organizers, command: true);
        var id = await bot.AnnounceAsync("for 2 hours");
        Assert.DoesNotContain("alerts here", PlainText.Write(await bot.OrganizeAsync($"action {id} check-in 3h")), StringComparison.Ordinal);
        return id;
    }
}
