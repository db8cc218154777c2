using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Commands;

public sealed class MemberLimitsTests
{
    private readonly FakeClock clock = new();
    private readonly MemberRef ana = new("fake", "ana");
    private readonly MemberLimits limits;

    public MemberLimitsTests() => limits = new MemberLimits(clock);

    [Fact]
    public void So_many_at_once_and_then_one_a_second()
    {
        Assert.Equal(20, Served(30));
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(3, Served(30));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(20, Served(30));
    }

    [Fact]
    public void What_was_said_at_leisure_and_heard_at_once_is_no_flood()
    {
        var said = Enumerable.Range(0, 300).Select(second => clock.GetUtcNow().AddSeconds(second - 300));

        Assert.All(said, at => Assert.True(limits.Allow(ana, at)));
    }

    [Fact]
    public void What_was_said_at_once_is_a_flood_whenever_it_is_heard() =>
        Assert.Equal(20, Served(30, clock.GetUtcNow().AddHours(-1)));

    [Fact]
    public void Old_times_told_again_and_again_earn_nothing()
    {
        var hourAgo = clock.GetUtcNow().AddHours(-1);
        Assert.Equal(20, Served(30));

        Assert.DoesNotContain(true, Enumerable.Range(0, 3_600).Select(second => limits.Allow(ana, hourAgo.AddSeconds(second))));
        Assert.Equal(0, Served(30, clock.GetUtcNow().AddYears(1)));
    }

    [Fact]
    public void A_clock_that_is_set_shuts_nobody_out()
    {
        Assert.Equal(20, Served(20, clock.GetUtcNow()));
        clock.Step(TimeSpan.FromDays(-400));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(5, Served(30, clock.GetUtcNow()));
        clock.Step(TimeSpan.FromDays(365 * 7_000));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(20, Served(30, clock.GetUtcNow().AddDays(-365 * 6_000)));
        clock.Step(TimeSpan.FromDays(-365 * 7_000));
        Assert.Equal(20, Served(30));
    }

    private int Served(int asked, DateTimeOffset? saidAt = null) => Enumerable.Range(0, asked).Count(_ => limits.Allow(ana, saidAt));
}
