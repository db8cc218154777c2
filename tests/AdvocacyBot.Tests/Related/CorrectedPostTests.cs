using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Tests.Articles;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Related;

/// <summary>Posts that cite a fact which turns out to be wrong.</summary>
public sealed class CorrectedPostTests
{
    private const string Reason = "the source withdrew it";
    private static readonly ChannelRef Other = new("fake", "other");

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_withdrawn_fact_leaves_all_posts_and_each_channel_gets_one_notice(Database database)
    {
        await using var bench = await StartAsync(database);
        await bench.FollowAsync(channel: Other);
        await ServeAsync(bench, 4);
        var posts = bench.Bot.Platform.Sent;
        Assert.Equal(6, posts.Count);
        var fact = FactOf(posts[0].Reply);

        await RetractAsync(bench, fact);
        Assert.Equal(6, bench.Bot.Platform.Edits.Count);
        Assert.All(bench.Bot.Platform.Edits, edit =>
        {
            Assert.DoesNotContain(fact, PlainText.Write(edit.Reply), StringComparison.Ordinal);
            Assert.DoesNotContain("Changed by its publisher", PlainText.Write(edit.Reply), StringComparison.Ordinal);
        });
        var notices = bench.Bot.Platform.Sent.Skip(6).ToList();
        Assert.Equal(["general", "other"], notices.Select(notice => notice.Message.Channel.Id).Order(StringComparer.Ordinal));
        Assert.All(notices, notice =>
        {
            Assert.Contains($"{fact} has been withdrawn", notice.Text, StringComparison.Ordinal);
            Assert.Contains(Reason, notice.Text, StringComparison.Ordinal);
            Assert.Contains(notice.Reply.Blocks, block => block is Quote);
        });

        await bench.LaterAsync();
        Assert.Equal(6, bench.Bot.Platform.Edits.Count);
        Assert.Equal(8, bench.Bot.Platform.Sent.Count);
    }

    [Fact]
    public async Task A_post_that_waits_for_the_end_of_quiet_hours_goes_out_without_a_withdrawn_fact()
    {
        await using var bench = await StartAsync();
        await ServeAsync(bench, 2);
        var fact = FactOf(Assert.Single(bench.Bot.Platform.Sent).Reply);
        await bench.OrganizerAsync("feeds zone 1 UTC");
        await bench.OrganizerAsync("feeds quiet 1 00:00-23:59");
        await ServeAsync(bench, 3);
        Assert.Single(bench.Bot.Platform.Sent);

        await RetractAsync(bench, fact);
        await bench.OrganizerAsync("feeds quiet 1 off");
        await bench.Bot.TurnAsync();
        var post = Assert.Single(bench.Bot.Platform.Sent, sent => sent.Reply.Title == Title(2));
        Assert.DoesNotContain(fact, post.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_article_is_not_posted_again_because_a_fact_next_to_it_is_withdrawn()
    {
        await using var bench = await StartAsync();
        await ServeAsync(bench, 2);
        var fact = FactOf(Assert.Single(bench.Bot.Platform.Sent).Reply);
        bench.Server.Serve("/feed", SomeFeed.Rss(Item(1) with { Summary = "Corrected." }, Item(0)));
        await bench.LaterAsync();
        await bench.OrganizerAsync("feeds repost 1 on");
        await RetractAsync(bench, fact);
        Assert.Single(bench.Bot.Platform.Sent, sent => sent.Reply.Title == Title(1));
    }

    private static async Task<ArticleBench> StartAsync(Database database = Database.Sqlite)
    {
        var bench = await ArticleBench.StartAsync(database);
        await bench.Bot.InScopeAsync(async services =>
        {
            await services.GetRequiredService<ExampleFacts>().ImportAsync(CancellationToken.None);
            return true;
        });
        bench.Server.Serve("/feed", SomeFeed.Rss(Item(0)));
        await bench.FollowAsync();
        return bench;
    }

    private static Task ServeAsync(ArticleBench bench, int count)
    {
        bench.Server.Serve("/feed", SomeFeed.Rss(Enumerable.Range(0, count).Reverse().Select(Item)));
        return bench.LaterAsync();
    }

    private static async Task RetractAsync(ArticleBench bench, string fact)
    {
        await bench.OrganizerAsync($"fact retract {fact} {Reason}");
        await bench.Bot.TurnAsync();
    }

    private static string FactOf(Reply post) => post.Subjects.First(subject => subject.StartsWith("claim/", StringComparison.Ordinal))["claim/".Length..];

    private static string Title(int number) => $"CANSEC promotes participation of Peruvian military, part {number}";

    private static SomeItem Item(int number) => new(number) { Title = Title(number), Extra = "<category>CANSEC</category>", Summary = $"Join us to shut down CANSEC, {number}." };
}
