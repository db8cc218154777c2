using System.Net;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using AdvocacyBot.Web.Pictures;
using AdvocacyBot.Web.Room;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AdvocacyBot.Tests.Web;

/// <summary>Pictures of articles and actions come from the bot's own address, and from there nothing else does.</summary>
public sealed class RoomPictureTests
{
    private static readonly Uri Somewhere = new("https://pictures.example.org/a.png");

    [Fact]
    public async Task A_message_brings_a_picture_of_the_bots_own_and_not_its_address()
    {
        await using var feeds = await FeedServer.StartAsync();
        await using var scene = await PublicScene.StartAsync();
        scene.Bot.Services.GetRequiredService<FeedSettings>().Allow(feeds.Address);
        feeds.Serve("/picture.png", SomePictures.WithPngChunk(AppearanceTests.LogoPng(64), "tEXt", "secret place"u8.ToArray()), "text/html");
        var id = await ShowAsync(scene, feeds.At("/picture.png"));

        Assert.DoesNotContain("picture.png", await scene.Organizer.GetStringAsync("/api/room/messages"), StringComparison.Ordinal);
        for (var i = 0; i < 3; i++)
        {
            using var answer = await scene.Organizer.GetAsync($"/api/room/pictures/{id}");
            Assert.Equal("image/png", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal("max-age=86400, private", answer.Headers.CacheControl!.ToString());
            Assert.DoesNotContain("secret place", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        // The publisher learns of one fetch, without a referrer or a cookie.
        var request = Assert.Single(feeds.Requests, r => r.Path == "/picture.png");
        Assert.DoesNotContain("Referer", request.Headers.Keys);
        Assert.DoesNotContain("Cookie", request.Headers.Keys);
    }

    [Fact]
    public async Task Nothing_but_a_stored_picture_of_a_message_that_the_reader_sees_is_fetched()
    {
        await using var feeds = await FeedServer.StartAsync();
        await using var scene = await PublicScene.StartAsync();
        scene.Bot.Services.GetRequiredService<FeedSettings>().Allow(feeds.Address);
        feeds.Serve("/picture.png", AppearanceTests.LogoPng(64));
        feeds.Serve("/page.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "image/svg+xml");
        using var other = scene.Bot.Visit();
        await other.GetStringAsync("/");
        var own = scene.Bot.Services.GetRequiredService<RoomHistory>();
        var talk = await scene.SayAsync($"look at {feeds.At("/picture.png")}");
        var isPrivate = await own.AddAsync(new NewMessage(Pictured(feeds.At("/picture.png")), OnlyFor: "somebody else"), CancellationToken.None);
        var drawing = await ShowAsync(scene, feeds.At("/page.svg"));

        foreach (var path in new[] { $"{talk}", $"{isPrivate.Id}", $"{drawing}", "1", "-1", Uri.EscapeDataString(feeds.At("/picture.png").ToString()) })
            Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/room/pictures/{path}")).StatusCode);
        Assert.DoesNotContain(feeds.Requests, r => r.Path == "/picture.png");
    }

    [Fact]
    public async Task A_private_address_is_not_fetched_not_even_through_a_redirect()
    {
        await using var feeds = await FeedServer.StartAsync();
        await using var hidden = await FeedServer.StartAsync();
        await using var scene = await PublicScene.StartAsync();
        scene.Bot.Services.GetRequiredService<FeedSettings>().Allow(feeds.Address);
        hidden.Serve("/inside.png", AppearanceTests.LogoPng(64));
        feeds.Redirect("/moved.png", hidden.At("/inside.png").ToString());

        foreach (var address in (Uri[])[hidden.At("/inside.png"), feeds.At("/moved.png")])
            Assert.Equal(HttpStatusCode.NotFound, (await scene.Organizer.GetAsync($"/api/room/pictures/{await ShowAsync(scene, address)}")).StatusCode);
        Assert.Empty(hidden.Requests);
    }

    [Fact]
    public async Task A_picture_of_a_published_article_is_shown_until_its_feed_posts_none()
    {
        await using var feeds = await FeedServer.StartAsync();
        await using var scene = await PublicScene.StartAsync();
        scene.Bot.Services.GetRequiredService<FeedSettings>().Allow(feeds.Address);
        feeds.Serve("/crowd.png", AppearanceTests.LogoPng(64));
        feeds.Serve("/feed", Feed(1));
        await scene.Bot.InScopeAsync(services => services.GetRequiredService<FollowFeed>().RunAsync(feeds.At("/feed"), Some.Channel, 0, CancellationToken.None));
        await scene.Bot.TurnAsync();
        await scene.Bot.SayAsync("articles public 1 on", organizer: true);
        feeds.Serve("/feed", Feed(2));
        await scene.Bot.AdvanceAsync(TimeSpan.FromHours(8));
        using var visitor = scene.Bot.Visit();

        var page = await visitor.GetStringAsync("/articles");
        Assert.DoesNotContain("crowd.png", page, StringComparison.Ordinal);
        Assert.DoesNotContain("crowd.png", await visitor.GetStringAsync("/api/articles"), StringComparison.Ordinal);
        var at = page.IndexOf("src=\"/articles/", StringComparison.Ordinal) + 5;
        var path = page[at..page.IndexOf('"', at)];
        using (var picture = await visitor.GetAsync(path))
            Assert.Equal("image/png", picture.Content.Headers.ContentType!.MediaType);

        await scene.Bot.SayAsync("feeds picture 1 off", organizer: true);
        Assert.DoesNotContain("/picture", await visitor.GetStringAsync("/articles"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(path)).StatusCode);

        string Feed(int count) =>
            $"""
            <rss version="2.0"><channel><title>News</title><link>https://example.org</link>{string.Concat(Enumerable.Range(1, count).Select(i =>
                $"<item><title>Article {i}</title><guid>a{i}</guid><link>https://example.org/{i}</link><enclosure url=\"{feeds.At("/crowd.png")}\" type=\"image/png\" length=\"1\"/></item>"))}</channel></rss>
            """;
    }

    [Fact]
    public async Task Many_readers_wait_for_one_fetch_and_a_picture_is_kept_for_a_day()
    {
        var (fetched, clock) = (0, new FakeClock());
        var answer = new TaskCompletionSource<PictureFile?>();
        var cache = new PictureCache(
            (_, _) =>
            {
                Interlocked.Increment(ref fetched);
                return answer.Task;
            },
            clock);

        var readers = Enumerable.Range(0, 20).Select(_ => cache.FindAsync(Somewhere, CancellationToken.None)).ToList();
        using var leaves = new CancellationTokenSource();
        var first = cache.FindAsync(Somewhere, leaves.Token);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        answer.SetResult(PictureFile.Read(AppearanceTests.LogoPng(64)));
        Assert.All(await Task.WhenAll(readers), Assert.NotNull);
        Assert.Equal(1, fetched);

        clock.Advance(PictureCache.Lifetime - TimeSpan.FromSeconds(1));
        await cache.FindAsync(Somewhere, CancellationToken.None);
        Assert.Equal(1, fetched);
        clock.Advance(TimeSpan.FromSeconds(1));
        await cache.FindAsync(Somewhere, CancellationToken.None);
        Assert.Equal(2, fetched);
    }

    [Fact]
    public async Task What_failed_or_moves_is_not_asked_for_again_for_ten_minutes()
    {
        var (fetched, clock) = (0, new FakeClock());
        var cache = new PictureCache((address, _) => Task.FromResult(++fetched > 0 && address.AbsolutePath == "/moving" ? PictureFile.Read(SomePictures.Gif) : null), clock);
        foreach (var path in (string[])["/missing", "/moving"])
        {
            var (address, before) = (new Uri(Somewhere, path), fetched);
            for (var i = 0; i < 3; i++)
                Assert.Null(await cache.FindAsync(address, CancellationToken.None));
            Assert.Equal(before + 1, fetched);
            clock.Advance(PictureCache.FailureLifetime);
            Assert.Null(await cache.FindAsync(address, CancellationToken.None));
            Assert.Equal(before + 2, fetched);
        }
    }

    [Fact]
    public async Task The_cache_has_a_limit_of_bytes_and_of_addresses()
    {
        var fetched = new List<string>();
        var large = PictureFile.Read(AppearanceTests.LogoPng(64))! with { Bytes = new byte[PictureFile.MaxBytes] };
        var cache = new PictureCache(
            (address, _) =>
            {
                lock (fetched)
                    fetched.Add(address.AbsolutePath);
                return Task.FromResult(address.AbsolutePath.StartsWith("/large", StringComparison.Ordinal) ? large : null);
            },
            new FakeClock());

        for (var i = 0; i < 8; i++)
            await cache.FindAsync(new Uri(Somewhere, $"/large{i}"), CancellationToken.None);
        await cache.FindAsync(new Uri(Somewhere, "/large7"), CancellationToken.None);
        Assert.Equal(8, fetched.Count);
        await cache.FindAsync(new Uri(Somewhere, "/large0"), CancellationToken.None);
        Assert.Equal(9, fetched.Count);

        for (var i = 0; i <= PictureCache.MaxCount; i++)
            await cache.FindAsync(new Uri(Somewhere, $"/{i}"), CancellationToken.None);
        await cache.FindAsync(new Uri(Somewhere, "/large7"), CancellationToken.None);
        Assert.Equal("/large7", fetched[^1]);
    }

    [AxeFact]
    public async Task A_reader_sees_the_picture_of_an_action_in_the_room_and_on_its_page()
    {
        await using var feeds = await FeedServer.StartAsync();
        await using var scene = await PublicScene.StartAsync();
        scene.Bot.Services.GetRequiredService<FeedSettings>().Allow(feeds.Address);
        feeds.Serve("/crowd.png", AppearanceTests.LogoPng(640));
        var path = await scene.AnnounceAsync($"\"March\" 2027-06-02 18:00 America/Toronto at \"City Hall\" open picture \"{feeds.At("/crowd.png")} A crowd at the river\"");
        Assert.NotNull(path);
        await using var browser = await Browser.StartAsync();
        foreach (var (width, locale) in new[] { (320, "es-MX"), (1280, "fr-CA"), (320, "en-CA") })
        {
            var page = await browser.PersonAsync(width, locale: locale);
            var (trouble, elsewhere) = (new List<string>(), new List<string>());
            page.Console += (_, message) =>
            {
                if (message.Type is "error" or "warning")
                    trouble.Add(message.Text);
            };
            page.Request += (_, request) =>
            {
                if (!request.Url.StartsWith(scene.Organizer.BaseAddress!.ToString(), StringComparison.Ordinal))
                    elsewhere.Add(request.Url);
            };
            foreach (var at in (string[])["", $"{path[1..]}?lang={locale[..2]}"])
            {
                await page.GotoAsync($"{scene.Organizer.BaseAddress}{at}");
                var picture = page.GetByRole(AriaRole.Img, new() { Name = "A crowd at the river" }).Last;
                await picture.ScrollIntoViewIfNeededAsync();
                await Expect(picture).ToHaveJSPropertyAsync("naturalWidth", 640);
                await Screenshots.KeepAsync(page, $"picture-{(at.Length == 0 ? "room" : "page")}-{width}");
                Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{at} is wider than {width}");
                Assert.Empty(await Axe.ViolationsAsync(page));
            }

            Assert.Empty(trouble);
            Assert.Empty(elsewhere);
            await page.Context.CloseAsync();
        }

        Assert.Single(feeds.Requests, r => r.Path == "/crowd.png");
    }

    private static Reply Pictured(Uri address) => Reply.Say(Language.English, "An article") with { Picture = new Picture(address, "A crowd") };

    private static async Task<long> ShowAsync(PublicScene scene, Uri address) =>
        (await scene.Bot.Services.GetRequiredService<RoomHistory>().AddAsync(new NewMessage(Pictured(address)), CancellationToken.None)).Id;
}
