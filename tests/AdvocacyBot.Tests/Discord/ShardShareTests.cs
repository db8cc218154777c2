using AdvocacyBot.Discord.Gateway;
using FsCheck;
using FsCheck.Fluent;

namespace AdvocacyBot.Tests.Discord;

public sealed class ShardShareTests
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 12).Select(i => $"p{i}")];

    [Theory]
    [InlineData(16, "6 5 5")]
    [InlineData(16, "8 8")]
    [InlineData(1, "1 0 0")]
    [InlineData(3, "1 1 1 0")]
    public void The_rest_goes_to_those_who_joined_first(int shards, string expected)
    {
        string[] members = [.. Names.Take(expected.Split(' ').Length)];

        Assert.Equal(expected, string.Join(' ', members.Select(m => ShardShare.Count(members, m, shards))));
    }

    [Fact]
    public void Shares_are_whole_even_and_begin_at_different_shards() => Prop.ForAll(
        Gen.Choose(1, 12).SelectMany(members => Gen.Choose(1, 200).Select(shards => (members, shards))).ToArbitrary(),
        scene =>
        {
            string[] members = [.. Names.Take(scene.members)];
            var shares = members.Select(m => ShardShare.Count(members, m, scene.shards)).ToList();
            var own = members.SelectMany((m, i) => ShardShare.Order(members, m, scene.shards).Take(shares[i])).ToList();
            return shares.Sum() == scene.shards && shares.Max() - shares.Min() <= 1
                && own.Order().SequenceEqual(Enumerable.Range(0, scene.shards))
                && members.All(m => ShardShare.Order(members, m, scene.shards).Order().SequenceEqual(Enumerable.Range(0, scene.shards)));
        }).QuickCheckThrowOnFailure();
}
