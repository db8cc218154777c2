using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Facts;

/// <summary>Facts are shown and changed only in the community that owns them.</summary>
public sealed class OtherCommunityTests
{
    private static readonly ChannelRef Elsewhere = new("fake", "elsewhere");

    [Theory]
    [InlineData("ask delegations 2014")]
    [InlineData("ask F-0001")]
    [InlineData("card F-0001")]
    [InlineData("fact history F-0001")]
    [InlineData("fact queue")]
    [InlineData("fact misses")]
    [InlineData("fact edit F-0001 value: 9")]
    [InlineData("fact propose topic: delegations; when: 2015; value: 9; scope: x; source: cadsi-2014")]
    [InlineData("fact approve F-0001 2")]
    [InlineData("fact retract F-0001 because")]
    public async Task Another_community_neither_sees_nor_changes_facts(string command)
    {
        await using var bot = await StartAsync();
        var before = await bot.DbAsync(db => db.Revisions.CountAsync());
        var reply = PlainText.Write(await bot.SayAsync(command, organizer: true, channel: Elsewhere, command: true));

        Assert.Equal("This group has no facts of its own yet.", reply.Trim());
        Assert.Equal(before, await bot.DbAsync(db => db.Revisions.CountAsync()));
    }

    [Fact]
    public async Task Forget_me_deletes_the_last_reading()
    {
        await using var bot = await FactsHarness.StartAsync();
        var ana = new MemberRef("fake", "ana");
        await bot.SayAsync("ask delegations 2014", ana, command: true);
        Assert.Contains("50", PlainText.Write(await bot.SayAsync("ask and in 2023?", ana, command: true)), StringComparison.Ordinal);

        await bot.SayAsync("forget me", ana, command: true);

        Assert.DoesNotContain("50", PlainText.Write(await bot.SayAsync("ask and in 2023?", ana, command: true)), StringComparison.Ordinal);
    }

    private static async Task<BotHarness> StartAsync()
    {
        var bot = await FactsHarness.StartAsync(adjust: services => services.AddSingleton(new CommunitySettings { Open = true }));
        bot.Platform.Channels[Elsewhere.Id] = new PlaceRef("fake", "stranger");
        await bot.SayAsync("setup new", organizer: true, channel: Elsewhere, command: true);
        return bot;
    }
}
