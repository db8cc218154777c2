using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Commands;

public sealed class RouterTests
{
    [Fact]
    public async Task Help_lists_the_commands_in_the_members_language_and_hides_those_of_organizers()
    {
        await using var bot = await BotHarness.StartAsync();

        var help = PlainText.Write(await bot.SayAsync("aide", locale: Language.French));

        Assert.Contains("aide · Montre ce que je sais faire", help, StringComparison.Ordinal);
        Assert.DoesNotContain("langue", help, StringComparison.Ordinal);
        Assert.Contains("langue fr", PlainText.Write(await bot.SayAsync("aide", organizer: true, locale: Language.French)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_for_organizers_is_refused_to_others_privately()
    {
        await using var bot = await BotHarness.StartAsync();

        var reply = await bot.SayAsync("language fr");

        Assert.Equal(Visibility.Private, reply.Visibility);
        Assert.StartsWith("Only organizers can use language.", PlainText.Write(reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channels_language_counts_where_the_members_own_is_not_known()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.SayAsync("language es", organizer: true);

        Assert.Equal(Language.Spanish, (await bot.SayAsync("help")).Language);
        Assert.Equal(Language.French, (await bot.SayAsync("help", locale: Language.French)).Language);
        Assert.Equal(Language.English, (await bot.SayAsync("help", channel: new ChannelRef("fake", "other"))).Language);
    }

    [Fact]
    public async Task An_order_for_a_language_that_comes_again_does_not_undo_the_one_after_it()
    {
        await using var bot = await BotHarness.StartAsync();
        var first = await bot.SayAsync("language fr", organizer: true, eventId: "first");
        await bot.SayAsync("language es", organizer: true);

        var again = await bot.SayAsync("language fr", organizer: true, eventId: "first");

        Assert.Equal(PlainText.Write(first), PlainText.Write(again));
        Assert.Equal(Language.Spanish, (await bot.SayAsync("help")).Language);
    }

    [Fact]
    public async Task An_unknown_command_gets_a_suggestion()
    {
        await using var bot = await BotHarness.StartAsync();

        var reply = await bot.SayAsync("hepl", command: true);

        Assert.Equal("I do not know the command \"hepl\". Did you mean help?", PlainText.Write(reply));
        var button = Assert.Single(reply.Choices);
        Assert.Equal("help", button.Label);
        Assert.Equal(PlainText.Write(await bot.SayAsync("help")), PlainText.Write(await bot.ChooseAsync(button.Id)));
    }

    [Fact]
    public async Task A_button_that_runs_a_command_gives_nobody_rights()
    {
        await using var bot = await BotHarness.StartAsync();

        Assert.Contains("only organizers", PlainText.Write(await bot.ChooseAsync("run:log")), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(PlainText.Write(await bot.ChooseAsync("nonsense:1")), PlainText.Write(await bot.ChooseAsync("run:nonsense")));
    }

    [Fact]
    public async Task Help_with_the_first_word_of_several_commands_lists_them()
    {
        await using var bot = await BotHarness.StartAsync();

        var organizers = PlainText.Write(await bot.SayAsync("help feeds", organizer: true));
        Assert.Contains("feeds add", organizers, StringComparison.Ordinal);
        Assert.Contains("feeds pause", organizers, StringComparison.Ordinal);
        Assert.Contains("fact propose", PlainText.Write(await bot.SayAsync("help fact", organizer: true)), StringComparison.Ordinal);
        Assert.DoesNotContain("feeds add", PlainText.Write(await bot.SayAsync("help feeds")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_who_asks_without_end_is_slowed_down_while_others_are_served()
    {
        await using var bot = await BotHarness.StartAsync();
        var eager = Some.Member;
        var replies = new List<Reply>();
        for (var i = 0; i < 30; i++)
            replies.Add(await bot.SayAsync("help", eager));

        Assert.Equal(20, replies.Count(r => r.Title is not null));
        Assert.NotNull((await bot.SayAsync("help")).Title);

        bot.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull((await bot.SayAsync("help", eager)).Title);
    }

    [Fact]
    public async Task A_choice_that_nobody_offers_is_refused()
    {
        await using var bot = await BotHarness.StartAsync();
        Assert.Equal("That button no longer works. Please use the command again.", PlainText.Write(await bot.ChooseAsync("nothing:1")));
    }

    [Fact]
    public async Task A_text_beyond_the_limit_is_refused()
    {
        await using var bot = await BotHarness.StartAsync();
        Assert.StartsWith("That is longer than 2000", PlainText.Write(await bot.SayAsync(new string('x', 2_001))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_prints_as_redacted() => Assert.DoesNotContain("4711", $"{new MemberRef("discord", "4711")}", StringComparison.Ordinal);
}
