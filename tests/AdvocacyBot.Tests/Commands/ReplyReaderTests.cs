using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Tests.Mobilizations;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Commands;

/// <summary>Texts that reply to a message of the bot without addressing it otherwise.</summary>
public sealed class ReplyReaderTests
{
    private static readonly MessageRef Message = new(new ChannelRef("fake", "general"), "m1");

    [Theory]
    [InlineData("+2", "going", 3)]
    [InlineData("going +2", "going", 3)]
    [InlineData("j'y vais", null, 0)]
    [InlineData("oui", "going", 1)]
    [InlineData("maybe", "maybe", 0)]
    [InlineData("No", "no", 0)]
    [InlineData("1", "going", 1)]
    [InlineData("3", "no", 0)]
    [InlineData("4", null, 0)]
    [InlineData("no way, this is dangerous", null, 0)]
    [InlineData("+2 more reasons to go", null, 0)]
    [InlineData("who organizes this?", null, 0)]
    [InlineData("", null, 0)]
    public async Task A_reply_to_an_announcement_counts_only_as_an_answer(string text, string? answer, int seats)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        await RememberAsync(bot, $"mobilization/{id}");

        var reply = await ReplyAsync(bot, text);

        Assert.Equal(answer is null, reply.IsNothing);
        Assert.Equal(seats, (await bot.MobilizationAsync(id)).SeatsTaken);
        if (answer is not null)
            Assert.Equal($"rsvp:{id}:{answer}", Assert.Single(reply.Choices, c => c.Selected).Id);
    }

    [Theory]
    [InlineData("wow, great piece, thanks for sharing")]
    [InlineData("is this true?")]
    [InlineData("1")]
    public async Task A_reply_to_an_article_gets_no_answer(string text)
    {
        await using var bot = await BotHarness.StartAsync();
        await RememberAsync(bot, "article/55");

        Assert.True((await ReplyAsync(bot, text)).IsNothing);
    }

    [Theory]
    [InlineData("and in 2015?", true)]
    [InlineData("who led them", true)]
    [InlineData("¿cuántas delegaciones", true)]
    [InlineData("combien en 2015", true)]
    [InlineData("thanks, that helps", false)]
    [InlineData("2015", false)]
    public async Task A_reply_to_an_answer_counts_only_as_a_question(string text, bool isQuestion)
    {
        await using var bot = await BotHarness.StartAsync();
        await RememberAsync(bot, "claim/F-0001");

        Assert.Equal(!isQuestion, (await ReplyAsync(bot, text)).IsNothing);
    }

    [Fact]
    public async Task A_command_in_a_reply_runs_whatever_it_replies_to()
    {
        await using var bot = await BotHarness.StartAsync();
        await RememberAsync(bot, "article/55");

        Assert.False((await ReplyAsync(bot, "help", isCommand: true)).IsNothing);
    }

    [Fact]
    public async Task A_comment_of_a_member_over_the_limit_gets_no_answer()
    {
        await using var bot = await BotHarness.StartAsync();
        await RememberAsync(bot, "article/55");

        for (var i = 0; i < 100; i++)
            Assert.True((await ReplyAsync(bot, "nice")).IsNothing);
    }

    private static Task RememberAsync(BotHarness bot, string subject) => bot.InScopeAsync(async services =>
    {
        await services.GetRequiredService<MessageSubjects>().RememberAsync(Message, Reply.Say(default, "text") with { Community = Community.FirstId, Subjects = [subject] }, CancellationToken.None);
        return true;
    });

    private static Task<Reply> ReplyAsync(BotHarness bot, string text, bool isCommand = false)
    {
        var intent = new Intent(Guid.NewGuid().ToString("N"), new MemberRef("fake", "ana"), Message.Channel, new TextBody(text, isCommand))
        {
            Place = bot.Platform.Home,
            ReplyTo = Message,
        };
        return bot.Services.GetRequiredService<CommandRouter>().HandleAsync(intent, CancellationToken.None);
    }
}
