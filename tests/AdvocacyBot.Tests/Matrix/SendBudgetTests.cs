using AdvocacyBot.Matrix.Sending;

namespace AdvocacyBot.Tests.Matrix;

public sealed class SendBudgetTests
{
    [Fact]
    public void Part_of_the_burst_is_reserved_for_messages()
    {
        var budget = new SendBudget();
        var spare = 0;
        for (; budget.HasSpare; spare++)
            budget.Spend();

        Assert.Equal(5, spare);
        Assert.Equal(TimeSpan.FromSeconds(5), budget.UntilSpare);
    }

    [Fact]
    public void Spare_events_return_at_the_default_rate_after_a_refusal()
    {
        var budget = new SendBudget();
        budget.Refuse();

        budget.Elapse(TimeSpan.FromSeconds(29));
        Assert.False(budget.HasSpare);
        budget.Elapse(TimeSpan.FromSeconds(1));
        Assert.True(budget.HasSpare);
    }

    [Fact]
    public void A_homeserver_that_accepts_more_than_estimated_is_trusted_with_more()
    {
        var budget = new SendBudget();
        for (var i = 0; i < 10_000; i++)
            budget.Spend();

        budget.Elapse(TimeSpan.FromHours(1));
        var spare = 0;
        for (; budget.HasSpare; spare++)
            budget.Spend();

        Assert.InRange(spare, 1_000, 100_000);
    }
}
