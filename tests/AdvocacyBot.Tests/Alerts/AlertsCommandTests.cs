using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Tests.Articles;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;

namespace AdvocacyBot.Tests.Alerts;

/// <summary>Where organizers choose to read alerts, and who reads which.</summary>
public sealed class AlertsCommandTests
{
    private static readonly ChannelRef Organizers = new("fake", "organizers");
    private static readonly ChannelRef Elsewhere = new("fake", "elsewhere");

    [Fact]
    public async Task Organizers_choose_channels_and_see_the_present_problems_in_their_language()
    {
        using var folder = new TemporaryFolder();
        var backups = Path.Combine(folder.Path, "backups");
        await File.WriteAllTextAsync(backups, "not a folder");
        await using var bot = await BotHarness.StartAsync(settings: new Dictionary<string, string?> { ["Backups:Folder"] = backups });

        Assert.Contains("No channel is chosen", await SayAsync(bot, "alerts"), StringComparison.Ordinal);
        Assert.Contains("no problems", await SayAsync(bot, "alerts"), StringComparison.Ordinal);
        Assert.StartsWith("Désormais", await SayAsync(bot, "alertes here", Language.French), StringComparison.Ordinal);
        Assert.Contains("organizers", await SayAsync(bot, "alerts"), StringComparison.Ordinal);
        await bot.TurnAsync();
        Assert.Contains("Falló la copia de seguridad", await SayAsync(bot, "alertas", Language.Spanish), StringComparison.Ordinal);
        Assert.StartsWith("I no longer post", await SayAsync(bot, "alerts off"), StringComparison.Ordinal);
        Assert.Contains("No channel is chosen", await SayAsync(bot, "alerts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_and_direct_messages_are_refused()
    {
        await using var bot = await BotHarness.StartAsync();
        var member = Some.Member;
        bot.Platform.Standings[(member.Id, bot.Platform.Home)] = Core.Platforms.Standing.Organizer;

        var direct = await bot.SayAsync("alerts here", member, channel: ChannelRef.DirectTo(member), command: true);
        Assert.StartsWith("Write this in a channel", PlainText.Write(direct), StringComparison.Ordinal);
        var refused = await bot.SayAsync("alerts here", channel: Organizers, command: true);
        Assert.DoesNotContain("From now on", PlainText.Write(refused), StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_most_five_channels_can_be_chosen()
    {
        await using var bot = await BotHarness.StartAsync();
        for (var i = 0; i < 5; i++)
            await bot.SayAsync("alerts here", organizer: true, channel: new ChannelRef("fake", $"channel-{i}"));

        Assert.StartsWith("Alerts can go to 5 channels", await SayAsync(bot, "alerts here"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Problems_of_the_installation_reach_its_first_community_alone()
    {
        using var folder = new TemporaryFolder();
        var backups = Path.Combine(folder.Path, "backups");
        await File.WriteAllTextAsync(backups, "not a folder");
        await using var bot = await BotHarness.StartAsync(
            settings: new Dictionary<string, string?> { ["Backups:Folder"] = backups, ["Communities:Open"] = "true" });
        bot.Platform.Channels["elsewhere"] = new PlaceRef("fake", "stranger");
        await bot.SayAsync("setup new", organizer: true, channel: Elsewhere, command: true);
        await bot.SayAsync("alerts here", organizer: true, channel: Elsewhere, command: true);
        await SayAsync(bot, "alerts here");

        await bot.AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(Organizers, Assert.Single(bot.Platform.Sent).Message.Channel);
        Assert.Contains("no problems", PlainText.Write(await bot.SayAsync("alerts", organizer: true, channel: Elsewhere, command: true)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_feed_is_reported_in_the_channel_for_alerts()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync();
        await SayAsync(bench.Bot, "alerts here");
        bench.Server.Status("/feed", 503);

        for (var i = 0; i < 12; i++)
            await bench.LaterAsync();

        var post = Assert.Single(bench.Bot.Platform.Sent, p => p.Text.Contains("have not been able to read the feed", StringComparison.Ordinal));
        Assert.Equal(Organizers, post.Message.Channel);
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        for (var i = 0; i < 12; i++)
            await bench.LaterAsync();
        Assert.Single(bench.Bot.Platform.Sent, p => p.Text.Contains("I can read the feed", StringComparison.Ordinal) && p.Message.Channel == Organizers);
    }

    private static async Task<string> SayAsync(BotHarness bot, string text, Language locale = Language.English) =>
        PlainText.Write(await bot.SayAsync(text, organizer: true, channel: Organizers, locale: locale, command: true));
}
