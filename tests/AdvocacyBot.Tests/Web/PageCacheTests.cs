using System.Net;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Public;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Web.Public;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Web;

/// <summary>The page of an action is rendered once for everybody without a cookie, and never kept for a person.</summary>
public sealed class PageCacheTests
{
    private static readonly PageKey Key = new("vigil", Language.English, "http://localhost");

    [Fact]
    public async Task An_organizers_change_is_seen_at_once_and_an_answer_changes_nothing_that_can_be_timed()
    {
        await using var scene = await PublicScene.StartAsync();
        var path = await scene.AnnounceAsync("\"Vigil\" 2027-05-31 07:00 America/Toronto at \"City Hall\" role medic:2 open");
        using var reader = scene.Bot.Visit();
        using var member = scene.Bot.Visit();
        var changes = scene.Bot.Services.GetRequiredService<PublicChanges>();
        var before = await reader.GetStringAsync(path);

        var count = changes.Count;
        using var answer = await member.PostAsync(path, new FormUrlEncodedContent([KeyValuePair.Create("answer", "going"), KeyValuePair.Create("role", "medic")]));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("class=\"receipt\"", await member.GetStringAsync(path), StringComparison.Ordinal);
        Assert.Equal(count, changes.Count);
        Assert.Equal(before, await reader.GetStringAsync(path));

        await scene.SayAsync("action 1 place Central Park");
        Assert.Contains("Central Park", await reader.GetStringAsync(path), StringComparison.Ordinal);
        await scene.SayAsync("web answers 1 off");
        Assert.Contains("does not accept answers", await reader.GetStringAsync(path), StringComparison.OrdinalIgnoreCase);
        await scene.SayAsync("action 1 cancel Rain");
        Assert.Contains("Rain", await reader.GetStringAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_language_has_its_own_page()
    {
        await using var scene = await PublicScene.StartAsync();
        var path = await scene.AnnounceAsync("\"Vigil\" 2027-05-31 07:00 America/Toronto at \"City Hall\" open");
        using var reader = scene.Bot.Visit();

        Assert.Contains("<html lang=\"en\"", await reader.GetStringAsync(path), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"fr\"", await reader.GetStringAsync($"{path}?lang=fr"), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\"", await reader.GetStringAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_is_rendered_again_each_second_by_one_request_while_others_get_the_former_one()
    {
        var (clock, changes) = (new FakeClock(), new PublicChanges());
        var cache = new PageCache(changes, clock);
        Assert.Null(cache.Find(Key));
        cache.Keep(Key, [1], cache.Version);
        Assert.NotNull(cache.Find(Key));

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(cache.Find(Key));
        Assert.NotNull(cache.Find(Key));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(cache.Find(Key));

        var version = cache.Version;
        changes.Add();
        cache.Keep(Key, [2], version);
        Assert.Null(cache.Find(Key));
    }
}
