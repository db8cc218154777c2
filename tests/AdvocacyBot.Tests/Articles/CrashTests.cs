using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport.Articles;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Articles;

/// <summary>
/// The process dies between two steps of poll, store, deliver: from then on nothing it does reaches the database or the
/// platform, and its leases stay behind. Another one goes on from there.
/// </summary>
public sealed class CrashTests
{
    public enum Step
    {
        BeforeTheFetch,
        AfterTheFetch,
        BeforeTheStoreIsCommitted,
        AfterTheStoreIsCommitted,
        BeforeTheClaimIsCommitted,
        AfterTheClaimIsCommitted,
        BeforeTheSend,
        AfterTheSend,
        BeforeTheRecordIsCommitted,
        AfterTheRecordIsCommitted,
    }

    public static TheoryData<Step> Steps => [.. Enum.GetValues<Step>()];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task No_article_is_lost_and_none_comes_twice(Step step)
    {
        var death = new DeathInterceptor();
        await using var bench = await ArticleBench.StartAsync(adjust: services =>
            services.ConfigureDbContext<BotDb>(options => options.AddInterceptors(death)));
        bench.Server.Serve("/feed", SomeFeed.Rss(SomeFeed.Items(1, 1)));
        await bench.FollowAsync();
        bench.Server.On("/feed", async context =>
        {
            if (death.Comes(Step.BeforeTheFetch))
                context.Abort();
            context.Response.ContentType = "application/rss+xml";
            await context.Response.WriteAsync(SomeFeed.Rss(SomeFeed.Items(1, 3)));
            death.Comes(Step.AfterTheFetch);
        });
        bench.Bot.Platform.BeforeSend = _ => death.Check(Step.BeforeTheSend);
        bench.Bot.Platform.AfterSend = _ => death.Check(Step.AfterTheSend);

        death.Armed = step;
        await Assert.ThrowsAnyAsync<ProcessDiedException>(bench.LaterAsync);
        Assert.True(death.IsDead);
        death.Revive();
        for (var i = 0; i < 4; i++)
            await bench.LaterAsync();

        Assert.Equal(["Article 2", "Article 3"], bench.Bot.Platform.Sent.Select(s => s.Reply.Title));
        Assert.Equal(3, (await bench.ArticlesAsync()).Count);
        Assert.All(await bench.Bot.DbAsync(db => db.Deliveries.ToListAsync()), d => Assert.Equal(DeliveryState.Sent, d.State));
    }
}
