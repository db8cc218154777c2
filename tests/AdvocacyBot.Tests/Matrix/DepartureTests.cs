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

/// <summary>Who leaves the group's room gives back the seat.</summary>
public sealed class DepartureTests
{
    private static readonly MatrixTiming Fast = new() { SyncHold = TimeSpan.FromSeconds(1), Retry = TimeSpan.FromMilliseconds(20) };

    [Theory]
    [InlineData("leave")]
    [InlineData("ban")]
    public async Task A_seat_is_freed_when_its_member_leaves_the_room_or_is_sent_away(string how)
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
    public async Task Whoever_only_changes_their_name_stays()
    {
        await using var server = await FakeHomeserver.StartAsync();
        await using var bot = await BenIsGoingAsync(server);

        server.Membership("@ben:fake", "join");
        server.Say("!echo heard", "@ana:fake");
        await Eventually.HoldsAsync(() => server.Shown.Any(s => s.StartsWith("echo heard", StringComparison.Ordinal)));

        await AnswersAsync(bot, Answer.Going);
    }

    /// <summary>A bot in a room in which Ana has announced a march with one seat, and Ben has it.</summary>
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
