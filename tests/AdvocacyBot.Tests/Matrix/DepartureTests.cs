using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Matrix;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>Members who leave the group's rooms give their seat back.</summary>
public sealed class DepartureTests
{
    private static readonly MatrixTiming Fast = new() { SyncTimeout = TimeSpan.FromSeconds(1), FirstRetry = TimeSpan.FromMilliseconds(20) };

    [Theory]
    [InlineData("leave")]
    [InlineData("ban")]
    public async Task A_seat_is_released_when_its_member_leaves_or_is_removed(string how)
    {
        await using var server = await FakeHomeserver.StartAsync();
        await using var bot = await BenIsGoingAsync(server);
        server.Membership("@eve:fake", "join");
        server.Say("!rsvp 1 going", "@eve:fake");
        await AnswersAsync(bot, Answer.Going, Answer.Waiting);

        server.Membership("@ben:fake", how);

        await AnswersAsync(bot, Answer.Going);
    }

    [Fact]
    public async Task A_change_of_name_releases_no_seat()
    {
        await using var server = await FakeHomeserver.StartAsync();
        await using var bot = await BenIsGoingAsync(server);

        server.Membership("@ben:fake", "join");
        server.Say("!echo heard", "@ana:fake");
        await Eventually.HoldsAsync(() => server.Shown.Any(s => s.StartsWith("echo heard", StringComparison.Ordinal)));

        await AnswersAsync(bot, Answer.Going);
    }

    /// <summary>A room in which Ana has announced a march with one seat, which Ben has taken.</summary>
    private static async Task<MatrixBot> BenIsGoingAsync(FakeHomeserver server)
    {
        foreach (var member in new[] { "@ana:fake", "@ben:fake" })
            server.Membership(member, "join");
        var bot = await MatrixBot.StartAsync(
            new MatrixSettings { Homeserver = server.Address.ToString(), User = FakeHomeserver.Bot, Password = "password" }, timing: Fast,
            adjust: services => services.AddSingleton(new ConfiguredPlace(new PlaceRef("matrix", FakeHomeserver.Room))));
        server.OpensConversations = true;
        server.SaidPrivately = (room, message, _) => server.React(room, message, "1\uFE0F\u20E3", "@ana:fake");
        server.Say("!announce \"March\" 31 May 2099 7am at \"City Hall\" capacity 1", "@ana:fake");
        await Eventually.HoldsAsync(() => bot.Harness.DbAsync(db => db.Mobilizations.AnyAsync()));
        server.SaidPrivately = null;
        server.Say("!rsvp 1 going", "@ben:fake");
        await AnswersAsync(bot, Answer.Going);
        return bot;
    }

    private static Task AnswersAsync(MatrixBot bot, params Answer[] expected) => Eventually.HoldsAsync(async () =>
        (await bot.Harness.DbAsync(db => db.Rsvps.Select(r => r.Answer).ToListAsync())).Order().SequenceEqual(expected.Order()));
}
