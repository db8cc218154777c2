using AdvocacyBot.Core.Articles.Commands;
using AdvocacyBot.Core.Articles.Discovery;
using AdvocacyBot.Core.Articles.Fetching;
using AdvocacyBot.Core.Articles.Hubs;
using AdvocacyBot.Core.Articles.Overview;
using AdvocacyBot.Core.Articles.Pickers;
using AdvocacyBot.Core.Articles.Polling;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Articles.Public;
using AdvocacyBot.Core.Articles.Requests;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Communities.Hosting;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Processes;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AdvocacyBot.Core.Articles;

internal static class ArticlesSetup
{
    public static IServiceCollection AddArticles(this IServiceCollection services)
    {
        services.TryAddSingleton<FeedSettings>();
        services.TryAddScoped<RelatedBlocks>(_ => (_, _, _) => Task.FromResult(RelatedParts.None));
        return services
            .AddSingleton<HostGates>()
            .AddSingleton<SafeDialer>()
            .AddSingleton<FeedFetcher>()
            .AddSingleton<PictureFetcher>()
            .AddSingleton<PictureSource>(provider => provider.GetRequiredService<PictureFetcher>().FetchAsync)
            .AddBell<FeedBell>()
            .AddScoped<QueuePosts>()
            .AddScoped<EditPosts>()
            .AddScoped<EditDigests>()
            .AddScoped<StoreArticles>()
            .AddScoped<NumberArticles>()
            .AddScoped<KnownArticles>()
            .AddScoped<MoveFeed>()
            .AddScoped<HealthNotices>()
            .AddScoped<PollFeed>()
            .AddScoped<IClaimedWork, ReleasePolls>()
            .AddScoped<IngestFeed>()
            .AddScoped<PagePictures>()
            .AddSingleton<RequestSecrets>()
            .AddScoped<PrivateFeeds>()
            .AddHubs()
            .AddScoped<NamedChannel>()
            .AddScoped(scope => new FollowFeed(
                scope.GetRequiredService<BotDb>(), scope.GetRequiredService<CommunityScope>(), scope.GetRequiredService<WriteTransaction>(), scope.GetRequiredService<QueuePosts>(),
                scope.GetRequiredService<NumberArticles>(), scope.GetRequiredService<FeedBell>(), scope.GetRequiredService<TimeProvider>()))
            .AddScoped<PostDigest>()
            .AddScoped<WaitingPosts>()
            .AddQuota<Subscription>(Quota.Feeds, subscription => subscription.State != SubscriptionState.Offered)
            .AddScoped<ICommunityErasure, ReleaseFeeds>()
            .AddScoped<PublicFeeds>()
            .AddScoped<ICommunityErasure>(scope => scope.GetRequiredService<PublicFeeds>())
            .AddScoped(scope => new PublicArticles(scope.GetRequiredService<BotDb>(), scope.GetRequiredService<PublicFeeds>()))
            .AddScoped(scope => new ExportFeeds(scope.GetRequiredService<BotDb>(), scope.GetRequiredService<CommunityName>()))
            .AddLoop<FeedPoller>()
            .AddLoop<DigestLoop>()
            .AddLoop<HubLoop>()
            .AddHousekeeper<RecheckPolls>(canWait: true)
            .AddHousekeeper<ForgetArticles>()
            // A reply to an article is a comment.
            .AddSingleton<IPostReplies, ArticleReplies>()
            .AddArticleCommands();
    }

    private static IServiceCollection AddHubs(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new HubSettings(provider.GetRequiredService<PublicSite>().Address));
        return services
            .AddBell<HubBell>()
            .AddSingleton<FormerHubs>()
            .AddScoped<LeaveHubs>()
            .AddScoped<HubAddress>()
            .AddScoped<FollowHub>()
            .AddScoped<PushFeed>()
            .AddScoped(scope => new HubCallbacks(
                scope.GetRequiredService<BotDb>(), scope.GetRequiredService<WriteTransaction>(), scope.GetRequiredService<FollowHub>(),
                scope.GetRequiredService<PushFeed>(), scope.GetRequiredService<TimeProvider>()));
    }

    private static IServiceCollection AddArticleCommands(this IServiceCollection services) =>
        services
            .AddScoped<FindFeeds>()
            .AddScoped<Followed>()
            .AddScoped<ChangeSubscription>()
            .AddScoped<ArticleList>()
            .AddScoped(scope => new FeedOverview(scope.GetRequiredService<BotDb>(), scope.GetRequiredService<PublicFeeds>(), scope.GetRequiredService<BotSettings>()))
            .AddScoped<ApproveAll>()
            .AddScoped(scope => new CheckFeed(
                scope.GetRequiredService<FindFeeds>(), scope.GetRequiredService<BotSettings>(), scope.GetRequiredService<TimeProvider>()))
            .AddCommand<ArticlesCommand>()
            .AddCommand<ArticlesLatest>()
            .AddCommand<ArticlesSearch>()
            .AddCommand<ArticlesWhy>()
            .AddCommand<ArticlesRead>()
            .AddCommand<ArticlesHeld>()
            .AddCommand<ArticlesPublic>()
            .AddCommand<FeedsList>()
            .AddCommand<FeedsAdd>()
            .AddCommand<FeedsRemove>()
            .AddCommand<FeedsPause>()
            .AddCommand<FeedsResume>()
            .AddCommand<FeedsFilter>()
            .AddCommand<FeedsUrgent>()
            .AddCommand<FeedsTemplate>()
            .AddCommand<FeedsLanguage>()
            .AddCommand<FeedsDigest>()
            .AddCommand<FeedsQuiet>()
            .AddCommand<FeedsZone>()
            .AddCommand<FeedsMention>()
            .AddCommand<FeedsHold>()
            .AddCommand<FeedsApprove>()
            .AddCommand<FeedsThread>()
            .AddCommand<FeedsPicture>()
            .AddCommand<FeedsRepost>()
            .AddCommand<FeedsRequest>()
            .AddCommand<FeedsDates>()
            .AddCommand<FeedsTest>()
            .AddCommand<FeedsTry>()
            .AddCommand<FeedsRead>()
            .AddCommand<FeedsAge>()
            .AddCommand<FeedsCheck>()
            .AddCommand<FeedsImport>()
            .AddCommand<FeedsExport>()
            .AddChoices<ChooseFeed>()
            .AddChoices<DecideHeld>()
            .AddPickers();

    private static IServiceCollection AddPickers(this IServiceCollection services) =>
        services
            .AddSuggester<FeedSuggester>()
            .AddSuggester<ArticleSuggester>()
            .AddSuggester<DigestSuggester>()
            .AddSuggester<QuietHoursSuggester>()
            .AddSuggester<ZoneSuggester>();
}
