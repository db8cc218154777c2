using System.Globalization;
using System.Text;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Articles.Polling;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Benchmarks.Communities;

/// <summary>A bot with so many communities, of which the last one is measured.</summary>
internal sealed class CommunitiesScene : IAsyncDisposable
{
    private const int Subscriptions = 10;
    private const int Facts = 100;
    private const int Actions = 3;
    private static int members;
    private readonly BotHarness bot;
    private readonly FeedServer feeds;
    private readonly string path = $"/measured-{Guid.NewGuid():N}";
    private int articles = 3;

    private CommunitiesScene(BotHarness bot, FeedServer feeds) => (this.bot, this.feeds) = (bot, feeds);

    /// <summary>The number of the measured community's action.</summary>
    public string Action { get; private set; } = "";

    private long Community { get; set; }

    private PlaceRef Place { get; set; }

    private ChannelRef Channel => new("fake", Place.Id);

    public static async Task<CommunitiesScene> StartAsync(Database database, FeedServer feeds, int count)
    {
        var bot = await BotHarness.StartAsync(database, settings: new Dictionary<string, string?> { ["Feeds:AllowedPrivateHosts:0"] = feeds.Host });
        var scene = new CommunitiesScene(bot, feeds);
        for (var i = 1; i <= count; i++)
            await scene.AddAsync(i);
        await scene.MeasureLastAsync();
        // Pages that the filling has left to be written would be written by whoever commits next.
        await bot.DbAsync(db => db.Database.ExecuteSqlRawAsync(database == Database.Sqlite ? "PRAGMA wal_checkpoint(TRUNCATE)" : "CHECKPOINT"));
        return scene;
    }

    /// <summary>Somebody of the measured community says something; a new person each time.</summary>
    public async Task<Reply> SayAsync(string text, bool organizer = false, IntentBody? body = null)
    {
        var number = Interlocked.Increment(ref members).ToString(CultureInfo.InvariantCulture);
        var intent = new Intent($"event-{number}", new MemberRef("fake", $"member-{number}"), Channel, body ?? new TextBody(text, IsCommand: true))
        {
            Place = Place,
            IsVouchedOrganizer = organizer,
        };
        return await bot.Services.GetRequiredService<CommandRouter>().HandleAsync(intent, CancellationToken.None);
    }

    /// <summary>Polls the measured community's feed, which has one more article.</summary>
    public async Task PollAsync()
    {
        feeds.Serve(path, SomeFeed.Rss(SomeFeed.Items(Math.Max(1, articles - 20), Math.Min(articles, 21))));
        articles++;
        await bot.DbAsync(db => db.Feeds.Where(f => f.Address == feeds.At(path).ToString()).ExecuteUpdateAsync(row => row.SetProperty(f => f.NextPollAt, bot.Clock.Now)), Community);
        await bot.Services.GetServices<Loop>().OfType<FeedPoller>().Single().TurnAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => bot.DisposeAsync();

    private async Task AddAsync(int number)
    {
        Place = new PlaceRef("fake", $"place-{number}");
        bot.Platform.Channels[Place.Id] = Place;
        Community = (await bot.InScopeAsync(services => services.GetRequiredService<Membership>().FoundAsync(Place, $"Group {number}", CancellationToken.None)))!.Id;
        await bot.InScopeAsync(
            services => services.GetRequiredService<ImportFacts>().RunAsync(FactFile.ReadYaml(new StringReader(Yaml(number))), new ImportOptions(), null, CancellationToken.None),
            Community);
        await bot.DbAsync(
            async db =>
            {
                for (var i = 0; i < Subscriptions; i++)
                {
                    var feed = new Feed
                    {
                        Address = $"https://feeds.example/{number}/{i}",
                        Title = $"Feed {i}",
                        State = FeedState.Active,
                        AddedAt = bot.Clock.Now,
                        NextPollAt = bot.Clock.Now.AddYears(1),
                    };
                    db.Feeds.Add(feed);
                    await db.SaveChangesAsync();
                    db.Subscriptions.Add(new Subscription { Number = i + 1, FeedId = feed.Id, Platform = "fake", Channel = Place.Id, AskedIn = Place.Id, Since = bot.Clock.Now });
                }

                for (var i = 0; i < Actions; i++)
                {
                    db.Mobilizations.Add(new Mobilization
                    {
                        Number = i + 1,
                        Title = $"Action {i}",
                        LocalStart = "2099-05-31T07:00",
                        Zone = "America/Toronto",
                        StartsAt = new DateTime(2099, 5, 31, 11, 0, 0, DateTimeKind.Utc),
                        EndsAt = new DateTime(2099, 5, 31, 14, 0, 0, DateTimeKind.Utc),
                        Place = "Town hall",
                        KeyId = $"none-{number}-{i}",
                        ShredAt = new DateTime(2099, 6, 7, 11, 0, 0, DateTimeKind.Utc),
                        CalendarUid = $"none-{number}-{i}",
                    });
                }

                await db.Communities.Where(c => c.Id == Community).ExecuteUpdateAsync(row => row.SetProperty(c => c.LastMobilizationNumber, Actions).SetProperty(c => c.LastFeedNumber, Subscriptions));
                return await db.SaveChangesAsync();
            },
            Community);
    }

    private async Task MeasureLastAsync()
    {
        var preview = await SayAsync("announce \"Measured\" 31 May 2099 7am at \"Town hall\" capacity 100000", organizer: true);
        await SayAsync("", organizer: true, new ChoiceBody(preview.Choices[0].Id));
        Action = (Actions + 1).ToString(CultureInfo.InvariantCulture);
        feeds.Serve(path, SomeFeed.Rss(SomeFeed.Items(1, articles)));
        await SayAsync($"feeds add {feeds.At(path)}", organizer: true);
        await bot.Services.GetServices<Loop>().OfType<FeedPoller>().Single().TurnAsync(CancellationToken.None);
    }

    private static string Yaml(int number)
    {
        var yaml = new StringBuilder("""
            terms:
              trips: {kind: topic, en: [trips]}
              press: {kind: org, en: [The Press]}
            sources:
              report: {publisher: The Press, published: 2024}
            facts:

            """);
        for (var i = 0; i < Facts; i++)
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{topic: trips, when: {2000 + i}, value: {number + i}, scope: {{en: trips of group {number}}}, source: report}}\n");
        return yaml.ToString();
    }
}
