using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Web.Sessions.Passkeys;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Communities;

/// <summary>When two organizers' accounts count as two people.</summary>
public sealed class TwoPeopleTests
{
    private static readonly ChannelRef Third = new("fake", "third");
    private static readonly PlaceRef ThirdPlace = new("fake", "third-place");

    [Fact]
    public async Task Two_organizers_of_one_place_are_two_people_from_the_first_day()
    {
        await using var bot = await BotHarness.StartAsync();
        await OrganizeAsync(bot, "ana");

        Assert.Null(await ProblemAsync(bot, "ana", "ben"));
        Assert.Equal(PairProblem.SameAccount, await ProblemAsync(bot, "ana", "ana"));
    }

    [Fact]
    public async Task Linked_accounts_are_one_person()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.LinkAsync(new MemberRef("fake", "ana"), new MemberRef("fake", "ana-too"));
        await OrganizeAsync(bot, "ana");

        Assert.Equal(PairProblem.Linked, await ProblemAsync(bot, "ana", "ana-too"));
        Assert.Null(await ProblemAsync(bot, "ana", "ben"));
    }

    [Fact]
    public async Task An_organizer_of_a_place_that_has_just_joined_does_not_count_for_a_day()
    {
        await using var bot = await BotHarness.StartAsync();
        bot.Platform.Channels[Third.Id] = ThirdPlace;
        await bot.AdvanceAsync(TimeSpan.FromDays(2));
        await OrganizeAsync(bot, "ana");
        var code = await bot.PlaceCodeAsync(new MemberRef("fake", "ana"));
        await bot.SayAsync($"setup {code}", new MemberRef("fake", "ana-too"), organizer: true, channel: Third, command: true);

        Assert.Equal(PairProblem.Invited, await ProblemAsync(bot, "ana", "ana-too", ThirdPlace));
        await OrganizeAsync(bot, "ana-too", Third);
        Assert.Equal(PairProblem.Invited, await ProblemAsync(bot, "ana-too", "ana"));
        Assert.Null(await ProblemAsync(bot, "ana-too", "ben", ThirdPlace));

        await bot.AdvanceAsync(TwoPeople.InvitationTime);
        Assert.Null(await ProblemAsync(bot, "ana", "ana-too", ThirdPlace));
    }

    [Fact]
    public async Task On_two_platforms_both_must_have_organized_for_a_week()
    {
        await using var bot = await BotHarness.StartAsync();
        await OrganizeAsync(bot, "ana");
        await bot.AdvanceAsync(TimeSpan.FromDays(3));
        var web = new MemberRef("room", "visitor");
        byte[] key = [1, 2, 3];
        await bot.Services.GetRequiredService<PasskeyTable>().AddAsync(
            new StoredPasskey(0, "handle", web.Id, null, "Firefox on Linux", default, new UserPasskeyInfo(key, key, DateTimeOffset.UnixEpoch, 0, [], true, false, false, [], [])),
            CancellationToken.None);
        await bot.SayAsync("language en", web, organizer: true, command: true);

        await bot.AdvanceAsync(TimeSpan.FromDays(5));
        Assert.Equal(PairProblem.TooNew, await ProblemAsync(bot, new MemberRef("fake", "ana"), web, bot.Platform.Home));
        await bot.AdvanceAsync(TimeSpan.FromDays(2));
        Assert.Null(await ProblemAsync(bot, new MemberRef("fake", "ana"), web, bot.Platform.Home));
    }

    private static Task OrganizeAsync(BotHarness bot, string member, ChannelRef? channel = null) =>
        bot.SayAsync("language en", new MemberRef("fake", member), organizer: true, channel: channel, command: true);

    private static Task<PairProblem?> ProblemAsync(BotHarness bot, string first, string second, PlaceRef? place = null) =>
        ProblemAsync(bot, new MemberRef("fake", first), new MemberRef("fake", second), place ?? bot.Platform.Home);

    private static Task<PairProblem?> ProblemAsync(BotHarness bot, MemberRef first, MemberRef second, PlaceRef place) => bot.InScopeAsync(services =>
        services.GetRequiredService<TwoPeople>().FindProblemAsync(
            first, new Intent(Some.EventId, second, Some.Channel, new TextBody("fact approve F-0001 2")) { Place = place, IsVouchedOrganizer = true }, CancellationToken.None));
}
