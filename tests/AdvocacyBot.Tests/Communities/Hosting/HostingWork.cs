using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Communities.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Communities.Hosting;

/// <summary>What the operator does with the second community.</summary>
internal static class HostingWork
{
    extension(TwoCommunities two)
    {
        public Task<bool> SuspendAsync() => two.HostAsync((hosting, slug) => hosting.SuspendAsync(slug, CancellationToken.None));

        public Task<bool> ResumeAsync() => two.HostAsync((hosting, slug) => hosting.ResumeAsync(slug, CancellationToken.None));

        public Task<bool> DeleteAsync() => two.HostAsync((hosting, slug) => hosting.DeleteAsync(slug, CancellationToken.None));

        /// <summary>What an organizer of the second community is answered.</summary>
        public async Task<string> SayThereAsync(string text) =>
            PlainText.Write(await two.Bot.SayAsync(text, organizer: true, channel: TwoCommunities.Second, command: true)).Trim();

        private async Task<bool> HostAsync(Func<CommunityHosting, string, Task<bool>> work)
        {
            var slug = await two.SlugAsync(two.SecondId);
            await using var scope = two.Bot.Services.CreateAsyncScope();
            var done = await work(scope.ServiceProvider.GetRequiredService<CommunityHosting>(), slug);
            two.Bot.Clock.Advance(Suspensions.CacheDuration);
            return done;
        }

        public Task<string> SlugAsync(long community) => two.Bot.DbAsync(db => db.Communities.Where(c => c.Id == community).Select(c => c.Slug).SingleAsync());
    }
}
