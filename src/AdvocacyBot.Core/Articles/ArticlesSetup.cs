using AdvocacyBot.Core.Articles.Commands;
using AdvocacyBot.Core.Articles.Discovery;
using AdvocacyBot.Core.Articles.Fetching;
using AdvocacyBot.Core.Articles.Polling;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Loops;
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
            .AddSingleton<FeedBell>()
            .AddScoped<QueuePosts>()
            .AddScoped<EditPosts>()
            .AddScoped<StoreArticles>()
            .AddScoped<MoveFeed>()
            .AddScoped<Health>()
            .AddScoped<PollFeed>()
            .AddScoped(scope => new FollowFeed(
                scope.GetRequiredService<BotDb>(), scope.GetRequiredService<WriteTransaction>(), scope.GetRequiredService<QueuePosts>(),
                scope.GetRequiredService<FeedBell>(), scope.GetRequiredService<TimeProvider>()))
            .AddLoop<FeedPoller>()
            .AddArticleCommands();
    }

    private static IServiceCollection AddArticleCommands(this IServiceCollection services) =>
        services
            .AddScoped<FindFeeds>()
            .AddScoped<Followed>()
            .AddScoped<ChangeSubscription>()
            .AddScoped<ArticleList>()
            .AddCommand<ArticlesCommand>()
            .AddCommand<ArticlesLatest>()
            .AddCommand<ArticlesSearch>()
            .AddCommand<FeedsList>()
            .AddCommand<FeedsAdd>()
            .AddCommand<FeedsRemove>()
            .AddChoices<ChooseFeed>();
}
