using AdvocacyBot.Core;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.State;
using AdvocacyBot.Matrix.Sync;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AdvocacyBot.Tests.Matrix;

public sealed class BotLoopGuardTests : IDisposable
{
    private readonly FakeClock clock = new();
    private readonly ServiceProvider services = new ServiceCollection().BuildServiceProvider();
    private readonly BotLoopGuard guard;

    public BotLoopGuardTests() => guard = new BotLoopGuard(
        new RoomDirectory(new MatrixStateStore(services.GetRequiredService<IServiceScopeFactory>())), clock, NullLogger<BotLoopGuard>.Instance);

    [Fact]
    public void Somebody_who_answers_every_answer_at_once_gets_none_for_ten_minutes()
    {
        var answered = 0;
        for (; answered < 100 && IsAnswered(TimeSpan.FromMilliseconds(100)); answered++)
        {
        }

        Assert.Equal(BotLoopGuard.MaxRounds, answered);
        Assert.False(IsAnswered(TimeSpan.FromMinutes(9)));
        Assert.True(IsAnswered(TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public void Somebody_who_takes_their_time_is_always_answered()
    {
        for (var i = 0; i < 20; i++)
            Assert.True(IsAnswered(TimeSpan.FromSeconds(i % 3 == 2 ? 5 : 1)));
    }

    [Fact]
    public void Commands_with_the_prefix_are_always_answered()
    {
        for (var i = 0; i < 20; i++)
            Assert.True(IsAnswered(TimeSpan.FromMilliseconds(10), isCommand: true));
    }

    [Fact]
    public void Messages_that_arrive_together_after_an_outage_are_all_answered()
    {
        var receivedAt = clock.UtcNow;
        for (var i = 0; i < 20; i++)
        {
            Assert.False(guard.IsLoop("!room", "@ana", false, receivedAt));
            clock.Advance(TimeSpan.FromMilliseconds(50));
            guard.Answered("!room", "@ana");
        }
    }

    public void Dispose() => services.Dispose();

    private bool IsAnswered(TimeSpan afterLast, bool isCommand = false)
    {
        clock.Advance(afterLast);
        if (guard.IsLoop("!room", "@ana", isCommand, clock.UtcNow))
            return false;
        guard.Answered("!room", "@ana");
        return true;
    }
}
