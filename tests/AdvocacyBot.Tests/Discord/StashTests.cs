using AdvocacyBot.Discord;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Discord;

/// <summary>What buttons need is kept once, not for ever, and not without end.</summary>
public sealed class StashTests
{
    private const int Most = 2_000;
    private readonly FakeClock clock = new();

    [Fact]
    public void What_is_put_again_is_kept_once_and_longer()
    {
        var stash = new Stash<string>(clock);
        var first = stash.Put("page", "question");
        clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal(first, stash.Put("page", "question"));
        Assert.NotEqual(first, stash.Put("page", "another"));
        clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal("page", stash.Find(first));
    }

    [Fact]
    public void It_is_forgotten_after_half_an_hour()
    {
        var stash = new Stash<string>(clock);
        var key = stash.Put("page", "question");

        clock.Advance(TimeSpan.FromMinutes(31));

        Assert.Null(stash.Find(key));
    }

    [Fact]
    public void Of_too_many_those_go_that_were_not_put_for_longest()
    {
        var stash = new Stash<string>(clock);
        var keys = Enumerable.Range(0, Most).Select(i => stash.Put($"{i}", $"{i}")).ToList();
        stash.Put("0", "0");

        stash.Put("one more", "one more");

        Assert.Equal(["0", null, "2"], keys.Take(3).Select(stash.Find));
    }

    [Fact]
    public void A_key_does_not_tell_what_it_is_for()
    {
        Assert.NotEqual(new Stash<string>(clock).Put("page", "question"), new Stash<string>(clock).Put("page", "question"));
    }
}
