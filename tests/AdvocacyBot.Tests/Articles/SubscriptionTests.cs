using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace AdvocacyBot.Tests.Articles;

public sealed class SubscriptionTests
{
    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_filter_holds_articles_back_and_says_why(Database database)
    {
        await using var bench = await FollowedAsync(database: database);
        Assert.Contains("any of: peru, \"arms fair\"; never: football", PlainText.Write(await bench.OrganizerAsync("feeds filter 1 peru \"arms fair\" -football")), StringComparison.Ordinal);
        await NewAsync(bench, new SomeItem(3) { Title = "Football in Peru" }, new SomeItem(2) { Title = "The farms fair" }, new SomeItem(4) { Title = "Pérou libre, Perú" });

        Assert.Equal(["Pérou libre, Perú"], Titles(bench));
        var articles = await bench.ArticlesAsync();
        var football = articles.Single(a => a.Title.StartsWith("Football", StringComparison.Ordinal));
        Assert.Contains("it has \"football\"", await WhyAsync(bench, football.Id), StringComparison.Ordinal);
        var farms = articles.Single(a => a.Title.Contains("farms", StringComparison.Ordinal));
        Assert.Contains("it has none of", await WhyAsync(bench, farms.Id), StringComparison.Ordinal);
        var posted = articles.Single(a => a.Title.EndsWith("Perú", StringComparison.Ordinal));
        Assert.Contains("posted as message 1", await WhyAsync(bench, posted.Id), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("category:land", true)]
    [InlineData("category:water", false)]
    [InlineData("author:rojas", true)]
    [InlineData("title:rojas", false)]
    [InlineData("/march(es)?/", true)]
    [InlineData("-/march/", false)]
    [InlineData("+ana +marches", true)]
    [InlineData("+ana +peru", false)]
    [InlineData("peru OR ana", true)]
    [InlineData("peru AND ana", false)]
    [InlineData("ana AND marches", true)]
    [InlineData("peru, ana", true)]
    [InlineData("peru|ana", true)]
    [InlineData("march*", true)]
    [InlineData("NOT ana", false)]
    [InlineData("NOT football", true)]
    [InlineData("link:landwatch.example", true)]
    [InlineData("marches", true)]
    [InlineData("march", false)]
    public void A_filter_looks_where_it_is_told(string filter, bool wants)
    {
        var text = new FilteredText("Ana marches on", "Land", "Ana Rojas", "Words", "https://landwatch.example/1");
        Assert.Equal(wants, Filter.Read(filter).Filter!.Wants(text));
    }

    [Fact]
    public void A_pattern_that_would_never_end_is_matched_in_no_time() =>
        Assert.False(Filter.Read("/(a+)+$/").Filter!.Wants(new FilteredText(new string('a', 50_000) + "!", "", "", "")));

    [Theory]
    [InlineData("/(?<=x)y/")]
    [InlineData("/(/")]
    [InlineData("")]
    [InlineData("(peru OR ana) AND land")]
    [InlineData("category:")]
    [InlineData("-")]
    [InlineData("http://landwatch.example/")]
    [InlineData("colour:red")]
    [InlineData("peru AND")]
    public void A_filter_that_cannot_be_read_says_which_part(string filter) => Assert.NotNull(Filter.Read(filter).Problem);

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_digest_gathers_articles_and_lets_urgent_ones_pass(Database database)
    {
        await using var bench = await FollowedAsync(database: database);
        await bench.OrganizerAsync("feeds zone 1 UTC");
        await bench.OrganizerAsync("feeds digest 1 daily 09:00");
        await bench.OrganizerAsync("feeds urgent 1 eviction");
        bench.Server.Serve("/feed", SomeFeed.Rss([new SomeItem(4) { Title = "Eviction now" }, .. SomeFeed.Items(1, 3)]));
        await bench.Bot.AdvanceAsync(TimeSpan.FromHours(7));
        Assert.Equal(["Eviction now"], Titles(bench));

        await bench.Bot.AdvanceAsync(TimeSpan.FromHours(20));
        await bench.Bot.TurnAsync();
        var digest = bench.Bot.Platform.Sent[^1];
        Assert.Equal("Land Watch: 2 new articles", digest.Reply.Title);
        Assert.Contains("Article 2", digest.Text, StringComparison.Ordinal);
        await bench.Bot.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Equal(2, bench.Bot.Platform.Sent.Count);
    }

    [Fact]
    public async Task In_quiet_hours_articles_wait_for_their_end()
    {
        await using var bench = await FollowedAsync();
        await bench.OrganizerAsync("feeds zone 1 UTC");
        Assert.Contains("22:00-07:00", PlainText.Write(await bench.OrganizerAsync("feeds quiet 1 22h-7h")), StringComparison.Ordinal);
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 2)));
        await bench.Bot.AdvanceAsync(TimeSpan.FromHours(11));
        Assert.Equal(2, (await bench.ArticlesAsync()).Count);
        Assert.Empty(bench.Bot.Platform.Sent);
        await bench.Bot.AdvanceAsync(TimeSpan.FromHours(9));
        Assert.Equal(["Article 2"], Titles(bench));
    }

    [Theory]
    [InlineData("2026-03-08T06:30:00Z", "2026-03-08T11:00:00Z")]
    [InlineData("2026-11-01T05:30:00Z", "2026-11-01T12:00:00Z")]
    [InlineData("2026-05-04T16:00:00Z", "2026-05-04T16:00:00Z")]
    public void Quiet_hours_end_at_local_time_when_clocks_change(string now, string end) =>
        Assert.Equal(
            DateTime.Parse(end).ToUniversalTime(),
            QuietHours.Read("22:00-07:00")!.Value.End(DateTime.Parse(now).ToUniversalTime(), DateTimeZoneProviders.Tzdb["America/Toronto"]));

    [Fact]
    public async Task A_paused_feed_stores_and_does_not_post()
    {
        await using var bench = await FollowedAsync();
        await bench.OrganizerAsync("feeds pause 1");
        await NewAsync(bench, SomeFeed.Items(2, 1).ToArray());
        await bench.OrganizerAsync("feeds resume 1");
        await NewAsync(bench, SomeFeed.Items(2, 2).ToArray());
        Assert.Equal(["Article 3"], Titles(bench));
        Assert.Equal(3, (await bench.ArticlesAsync()).Count);
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task A_story_that_two_feeds_tell_is_posted_once(Database database)
    {
        await using var bench = await FollowedAsync(database: database);
        bench.Server.Serve("/other", SomeFeed.Rss(new SomeItem(90) { Id = "other-90" }));
        await bench.FollowAsync("/other");
        bench.Server.Serve("/other", SomeFeed.Rss(new SomeItem(2) { Id = "other-2", Link = "http://www.landwatch.example/2?utm_source=other" }));
        await NewAsync(bench, SomeFeed.Items(2, 1).ToArray());
        await bench.LaterAsync();
        Assert.Single(bench.Bot.Platform.Sent);
        Assert.Contains(
            await bench.Bot.DbAsync(db => db.Postings.Select(p => p.State).ToListAsync()), state => state == PostingState.SameStory);
    }

    [Fact]
    public async Task A_guid_that_changes_does_not_post_again()
    {
        await using var bench = await FollowedAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(new SomeItem(1) { Id = "entirely-new" }));
        await bench.LaterAsync();
        await bench.LaterAsync();
        Assert.Empty(bench.Bot.Platform.Sent);
        Assert.Single(await bench.ArticlesAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT")]
    [InlineData("Fri, 01 May 2099 09:00:00 GMT")]
    public async Task An_article_whose_date_cannot_be_is_posted_all_the_same(string? date)
    {
        await using var bench = await FollowedAsync();
        await NewAsync(bench, new SomeItem(2) { Date = date });
        Assert.Equal(["Article 2"], Titles(bench));
        Assert.Null((await bench.ArticlesAsync())[^1].Published);
    }

    [Fact]
    public async Task A_template_decides_what_a_post_shows()
    {
        await using var bench = await FollowedAsync();
        Assert.Contains("no part called {nonsense}", PlainText.Write(await bench.OrganizerAsync("feeds template 1 {nonsense}")), StringComparison.Ordinal);
        await bench.OrganizerAsync("feeds template 1 New from {feed}\\n{author}");
        await bench.OrganizerAsync("feeds mention 1 <@&123456789012345678>");
        await NewAsync(bench, new SomeItem(2) { Title = "@everyone look" });
        var post = bench.Bot.Platform.Sent[0].Reply;
        Assert.Equal("New from Land Watch", PlainText.Write(post.Blocks.OfType<Paragraph>().Single().Spans, Language.English));
        Assert.Equal(["123456789012345678"], post.MentionedRoles);

        var shown = await bench.OrganizerAsync("feeds test 1");
        Assert.Equal(Visibility.Private, shown.Visibility);
        Assert.Empty(shown.MentionedRoles);
    }

    [Fact]
    public async Task Posts_of_one_feed_may_be_in_a_language_of_their_own()
    {
        await using var bench = await FollowedAsync();
        Assert.Contains("français", PlainText.Write(await bench.OrganizerAsync("feeds language 1 fr")), StringComparison.Ordinal);
        await NewAsync(bench, new SomeItem(2));
        Assert.Equal(Language.French, bench.Bot.Platform.Sent[0].Reply.Language);

        await bench.OrganizerAsync("feeds language 1 off");
        await NewAsync(bench, new SomeItem(3));
        Assert.Equal(Language.English, bench.Bot.Platform.Sent[1].Reply.Language);
    }

    [Fact]
    public async Task Related_matter_stands_on_the_post()
    {
        RelatedBlocks related = (article, language, _) => Task.FromResult(
            article.Title.Contains("Article 2", StringComparison.Ordinal)
                ? new RelatedParts([new Paragraph($"Known in {language}")], [new Choice("rsvp:1:going", "Going")], ["claim/F-0001"])
                : RelatedParts.None);
        await using var bench = await FollowedAsync(services => services.AddScoped(_ => related));
        await NewAsync(bench, SomeFeed.Items(2, 1).ToArray());
        var post = bench.Bot.Platform.Sent[0];
        Assert.Contains("Known in English", post.Text, StringComparison.Ordinal);
        Assert.Equal("rsvp:1:going", Assert.Single(post.Reply.Choices).Id);
        Assert.Contains("claim/F-0001", post.Reply.Subjects);
    }

    [Fact]
    public async Task Feeds_go_out_and_come_in_as_opml()
    {
        await using var bench = await FollowedAsync();
        await bench.OrganizerAsync("feeds filter 1 -football");
        await bench.OrganizerAsync("feeds digest 1 weekly Monday 09:00");
        var file = (await bench.OrganizerAsync("feeds export")).Attachment!;
        bench.Server.Serve("/feeds.opml", file.Content.Replace("</body>", "<outline text=\"x\" xmlUrl=\"nonsense\"/><outline xmlUrl=\"http://10.0.0.7/feed\"/></body>", StringComparison.Ordinal), "text/x-opml");
        var told = PlainText.Write(await bench.OrganizerAsync($"feeds import {bench.Server.At("/feeds.opml")} #second"));
        Assert.Equal("Feeds that are now followed: 1. Followed before: 0. Lines without a usable address: 2. nonsense, http://10.0.0.7/feed", told.Trim());
        Assert.Equal(["-football", "-football"], await bench.Bot.DbAsync(db => db.Subscriptions.Select(s => s.Filter!).ToListAsync()));
        Assert.Equal(["weekly 1 09:00", "weekly 1 09:00"], await bench.Bot.DbAsync(db => db.Subscriptions.Select(s => s.Digest!).ToListAsync()));
        Assert.Equal(["general", "second"], await bench.Bot.DbAsync(db => db.Subscriptions.OrderBy(s => s.Id).Select(s => s.Channel).ToListAsync()));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Folders_of_an_imported_list_are_shown_and_come_out_again(Database database)
    {
        const string List = """
            <opml version="2.0"><body>
              <outline text="World"><outline text="Latin America" title="Latin America">
                <outline type="rss" text="Peru" xmlUrl="https://peru.example/feed"/>
                <outline type="rss" text="Mexico" xmlUrl="https://mexico.example/feed"></outline>
              </outline><outline xmlUrl="https://world.example/feed"/></outline>
              <outline text="Empty"></outline>
              <outline xmlUrl="https://alone.example/feed"/>
            </body></opml>
            """;
        await using var bench = await FollowedAsync(database: database);
        bench.Server.Serve("/feeds.opml", List, "text/x-opml");
        await bench.OrganizerAsync($"feeds import {bench.Server.At("/feeds.opml")}");

        var list = PlainText.Write(await bench.OrganizerAsync("feeds list"));
        var exported = (await bench.OrganizerAsync("feeds export")).Attachment!.Content;
        bench.Server.Serve("/again.opml", exported, "text/x-opml");
        await bench.OrganizerAsync($"feeds import {bench.Server.At("/again.opml")} #second");

        Assert.Equal(2, list.Split("folder: World › Latin America").Length - 1);
        Assert.Equal(3, list.Split("folder: World").Length - 1);
        Assert.Contains("<outline text=\"World\" title=\"World\">", exported, StringComparison.Ordinal);
        var folders = await bench.Bot.DbAsync(db => db.Subscriptions.OrderBy(s => s.FeedId).Select(s => new { s.FeedId, s.Channel, s.Folder }).ToListAsync());
        Assert.All(folders.GroupBy(f => f.FeedId), feed => Assert.Single(feed.Select(f => f.Folder).Distinct()));
        Assert.Equal(2, folders.Count(f => f is { Channel: "second", Folder: "World\nLatin America" }));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Held_articles_wait_and_are_approved_once(Database database)
    {
        await using var bench = await FollowedAsync(database: database);
        await bench.OrganizerAsync("feeds hold on");
        await NewAsync(bench, SomeFeed.Items(2, 1).ToArray());
        Assert.Empty(Titles(bench));
        var held = await bench.OrganizerAsync("articles held");
        await bench.Bot.ChooseAsync(held.Choices[0].Id, organizer: true);
        Assert.Contains("no longer waiting", PlainText.Write(await bench.Bot.ChooseAsync(held.Choices[0].Id, organizer: true)), StringComparison.Ordinal);
        await bench.Bot.TurnAsync();
        Assert.Equal(["Article 2"], Titles(bench));
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task All_held_articles_are_approved_after_a_question_that_says_how_many(Database database)
    {
        await using var bench = await FollowedAsync(database: database);
        await bench.OrganizerAsync("feeds hold on");
        await NewAsync(bench, SomeFeed.Items(2, 3).ToArray());
        var asked = await bench.OrganizerAsync("feeds approve all");
        Assert.Contains("3 articles wait for approval. Post all of them?", PlainText.Write(asked), StringComparison.Ordinal);
        Assert.Equal("Post all 3", Assert.Single(asked.Choices).Label);
        // One that arrives meanwhile has been approved by nobody.
        await NewAsync(bench, SomeFeed.Items(2, 4).ToArray());
        Assert.Empty(Titles(bench));

        await bench.Bot.ChooseAsync(asked.Choices[0].Id);
        await bench.Bot.TurnAsync();
        Assert.Empty(Titles(bench));
        Assert.Contains("3 articles are posted", PlainText.Write(await bench.Bot.ChooseAsync(asked.Choices[0].Id, organizer: true)), StringComparison.Ordinal);
        await bench.Bot.TurnAsync();
        Assert.Equal(3, Titles(bench).Count());
        Assert.Contains("None of them waits any more", PlainText.Write(await bench.Bot.ChooseAsync(asked.Choices[0].Id, organizer: true)), StringComparison.Ordinal);

        Assert.Contains("Un article attend un accord", PlainText.Write(await bench.Bot.SayAsync("feeds approve 1", organizer: true, locale: Language.French, command: true)), StringComparison.Ordinal);
        var one = await bench.Bot.SayAsync("fuentes aprobar todo", organizer: true, locale: Language.Spanish, command: true);
        Assert.Contains("Un artículo espera aprobación", PlainText.Write(one), StringComparison.Ordinal);
        await bench.Bot.ChooseAsync(one.Choices[0].Id, organizer: true);
        await bench.Bot.TurnAsync();
        Assert.Equal(4, Titles(bench).Count());
        Assert.Contains("No articles are waiting", PlainText.Write(await bench.OrganizerAsync("feeds approve all")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_held_articles_offers_to_approve_all_after_a_question()
    {
        await using var bench = await FollowedAsync();
        await bench.OrganizerAsync("feeds hold on");
        await NewAsync(bench, SomeFeed.Items(2, 8).ToArray());

        var held = await bench.OrganizerAsync("articles held");
        var asked = await bench.Bot.ChooseAsync(held.Choices[^1].Id, organizer: true);
        Assert.Empty(Titles(bench));
        await bench.Bot.ChooseAsync(asked.Choices[0].Id, organizer: true);
        await bench.Bot.TurnAsync();

        Assert.Equal("Post all 8", held.Choices[^1].Label);
        Assert.Equal(8, Titles(bench).Count());
    }

    [Fact]
    public async Task A_check_explains_each_stage_and_changes_nothing()
    {
        await using var bench = await ArticleBench.StartAsync();
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 3)));
        var told = PlainText.Write(await bench.OrganizerAsync($"feeds check {bench.Server.At("/feed")}"));
        Assert.Contains("Understood as Rss: \"Land Watch\". Items: 3.", told, StringComparison.Ordinal);
        Assert.Contains("Article 3", told, StringComparison.Ordinal);
        Assert.Empty(await bench.ArticlesAsync());
    }

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Articles_are_forgotten_only_once_their_feed_no_longer_shows_them(Database database)
    {
        await using var bench = await FollowedAsync(database: database);
        await bench.Bot.AdvanceAsync(TimeSpan.FromDays(420));
        await bench.Bot.TurnAsync();
        Assert.Single(await bench.ArticlesAsync());
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(2, 1)));
        await bench.Bot.AdvanceAsync(TimeSpan.FromDays(8));
        await bench.Bot.AdvanceAsync(TimeSpan.FromDays(8));
        Assert.Equal(["Article 2"], (await bench.ArticlesAsync()).Select(a => a.Title));
    }

    [Fact]
    public async Task Only_organizers_change_what_is_followed()
    {
        await using var bench = await FollowedAsync();
        foreach (var command in (string[])["feeds add example.org", "feeds remove 1", "feeds hold on", "feeds filter 1 x", "feeds import example.org"])
            Assert.Contains("Only organizers", PlainText.Write(await bench.Bot.SayAsync(command)), StringComparison.Ordinal);
        Assert.Equal(SubscriptionState.Active, await bench.Bot.DbAsync(db => db.Subscriptions.Select(s => s.State).SingleAsync()));
    }

    private static async Task<ArticleBench> FollowedAsync(Action<IServiceCollection>? adjust = null, Database database = Database.Sqlite)
    {
        var bench = await ArticleBench.StartAsync(database, adjust);
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync();
        return bench;
    }

    private static Task NewAsync(ArticleBench bench, params SomeItem[] items)
    {
        bench.Server.Serve("/feed", SomeFeed.Rss([.. items, .. SomeFeed.Items(1, 1)]));
        return bench.LaterAsync();
    }

    private static async Task<string> WhyAsync(ArticleBench bench, long id) => PlainText.Write(await bench.Bot.SayAsync($"articles why {id}"));

    private static IEnumerable<string> Titles(ArticleBench bench) =>
        bench.Bot.Platform.Sent.Select(s => s.Reply).Where(r => r.Subjects.Any(s => s.StartsWith("article/", StringComparison.Ordinal))).Select(r => r.Title!);
}
