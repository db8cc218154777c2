using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Discord;

public sealed class InteractionCacheTests
{
    private readonly FakeClock clock = new();

    [Fact]
    public void Putting_an_entry_again_renews_it_under_the_same_key()
    {
        var cache = new InteractionCache<string>(clock);
        var first = cache.Put("page", "question");
        clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal(first, cache.Put("page", "question"));
        Assert.NotEqual(first, cache.Put("page", "another"));
        clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal("page", cache.Find(first));
    }

    [Fact]
    public void An_entry_expires_after_thirty_minutes()
    {
        var cache = new InteractionCache<string>(clock);
        var key = cache.Put("page", "question");

        clock.Advance(TimeSpan.FromMinutes(31));

        Assert.Null(cache.Find(key));
    }

    [Fact]
    public void At_capacity_the_oldest_entry_is_evicted()
    {
        var cache = new InteractionCache<string>(clock);
        var keys = Enumerable.Range(0, InteractionCache<string>.MaxCount).Select(i => cache.Put($"{i}", $"{i}")).ToList();
        cache.Put("0", "0");

        cache.Put("one more", "one more");

        Assert.Equal(["0", null, "2"], keys.Take(3).Select(cache.Find));
    }

    [Fact]
    public void Keys_differ_between_instances()
    {
        Assert.NotEqual(new InteractionCache<string>(clock).Put("page", "question"), new InteractionCache<string>(clock).Put("page", "question"));
    }
}
