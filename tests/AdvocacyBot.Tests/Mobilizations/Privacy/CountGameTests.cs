namespace AdvocacyBot.Tests.Mobilizations.Privacy;

/// <summary>How much public numbers tell of one person, measured by playing <see cref="CountGame"/> many times.</summary>
public sealed class CountGameTests(ITestOutputHelper output)
{
    private const int Games = 1_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Public_numbers_tell_an_attacker_nothing_of_one_answer(int accounts)
    {
        var advantage = CountGame.Advantage(Games, accounts, Published);
        var overall = CountGame.Advantage(20 * Games, accounts, Published);

        output.WriteLine($"{accounts} accounts: advantage {advantage:0.000} over {Games} games, {overall:0.000} over {20 * Games}");
        Assert.InRange(advantage, -0.05, 0.05);
        Assert.InRange(overall, -0.02, 0.02);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Live_numbers_in_steps_of_five_give_the_answer_away(int accounts)
    {
        var advantage = CountGame.Advantage(Games, accounts, _ => new LiveRules());

        output.WriteLine($"{accounts} accounts: advantage {advantage:0.000} over {Games} games");
        Assert.True(advantage >= 0.3, $"{advantage}");
    }

    [Fact]
    public void Batches_and_an_offset_do_not_suffice_for_steps_of_five()
    {
        var advantage = CountGame.Advantage(Games, 3, random => new FineRules(random.Next(5)));

        output.WriteLine($"advantage {advantage:0.000} over {Games} games");
        Assert.True(advantage > 0.05, $"{advantage}");
    }

    private static PublishedRules Published(Random random)
    {
        var key = new byte[32];
        random.NextBytes(key);
        return new PublishedRules(key);
    }
}
