using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>A message that organizers write only to those going.</summary>
public sealed class GoingMessageTests
{
    private const string Said = "Come by the side door";

    [Theory, OnSqlite, OnPostgres]
    public async Task Only_those_going_read_it_privately_or_with_their_answer(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var (reminded, quiet, maybe) = (Organizing.Volunteer(), Organizing.Volunteer(), Organizing.Volunteer());
        foreach (var (member, answer) in new[] { (reminded, "going"), (quiet, "going"), (maybe, "maybe") })
            await bot.AnswerAsync(id, member, answer);
        foreach (var member in (MemberRef[])[reminded, maybe])
            await bot.ChooseAsync($"remind:{id}:on", member);
        await bot.TurnAsync();

        var answered = PlainText.Write(await bot.OrganizeAsync($"action {id} message \"{Said}\""));
        await bot.TurnAsync();

        Assert.Contains("It is sent to one person who is reminded privately", answered, StringComparison.Ordinal);
        Assert.Contains(Said, bot.Told(reminded)[^1].Text, StringComparison.Ordinal);
        Assert.Empty(bot.Told(quiet));
        Assert.Contains(Said, await bot.AnswerAsync(id, quiet, "going"), StringComparison.Ordinal);
        Assert.DoesNotContain(Said, await bot.AnswerAsync(id, maybe, "maybe"), StringComparison.Ordinal);
        Assert.DoesNotContain(bot.Told(maybe), m => m.Text.Contains(Said, StringComparison.Ordinal));
        Assert.DoesNotContain(bot.Posted(), m => m.Text.Contains(Said, StringComparison.Ordinal));
        Assert.Contains(Said, PlainText.Write(await bot.OrganizeAsync($"action {id}")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_taken_back_with_off_and_reaches_nobody_any_more()
    {
        await using var bot = await BotHarness.StartAsync();
        var (id, member) = await WriteToOneAsync(bot);

        Assert.Contains("To those going: none", PlainText.Write(await bot.OrganizeAsync($"action {id} message off")), StringComparison.Ordinal);
        await bot.TurnAsync();

        Assert.DoesNotContain(bot.Told(member), m => m.Text.Contains(Said, StringComparison.Ordinal));
        Assert.DoesNotContain(Said, await bot.AnswerAsync(id, member, "going"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no")]
    [InlineData("cancel")]
    public async Task Whoever_does_not_go_any_more_is_not_written_to(string what)
    {
        await using var bot = await BotHarness.StartAsync();
        var (id, member) = await WriteToOneAsync(bot);

        if (what == "no")
            await bot.AnswerAsync(id, member, "no");
        else
            await bot.OrganizeAsync($"action {id} cancel");
        await bot.TurnAsync();

        Assert.DoesNotContain(bot.Told(member), m => m.Text.Contains(Said, StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task It_is_stored_unreadably_and_gone_with_the_key(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        await bot.OrganizeAsync($"action {id} message \"{Said}\"");
        var stored = (await bot.MobilizationAsync(id)).GoingMessage!;
        Assert.DoesNotContain(Said, System.Text.Encoding.UTF8.GetString(stored), StringComparison.Ordinal);

        await bot.UntilAsync((await bot.MobilizationAsync(id)).ShredAt.AddHours(1));
        await bot.InScopeAsync(async services =>
        {
            await services.GetRequiredService<Shredder>().KeepAsync(CancellationToken.None);
            return true;
        });

        Assert.Null((await bot.MobilizationAsync(id)).GoingMessage);
    }

    [Theory]
    [InlineData(Language.French, "action 1 message \"Par la porte de côté\"", "À celles et ceux qui viennent")]
    [InlineData(Language.Spanish, "acción 1 mensaje \"Por la puerta lateral\"", "Para quienes van")]
    public async Task It_is_written_in_each_language(Language language, string order, string answer)
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.AnnounceAsync();

        Assert.Contains(answer, PlainText.Write(await bot.OrganizeAsync(order, language)), StringComparison.Ordinal);
    }

    /// <summary>Orders the message for somebody going who is reminded privately; it waits to be sent.</summary>
    private static async Task<(long Action, MemberRef Member)> WriteToOneAsync(BotHarness bot)
    {
        var id = await bot.AnnounceAsync();
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(id, member, "going");
        await bot.ChooseAsync($"remind:{id}:on", member);
        await bot.TurnAsync();
        await bot.OrganizeAsync($"action {id} message \"{Said}\"");
        return (id, member);
    }
}
