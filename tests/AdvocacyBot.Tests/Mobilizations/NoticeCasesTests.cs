using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>Of the thirty cases, those of reminders and other messages.</summary>
public sealed class NoticeCasesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Case_21_reminders_of_before_a_move_are_dropped(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(id, member, "going");
        await bot.ChooseAsync($"remind:{id}:on", member);

        await bot.OrganizeAsync($"action {id} move 7 June 7am");
        await bot.UntilAsync(new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.DoesNotContain(bot.Platform.Sent, m => m.Text.Contains("Reminder", StringComparison.Ordinal));

        await bot.UntilAsync(new DateTime(2026, 6, 6, 11, 1, 0, DateTimeKind.Utc));
        await bot.UntilAsync(new DateTime(2026, 6, 7, 10, 59, 0, DateTimeKind.Utc));
        var reminders = bot.RemindersIn();
        Assert.Equal(2, reminders.Count);
        Assert.All(reminders, m => Assert.Contains("7 June 2026", m.Text, StringComparison.Ordinal));
        Assert.Equal(2, bot.RemindersTo(member).Count);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_22_offline_at_reminder_time_means_late_before_the_start_and_never_after(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        await bot.AnnounceAsync(when: "31 May 7am");
        var later = await bot.AnnounceAsync(when: "10 June 7am", title: "Vigil");

        // Off from before the first reminder until one hour before the start.
        bot.Clock.Advance((await bot.MobilizationAsync(later)).StartsAt - bot.Clock.Now - TimeSpan.FromHours(1));
        await bot.TurnAsync();

        Assert.Contains("Vigil", Assert.Single(bot.RemindersIn()).Text, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Whoever_asks_to_be_forgotten_while_a_message_is_on_its_way_is_forgotten(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1");
        var (first, second) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(id, first, "going");
        await bot.AnswerAsync(id, second, "going");
        var isForgotten = false;
        bot.Platform.AfterSend = post =>
        {
            if (post.Channel.Direct == second && !isForgotten)
                isForgotten = bot.SayAsync("forget me", second).GetAwaiter().GetResult().Understood;
        };

        await bot.AnswerAsync(id, first, "no");
        await bot.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.True(isForgotten);
        Assert.Equal((0, 0), await bot.DbAsync(async db => (await db.PrivateContacts.CountAsync(), await db.PrivateNotes.CountAsync())));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_23_a_crash_between_send_and_mark_repeats_no_post_and_no_private_message(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(id, member, "going");
        await bot.ChooseAsync($"remind:{id}:on", member);
        await bot.TurnAsync();
        var crashes = 2;
        bot.Platform.AfterSend = _ =>
        {
            if (crashes-- > 0)
                throw new InvalidOperationException("The process ends here.");
        };

        await bot.UntilAsync(new DateTime(2026, 5, 30, 11, 1, 0, DateTimeKind.Utc));
        await bot.AdvanceAsync(TimeSpan.FromMinutes(30));

        Assert.Single(bot.RemindersIn());
        Assert.Single(bot.RemindersTo(member));
        Assert.False(await bot.DbAsync(db => db.PrivateNotes.AnyAsync(n => n.DueAt <= bot.Clock.Now)));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_24_a_refused_private_message_is_marked_and_the_others_go_on(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var (refuses, takes) = (Organizing.Volunteer(), Organizing.Volunteer());
        foreach (var member in new[] { refuses, takes })
        {
            await bot.AnswerAsync(id, member, "going");
            await bot.ChooseAsync($"remind:{id}:on", member);
        }

        await bot.TurnAsync();
        bot.Platform.BeforeSend = post =>
        {
            if (post.Channel == ChannelRef.DirectTo(refuses))
                throw new SendFailedException(SendFailure.Never, "The member takes no messages.");
        };
        await bot.UntilAsync(new DateTime(2026, 5, 30, 12, 0, 0, DateTimeKind.Utc));
        await bot.UntilAsync(new DateTime(2026, 5, 31, 10, 0, 0, DateTimeKind.Utc));

        Assert.Empty(bot.RemindersTo(refuses));
        Assert.Equal(2, bot.RemindersTo(takes).Count);
        var contacts = await bot.DbAsync(db => db.PrivateContacts.ToListAsync());
        Assert.Single(contacts, c => c.Box is null);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_25_cancelling_tells_all_drops_reminders_and_times_shredding(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1 hotline \"555 0100\"");
        var (going, waiting) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(id, going, "going");
        await bot.ChooseAsync($"remind:{id}:on", going);
        await bot.AnswerAsync(id, waiting, "going");
        await bot.TurnAsync();

        await bot.OrganizeAsync($"action {id} cancel \"Storm warning\"");
        await bot.TurnAsync();

        Assert.Contains("cancelled", bot.Told(going)[^1].Text, StringComparison.Ordinal);
        Assert.Contains("cancelled", Assert.Single(bot.Told(waiting)).Text, StringComparison.Ordinal);
        Assert.False(await bot.DbAsync(db => db.PrivateContacts.AnyAsync()), "That was the last message, so the addresses are deleted.");
        Assert.Contains(bot.Posted(), m => m.Text.Contains("It is cancelled.", StringComparison.Ordinal) && m.Text.Contains("555 0100", StringComparison.Ordinal));
        Assert.Contains(bot.Posted(), m => m.Text.Contains("Storm warning", StringComparison.Ordinal));
        Assert.Contains("This is cancelled.", PlainText.Write(bot.Platform.Edits[^1].Reply), StringComparison.Ordinal);
        Assert.Empty(bot.Platform.Edits[^1].Reply.Choices);
        Assert.Equal(bot.Clock.Now.AddHours(24), (await bot.MobilizationAsync(id)).ShredAt);

        await bot.AdvanceAsync(TimeSpan.FromDays(30));
        Assert.Equal(MobilizationState.Shredded, (await bot.MobilizationAsync(id)).State);
        Assert.Empty(await bot.RsvpsAsync(id));
        Assert.DoesNotContain(bot.Platform.Sent, m => m.Text.Contains("Reminder", StringComparison.Ordinal));
    }
}
