using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>Private messages, offers and the meeting point over days. The action starts on Sunday 31 May 2026 at 11:00 UTC.</summary>
public sealed class PrivateOverTimeTests
{
    private static readonly DateTime Start = new(2026, 5, 31, 11, 0, 0, DateTimeKind.Utc);

    [Theory, OnSqlite, OnPostgres]
    public async Task An_outage_loses_no_private_message(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var members = await RemindedAsync(bot, id, 10);
        var attempts = 0;
        bot.Platform.BeforeSend = _ =>
        {
            attempts++;
            throw new SendFailedException(SendFailure.Later, "503");
        };

        await bot.UntilAsync(Start.AddHours(-24));
        for (var minute = 0; minute < 15; minute++)
            await bot.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.InRange(attempts, 1, 40);
        bot.Platform.BeforeSend = null;
        for (var minute = 0; minute < 5; minute++)
            await bot.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.All(members, member => Assert.Single(bot.RemindersTo(member)));
    }

    [Fact]
    public async Task The_time_of_an_offer_begins_when_it_arrives()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync("capacity 1");
        await bot.OrganizeAsync($"action {id} offers 30m");
        var (first, second) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(id, first, "going");
        await bot.AnswerAsync(id, second, "going");

        bot.Platform.BeforeSend = _ => throw new SendFailedException(SendFailure.Later, "503");
        await bot.AnswerAsync(id, first, "no");
        for (var minute = 0; minute < 60; minute++)
            await bot.AdvanceAsync(TimeSpan.FromMinutes(1));
        bot.Platform.BeforeSend = null;
        await bot.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("reserved for you", Assert.Single(bot.Told(second)).Text, StringComparison.Ordinal);
        await bot.AdvanceAsync(TimeSpan.FromMinutes(28));
        Assert.Contains("You're going", await bot.AnswerAsync(id, second, "going"), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_offer_can_be_accepted_until_it_ends(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var (id, second) = await OfferedAsync(bot, closes: "3h", offers: "6h", before: TimeSpan.FromHours(4));

        await bot.UntilAsync(Start.AddHours(-2));

        Assert.Contains("You're going", await bot.AnswerAsync(id, second, "going"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_ends_at_the_start()
    {
        await using var bot = await BotHarness.StartAsync();
        var (id, second) = await OfferedAsync(bot, closes: "off", offers: "6h", before: TimeSpan.FromHours(1));

        Assert.Equal(Start, (await bot.StandsAsync(id, second)).OfferUntil);
        await bot.UntilAsync(Start);
        Assert.Equal(Answer.Maybe, (await bot.StandsAsync(id, second)).Answer);
    }

    [Fact]
    public async Task After_answers_have_closed_a_freed_seat_is_given_and_not_offered()
    {
        await using var bot = await BotHarness.StartAsync();
        var (id, second) = await OfferedAsync(bot, closes: "3h", offers: "30m", before: TimeSpan.FromHours(2));

        Assert.Equal(Answer.Going, (await bot.StandsAsync(id, second)).Answer);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_meeting_point_can_be_asked_for_after_answers_have_closed(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var member = (await RemindedAsync(bot, id, 1))[0];
        await bot.OrganizeAsync($"action {id} reveal \"Behind the library\" 2 h");
        await bot.OrganizeAsync($"action {id} closes 3h");

        await bot.UntilAsync(Start.AddHours(-24));
        await bot.UntilAsync(Start.AddHours(-2));

        Assert.Contains($"meet:{id}", ChoiceIds(bot.RemindersTo(member)[0].Reply));
        Assert.Contains(bot.Told(member), m => m.Text.Contains("You can now ask where we meet", StringComparison.Ordinal) && ChoiceIds(m.Reply).Contains($"meet:{id}"));
        Assert.Contains("Behind the library", PlainText.Write(await bot.SayAsync($"meet {id}", member, command: true)), StringComparison.Ordinal);
        Assert.Contains($"meet:{id}", ChoiceIds(await bot.SayAsync("my rsvps", member, command: true)));
        Assert.Contains($"meet:{id}", ChoiceIds(await bot.SayAsync($"rsvp {id} going", member, command: true)));
        Assert.DoesNotContain("library", PlainText.Write(await bot.SayAsync($"meet {id}", Organizing.Volunteer(), command: true)), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Closed_direct_messages_are_reported_when_reminders_are_asked_for(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(id, member, "going");
        bot.Platform.BeforeSend = post =>
        {
            if (post.Channel.Direct is not null)
                throw new SendFailedException(SendFailure.Never, "The member takes no messages.");
        };

        await bot.ChooseAsync($"remind:{id}:on", member, locale: Language.English);
        await bot.TurnAsync();

        Assert.Contains("could not write to you", PlainText.Write(await bot.SayAsync($"rsvp {id} going", member, command: true)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asking_for_reminders_after_the_last_one_stores_nothing()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(id, member, "going");
        await bot.UntilAsync(Start.AddHours(-1));

        var receipt = await bot.ChooseAsync($"remind:{id}:on", member, locale: Language.English);

        Assert.Contains("No more reminders", PlainText.Write(receipt), StringComparison.Ordinal);
        Assert.False(await bot.DbAsync(db => db.PrivateContacts.AnyAsync()));
    }

    [Fact]
    public async Task A_reminder_to_the_waitlist_says_that_there_is_no_seat_yet()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync("capacity 1");
        await bot.CrowdAsync(id, 1);
        var waiting = (await RemindedAsync(bot, id, 1))[0];

        await bot.UntilAsync(Start.AddHours(-24));

        Assert.Contains("no seat yet", Assert.Single(bot.RemindersTo(waiting)).Text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> ChoiceIds(Reply reply) => reply.Choices.Select(choice => choice.Id);

    private static async Task<(long Id, MemberRef Second)> OfferedAsync(BotHarness bot, string closes, string offers, TimeSpan before)
    {
        var id = await bot.AnnounceAsync("capacity 1");
        await bot.OrganizeAsync($"action {id} closes {closes}");
        await bot.OrganizeAsync($"action {id} offers {offers}");
        var (first, second) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(id, first, "going");
        await bot.AnswerAsync(id, second, "going");
        await bot.UntilAsync(Start - before);
        await bot.AnswerAsync(id, first, "no");
        await bot.TurnAsync();
        return (id, second);
    }

    private static async Task<IReadOnlyList<MemberRef>> RemindedAsync(BotHarness bot, long id, int count)
    {
        var members = Enumerable.Range(0, count).Select(_ => Organizing.Volunteer()).ToList();
        foreach (var member in members)
        {
            await bot.AnswerAsync(id, member, "going");
            await bot.ChooseAsync($"remind:{id}:on", member);
        }

        await bot.TurnAsync();
        return members;
    }
}
