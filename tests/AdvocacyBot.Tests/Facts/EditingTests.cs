using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Core.Facts.Public;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Facts;

public sealed class EditingTests
{
    private const string Proposal = "fact propose topic: delegations; event: CANSEC; when: 2015; value: 12; unit: delegations; scope: official delegations; source: cadsi-2014";
    private static readonly MemberRef Ana = new("fake", "ana");
    private static readonly MemberRef Ben = new("fake", "ben");

    [Theory, OnSqlite, OnPostgres]
    public async Task A_proposal_is_in_no_answer_until_a_second_person_approves_it(Database database)
    {
        await using var bot = await FactsHarness.StartAsync(database);
        var proposed = PlainText.Write(await bot.SayAsync(Proposal, Ana, organizer: true));

        Assert.Contains("F-0036, version 1", proposed, StringComparison.Ordinal);
        Assert.Equal(AnswerKind.None, (await bot.AskAsync("delegations 2015")).Kind);

        var own = PlainText.Write(await bot.SayAsync("fact approve F-0036 1", Ana, organizer: true));
        Assert.Contains("another organizer", own, StringComparison.Ordinal);
        Assert.Equal(AnswerKind.None, (await bot.AskAsync("delegations 2015")).Kind);

        await bot.SayAsync("fact approve F-0036 1", Ben, organizer: true);
        var answer = await bot.AskAsync("delegations 2015");
        Assert.Equal(AnswerKind.Answer, answer.Kind);
        Assert.Contains("12", PlainText.Write(answer.Reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_queue_says_before_the_approval_which_published_fact_gives_another_value()
    {
        await using var bot = await FactsHarness.StartAsync();
        await bot.SayAsync(Proposal, Ana, organizer: true);
        await bot.SayAsync("fact approve F-0036 1", Ben, organizer: true);
        for (var i = 0; i < 3; i++)
            await bot.SayAsync(Proposal.Replace("value: 12", $"value: {20 + i}", StringComparison.Ordinal), Ana, organizer: true);

        var chat = await bot.SayAsync("fact queue", Ben, organizer: true);

        Assert.InRange(PlainText.Write(chat).Split("F-0036").Length - 1, 3, 6);
        Assert.Equal(4, chat.Choices.Count);
        using var desk = await bot.OpenEndpointsAsync();
        await desk.SignInAsync(bot.OrganizerLink());
        var page = await desk.GetStringAsync("/desk/facts");
        foreach (var id in (string[])["F-0037", "F-0038", "F-0039"])
            Assert.Contains($":approve:{id}:1", page, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_change_waits_while_the_published_version_still_answers_and_its_messages_are_corrected(Database database)
    {
        await using var bot = await FactsHarness.StartAsync(database);
        var answer = await bot.AskAsync("embassies 2014");
        var shown = new MessageRef(Some.Channel, "shown");
        await RememberAsync(bot, shown, answer.Reply);

        await bot.SayAsync("fact edit F-0003 value: 14", Ana, organizer: true);
        Assert.Contains("13", PlainText.Write((await bot.AskAsync("embassies 2014")).Reply), StringComparison.Ordinal);

        await bot.SayAsync("fact approve f-3 2", Ben, organizer: true);
        await bot.TurnAsync();

        var text = PlainText.Write((await bot.AskAsync("embassies 2014")).Reply);
        Assert.Contains("14", text, StringComparison.Ordinal);
        var (message, reply) = Assert.Single(bot.Platform.Edits);
        Assert.Equal(shown, message);
        Assert.Contains("Value: 13 → 14", PlainText.Write(reply), StringComparison.Ordinal);
        Assert.Contains("CADSI", PlainText.Write(reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revert_that_waits_is_not_in_the_public_history()
    {
        await using var bot = await FactsHarness.StartAsync();
        await bot.SayAsync("fact edit F-0003 value: 14", Ana, organizer: true);
        await bot.SayAsync("fact approve F-0003 2", Ben, organizer: true);
        var before = await PageAsync(bot);

        await bot.SayAsync("fact revert F-0003 1", Ana, organizer: true);

        Assert.Equal([2, 1], before!.History.Select(r => r.Version).Distinct());
        Assert.Equal(before.History, (await PageAsync(bot))!.History);
    }

    [Fact]
    public async Task A_channel_with_posts_that_only_cite_the_fact_gets_one_notice_with_the_reason()
    {
        await using var bot = await FactsHarness.StartAsync();
        var answer = await bot.AskAsync("embassies 2014");
        await RememberAsync(bot, new MessageRef(Some.Channel, "article"), answer.Reply with { Subjects = [.. answer.Reply.Subjects, "article/55"] });
        await RememberAsync(bot, new MessageRef(Some.Channel, "another"), answer.Reply with { Subjects = [.. answer.Reply.Subjects, "article/56"] });
        await RememberAsync(bot, new MessageRef(Some.Channel, "old"), answer.Reply, age: TimeSpan.FromDays(31));

        await bot.SayAsync("fact retract F-0003 the source withdrew it", Ana, organizer: true);
        await bot.TurnAsync();

        var notice = Assert.Single(bot.Platform.Sent).Text;
        Assert.Contains("F-0003 has been withdrawn", notice, StringComparison.Ordinal);
        Assert.Contains("Reason: the source withdrew it", notice, StringComparison.Ordinal);
        Assert.Equal(AnswerKind.None, (await bot.AskAsync("embassies 2014")).Kind);
    }

    [Fact]
    public async Task Only_the_version_that_was_looked_at_is_approved()
    {
        await using var bot = await FactsHarness.StartAsync();
        await bot.SayAsync("fact edit F-0003 value: 14", Ana, organizer: true);
        await bot.SayAsync("fact edit F-0003 value: 15", Ana, organizer: true);

        var late = PlainText.Write(await bot.SayAsync("fact approve F-0003 2", Ben, organizer: true));

        Assert.Contains("version 3 is", late, StringComparison.Ordinal);
        Assert.Contains("13", PlainText.Write((await bot.AskAsync("embassies 2014")).Reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_version_comes_back_as_a_new_one_and_the_history_keeps_every_step()
    {
        await using var bot = await FactsHarness.StartAsync();
        await bot.SayAsync("fact edit F-0003 value: 14", Ana, organizer: true);
        await bot.SayAsync("fact approve F-0003 2", Ben, organizer: true);
        await bot.SayAsync("fact revert F-0003 1", Ben, organizer: true);
        await bot.SayAsync("fact approve F-0003 3", Ana, organizer: true);

        Assert.Contains("13", PlainText.Write((await bot.AskAsync("embassies 2014")).Reply), StringComparison.Ordinal);
        var actions = await bot.DbAsync(async db =>
        {
            var claim = await db.Claims.SingleAsync(c => c.PublicId == "F-0003");
            return await db.Revisions.Where(r => r.ClaimId == claim.Id).OrderBy(r => r.Id).Select(r => r.Action).ToListAsync();
        });
        Assert.Equal(
            [RevisionAction.Imported, RevisionAction.Edited, RevisionAction.Approved, RevisionAction.Reverted, RevisionAction.Approved], actions);
        var history = PlainText.Write(await bot.SayAsync("fact history F-0003"));
        Assert.Contains("value: 13 → 14", history, StringComparison.Ordinal);
        Assert.DoesNotContain("ana", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bundled_file_again_does_not_undo_what_was_edited_in_chat()
    {
        await using var bot = await FactsHarness.StartAsync();
        await bot.SayAsync("fact edit F-0003 value: 14", Ana, organizer: true);
        await bot.SayAsync("fact approve F-0003 2", Ben, organizer: true);

        await bot.ImportBundledAsync();

        Assert.Contains("14", PlainText.Write((await bot.AskAsync("embassies 2014")).Reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proposal_that_cannot_be_kept_says_everything_that_is_wrong_with_it()
    {
        await using var bot = await FactsHarness.StartAsync();
        var reply = PlainText.Write(await bot.SayAsync("fact propose topic: nonsense; when: yesterday; value: many; colour: red", Ana, organizer: true));

        foreach (var wrong in (string[])["nonsense", "yesterday", "many", "colour", "source is missing"])
            Assert.Contains(wrong, reply, StringComparison.Ordinal);
        Assert.Equal(35, await bot.DbAsync(db => db.Claims.CountAsync()));
    }

    [Theory]
    [InlineData("fact approve F-9999 1", "do not know the fact F-9999")]
    [InlineData("fact approve F-0001 1", "waiting for approval")]
    [InlineData("fact edit F-0001 value: 8", "already says that")]
    [InlineData("fact revert F-0001 7", "no version 7")]
    [InlineData("fact reject F-0001", "waiting for approval")]
    [InlineData("fact retract nonsense because", "do not know the fact")]
    public async Task A_step_that_leads_nowhere_says_why(string text, string expected)
    {
        await using var bot = await FactsHarness.StartAsync();
        Assert.Contains(expected, PlainText.Write(await bot.SayAsync(text, Ana, organizer: true)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buttons_decide_for_organizers_alone()
    {
        await using var bot = await FactsHarness.StartAsync();
        var proposed = await bot.SayAsync(Proposal, Ana, organizer: true);
        var approve = proposed.Choices[0].Id;

        await bot.ChooseAsync(approve, Ben);
        Assert.Equal(AnswerKind.None, (await bot.AskAsync("delegations 2015")).Kind);
        await bot.ChooseAsync(approve, Ben, organizer: true);
        Assert.Equal(AnswerKind.Answer, (await bot.AskAsync("delegations 2015")).Kind);
    }

    [Fact]
    public async Task Misses_are_counted_without_who_asked_and_shown_to_organizers()
    {
        await using var bot = await FactsHarness.StartAsync();
        await bot.SayAsync("delegations 1999", Ana);
        await bot.SayAsync("Delegations 1999?", Ben);
        await bot.SayAsync("call me at 6135550199", Ben);

        var misses = PlainText.Write(await bot.SayAsync("fact misses", Ana, organizer: true));

        Assert.Contains("delegations 1999 × 2", misses, StringComparison.Ordinal);
        Assert.DoesNotContain("6135550199", misses, StringComparison.Ordinal);
    }

    private static Task<PublicFactPage?> PageAsync(BotHarness bot) =>
        bot.InScopeAsync(services => services.GetRequiredService<PublicFacts>().FindAsync("F-0003", Language.English, CancellationToken.None));

    private static Task<bool> RememberAsync(BotHarness bot, MessageRef message, Reply reply, TimeSpan? age = null) =>
        bot.InScopeAsync(async services =>
        {
            bot.Clock.Advance(-(age ?? TimeSpan.Zero));
            await services.GetRequiredService<MessageSubjects>().RememberAsync(message, reply with { Community = Community.FirstId }, CancellationToken.None);
            bot.Clock.Advance(age ?? TimeSpan.Zero);
            return true;
        });
}
