using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>What waits for a platform that is away is true, and of use, when it is there again.</summary>
public sealed class OutageTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_offer_that_nobody_could_hear_of_begins_anew_until_it_arrives(bool isReady)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync("capacity 1");
        await bot.OrganizeAsync($"action {id} offers 30m");
        var (first, second, third) = (Organizing.Volunteer(), Organizing.Volunteer(), Organizing.Volunteer());
        foreach (var member in (MemberRef[])[first, second, third])
            await bot.AnswerAsync(id, member, "going");

        Away(bot, isReady);
        await bot.AnswerAsync(id, first, "no");
        for (var minute = 0; minute < 90; minute += 5)
            await bot.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(Answer.Offered, (await bot.StandsAsync(id, second)).Answer);
        Back(bot);
        await bot.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("reserved for you", Assert.Single(bot.Told(second)).Text, StringComparison.Ordinal);
        await bot.AdvanceAsync(TimeSpan.FromMinutes(28));
        Assert.Contains("You're going", await bot.AnswerAsync(id, second, "going"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancellation_during_a_night_without_the_platform_is_posted_in_the_morning()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        Away(bot, isReady: true);
        await bot.OrganizeAsync($"action {id} cancel \"Storm\"");
        for (var minute = 0; minute < 9 * 60; minute += 5)
            await bot.AdvanceAsync(TimeSpan.FromMinutes(5));

        Back(bot);
        await bot.AdvanceAsync(TimeSpan.FromMinutes(16));

        Assert.Contains(bot.Posted(), m => m.Text.Contains("Storm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_organizers_said_shows_the_present_time_when_it_is_posted_and_nothing_after_a_cancellation()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        Away(bot, isReady: true);
        await bot.OrganizeAsync($"action {id} say \"Bring water\"");
        await bot.OrganizeAsync($"action {id} hotline \"555 0199\"");
        await bot.TurnAsync();
        Back(bot);
        await bot.AdvanceAsync(TimeSpan.FromMinutes(16));
        var said = Assert.Single(bot.Posted(), m => m.Text.Contains("Bring water", StringComparison.Ordinal));
        Assert.Contains("555 0199", said.Text, StringComparison.Ordinal);

        Away(bot, isReady: true);
        await bot.OrganizeAsync($"action {id} say \"Bring food\"");
        await bot.OrganizeAsync($"action {id} cancel");
        Back(bot);
        await bot.AdvanceAsync(TimeSpan.FromMinutes(16));

        Assert.DoesNotContain(bot.Posted(), m => m.Text.Contains("Bring food", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reminder_that_waits_names_the_roles_that_are_open_when_it_is_posted()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync("role medic:2");
        Away(bot, isReady: true);
        await bot.UntilAsync((await bot.MobilizationAsync(id)).StartsAt.AddHours(-24));
        await bot.OrganizeAsync($"action {id} role \"cook:1\"");
        Back(bot);
        await bot.AdvanceAsync(TimeSpan.FromMinutes(16));

        Assert.Contains("cook", Assert.Single(bot.RemindersIn()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_that_could_not_be_posted_is_shown_to_organizers()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        bot.Platform.BeforeSend = _ => throw new SendFailedException(SendFailure.Never, "The channel is gone.");
        await bot.OrganizeAsync($"action {id} move 1 June 8am");
        await bot.TurnAsync();

        Assert.Contains("The channel is gone.", PlainText.Write(await bot.OrganizeAsync($"action {id}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_attempt_at_a_private_message_has_the_same_key()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(id, member, "going");
        var keys = new List<string>();
        bot.Platform.BeforeSend = post =>
        {
            if (post.Channel.Direct is null)
                return;
            keys.Add(post.Key);
            throw new SendFailedException(SendFailure.Later, "503");
        };
        await bot.ChooseAsync($"remind:{id}:on", member);
        for (var minute = 0; minute < 5; minute++)
            await bot.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.InRange(keys.Count, 2, 20);
        Assert.Single(keys.Distinct());
    }

    [Fact]
    public async Task An_offer_and_the_news_of_a_seat_move_with_the_action()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync("capacity 1");
        await bot.OrganizeAsync($"action {id} offers 6h");
        var (first, second) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(id, first, "going");
        await bot.AnswerAsync(id, second, "going");
        await bot.UntilAsync((await bot.MobilizationAsync(id)).StartsAt.AddHours(-10));
        await bot.AnswerAsync(id, first, "no");
        await bot.TurnAsync();

        await bot.OrganizeAsync($"action {id} move 30 May 10pm");

        Assert.Equal((await bot.MobilizationAsync(id)).StartsAt, (await bot.StandsAsync(id, second)).OfferUntil);
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("over")]
    public async Task Matching_ends_with_the_action(string end)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync("for 2 hours");
        var (one, other, late) = (Organizing.Volunteer(), Organizing.Volunteer(), Organizing.Volunteer());
        if (end == "over")
            await bot.UntilAsync((await bot.MobilizationAsync(id)).EndsAt.AddMinutes(-10));
        await bot.SayAsync($"match {id} buddy \"Signal: one\"", one, command: true);
        await bot.SayAsync($"match {id} buddy \"Signal: other\"", other, command: true);
        await bot.TurnAsync();
        if (end == "cancel")
            await bot.OrganizeAsync($"action {id} cancel \"Storm\"");
        else
            await bot.AdvanceAsync(TimeSpan.FromMinutes(30));
        await bot.TurnAsync();
        var before = bot.Told(one).Count + bot.Told(other).Count;

        await bot.AdvanceAsync(TimeSpan.FromHours(23));
        await bot.AdvanceAsync(TimeSpan.FromHours(3));

        Assert.Equal(before, bot.Told(one).Count + bot.Told(other).Count);
        if (end == "cancel")
            Assert.Contains("Storm", bot.Told(one)[^1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("looking", PlainText.Write(await bot.SayAsync($"match {id} buddy \"Signal: late\"", late, command: true)), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, await bot.DbAsync(db => db.PrivateContacts.CountAsync(c => c.WantsMatch && c.Box == null)));
    }

    private static void Away(BotHarness bot, bool isReady)
    {
        bot.Platform.IsReady = isReady;
        bot.Platform.BeforeSend = _ => throw new SendFailedException(SendFailure.Later, "503");
    }

    private static void Back(BotHarness bot) => (bot.Platform.IsReady, bot.Platform.BeforeSend) = (true, null);
}
