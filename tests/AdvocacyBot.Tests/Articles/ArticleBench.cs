using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Articles;

/// <summary>A bot with a feed server beside it that it may read.</summary>
internal sealed class ArticleBench : IAsyncDisposable
{
    private ArticleBench(FeedServer server, BotHarness bot) => (Server, Bot) = (server, bot);

    public FeedServer Server { get; }

    public BotHarness Bot { get; private set; }

    public static async Task<ArticleBench> StartAsync(
        Database database = Database.Sqlite, Action<IServiceCollection>? adjust = null, Action<FeedSettings>? settings = null, string? folder = null,
        IReadOnlyDictionary<string, string?>? host = null)
    {
        var server = await FeedServer.StartAsync();
        var bot = await BotHarness.StartAsync(database, adjust, folder: folder, settings: host);
        var feeds = bot.Services.GetRequiredService<FeedSettings>();
        feeds.Allow(server.Address);
        settings?.Invoke(feeds);
        return new ArticleBench(server, bot);
    }

    /// <summary>A channel begins to follow a feed, which is read at once.</summary>
    public async Task<long> FollowAsync(string path = "/feed", int postLatest = 0, ChannelRef? channel = null)
    {
        var id = await Bot.InScopeAsync(services =>
            services.GetRequiredService<FollowFeed>().RunAsync(Server.At(path), channel ?? Some.Channel, postLatest, CancellationToken.None));
        await Bot.TurnAsync();
        return id;
    }

    /// <summary>So much time passes that every feed is polled again.</summary>
    public Task LaterAsync() => Bot.AdvanceAsync(TimeSpan.FromHours(8));

    public Task<Reply> OrganizerAsync(string text, ChannelRef? channel = null) => Bot.SayAsync(text, organizer: true, channel: channel);

    public Task ChangeAsync(Action<Subscription> change) => Bot.DbAsync(async db =>
    {
        foreach (var subscription in await db.Subscriptions.ToListAsync())
            change(subscription);
        return await db.SaveChangesAsync();
    });

    public Task<List<Article>> ArticlesAsync() => Bot.DbAsync(db => db.Articles.AsNoTracking().OrderBy(a => a.Id).ToListAsync());

    public Task<Feed> FeedAsync() => Bot.DbAsync(db => db.Feeds.AsNoTracking().SingleAsync());

    public async ValueTask DisposeAsync()
    {
        await Bot.DisposeAsync();
        await Server.DisposeAsync();
    }
}
