using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Matrix.Sending;
using AdvocacyBot.Matrix.State;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>What is remembered of reactions leads nobody to an answer, and goes with the action.</summary>
public sealed class ForgetReactionsTests
{
    private const string Message = "$announcement";
    private static readonly ForgottenAction Action = new(
        Community.FirstId, 7, new HashSet<MessageRef> { new(new ChannelRef("matrix", "!room"), Message) });

    [Fact]
    public async Task A_reaction_is_named_by_a_key_outside_the_database()
    {
        await using var bot = await BotHarness.StartAsync();
        var ids = new ReactionIds(bot.Services.GetRequiredService<MasterKey>());

        Assert.Equal(ids.Of("$reaction"), ids.Of("$reaction"));
        Assert.NotEqual(ids.Of("$reaction"), ids.Of("$other"));
        Assert.NotEqual(TransactionIds.IdOf("$reaction"), ids.Of("$reaction"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Reactions_to_an_action_are_deleted_with_its_answers(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var state = new MatrixStateStore(bot.Services.GetRequiredService<IServiceScopeFactory>());
        var forget = new ForgetReactions(state);
        Assert.False(await forget.RunAsync(Action, CancellationToken.None));
        await state.LoadAsync(CancellationToken.None);
        state.Change(s =>
        {
            s.Reactions["in-the-room"] = new RecordedReaction(Message, "rsvp:7:going", bot.Clock.Now.Date);
            s.Reactions["in-a-conversation"] = new RecordedReaction("$receipt", "rsvp:c1.7:no", bot.Clock.Now.Date);
            s.Reactions["in-its-first-conversation"] = new RecordedReaction("$receipt", "rsvp:7:no", bot.Clock.Now.Date);
            s.Reactions["of-another-action"] = new RecordedReaction("$other", "rsvp:70:going", bot.Clock.Now.Date);
        });
        await state.SaveAsync(CancellationToken.None);

        Assert.True(await forget.RunAsync(Action, CancellationToken.None));

        var stored = await bot.InScopeAsync(services => services.GetRequiredService<PlatformState>().FindAsync("matrix/memory", CancellationToken.None));
        Assert.Contains("of-another-action", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("in-", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_equal_number_of_another_community_is_told_apart_by_its_message()
    {
        await using var bot = await BotHarness.StartAsync();
        var state = new MatrixStateStore(bot.Services.GetRequiredService<IServiceScopeFactory>());
        await state.LoadAsync(CancellationToken.None);
        state.Change(s =>
        {
            s.Reactions["its-own"] = new RecordedReaction(Message, "rsvp:7:going", bot.Clock.Now.Date);
            s.Reactions["a-stranger"] = new RecordedReaction("$elsewhere", "rsvp:7:going", bot.Clock.Now.Date);
        });

        await new ForgetReactions(state).RunAsync(Action with { Community = 2 }, CancellationToken.None);

        Assert.Equal(["a-stranger"], state.Read(s => s.Reactions.Keys.ToList()));
    }
}
