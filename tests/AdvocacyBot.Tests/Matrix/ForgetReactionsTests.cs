using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Matrix.EndToEnd;
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
        await using var other = await BotHarness.StartAsync();
        var (ids, others) = (bot.Services.GetRequiredService<EventIds>(), other.Services.GetRequiredService<EventIds>());
        var (names, keys) = (new ReactionNames(ids), new AnswerKeys(ids));

        Assert.Equal(names.Of("$event"), names.Of("$event"));
        Assert.NotEqual(names.Of("$event"), names.Of("$other"));
        Assert.NotEqual(names.Of("$event"), new ReactionNames(others).Of("$event"));
        Assert.NotEqual(keys.OfPrivate("$event"), new AnswerKeys(others).OfPrivate("$event"));
        // The answer's key is in the message that everybody in the room reads, so it must not lead to any stored row.
        Assert.DoesNotContain(names.Of("$event"), keys.OfPrivate("$event"), StringComparison.Ordinal);
        Assert.DoesNotContain(ids.Of("matrix", "$event"), keys.OfPrivate("$event"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forget_me_deletes_what_is_recorded_about_a_members_reactions()
    {
        await using var bot = await BotHarness.StartAsync();
        var (state, names) = await LoadedAsync(bot);
        var reactions = new MemberReactions(state, names);
        var (member, other) = (new MemberRef("matrix", "@ana:one"), new MemberRef("matrix", "@ben:one"));
        state.Change(s =>
        {
            s.Reactions["first"] = Reaction(Message, "rsvp:7:going", names.AuthorOf(Message, member.Id));
            s.Reactions["second"] = Reaction("$elsewhere", "rsvp:8:no", names.AuthorOf("$elsewhere", member.Id));
            s.Reactions["of-another"] = Reaction(Message, "rsvp:7:going", names.AuthorOf(Message, other.Id));
        });
        Assert.Contains("(2 of them)", await reactions.DescribeAsync(member, Language.English, CancellationToken.None), StringComparison.Ordinal);

        await reactions.ForgetAsync(member with { Platform = "fake" }, CancellationToken.None);
        await reactions.ForgetAsync(member, CancellationToken.None);

        var stored = await StoredAsync(bot);
        Assert.Contains("of-another", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("first", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("second", stored, StringComparison.Ordinal);
        Assert.Null(await reactions.DescribeAsync(member, Language.English, CancellationToken.None));
    }

    [Fact]
    public async Task A_members_reactions_have_no_name_in_common()
    {
        await using var bot = await BotHarness.StartAsync();
        var names = new ReactionNames(bot.Services.GetRequiredService<EventIds>());

        Assert.NotEqual(names.AuthorOf("$one", "@ana:one"), names.AuthorOf("$two", "@ana:one"));
    }

    [Fact]
    public async Task Reactions_recorded_by_former_versions_are_deleted()
    {
        await using var bot = await BotHarness.StartAsync();
        const string Former = """{"reactions":{"d_RyG3k44PtL3tTvTOg6fQ":{"message":"$message","choice":"rsvp:1:going","at":"2026-05-04T10:00:12.8113433Z"}}}""";
        await bot.InScopeAsync(async services =>
        {
            await services.GetRequiredService<PlatformState>().SaveAsync("matrix/memory", Former, CancellationToken.None);
            return true;
        });

        await LoadedAsync(bot);

        Assert.DoesNotContain("rsvp:1:going", await StoredAsync(bot), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Reactions_to_an_action_are_deleted_with_its_answers(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var state = new MatrixStateStore(bot.Services.GetRequiredService<IServiceScopeFactory>());
        var offers = Offers(bot);
        await offers.SetAsync("!room", Message, [new OfferedChoice("rsvp:7:going", "✅")], CancellationToken.None);
        await offers.SetAsync("!room", "$other", [new OfferedChoice("rsvp:70:going", "✅")], CancellationToken.None);
        var forget = new ForgetReactions(state, offers);
        Assert.False(await forget.RunAsync(Action, CancellationToken.None));
        await state.LoadAsync(CancellationToken.None);
        state.Change(s =>
        {
            s.Reactions["in-the-room"] = Reaction(Message, "rsvp:7:going");
            s.Reactions["in-a-conversation"] = Reaction("$receipt", "rsvp:c1.7:no");
            s.Reactions["in-its-first-conversation"] = Reaction("$receipt", "rsvp:7:no");
            s.Reactions["of-another-action"] = Reaction("$other", "rsvp:70:going");
        });
        await state.SaveAsync(CancellationToken.None);

        Assert.True(await forget.RunAsync(Action, CancellationToken.None));

        Assert.Equal((null, "$other"), (offers.Find(Message)?.Id, offers.Find("$other")?.Id));
        var stored = await StoredAsync(bot);
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
            s.Reactions["its-own"] = Reaction(Message, "rsvp:7:going");
            s.Reactions["a-stranger"] = Reaction("$elsewhere", "rsvp:7:going");
        });

        await new ForgetReactions(state, Offers(bot)).RunAsync(Action with { Community = 2 }, CancellationToken.None);

        Assert.Equal(["a-stranger"], state.Read(s => s.Reactions.Keys.ToList()));
    }

    private static OfferedChoices Offers(BotHarness bot) => new(
        new KeyFile(new KeyStoreSettings(bot.Folder), bot.Services.GetRequiredService<MasterKey>()), TimeProvider.System);

    private static RecordedReaction Reaction(string message, string choice, string author = "somebody") =>
        new(message, choice, new DateTime(2026, 5, 4, 0, 0, 0, DateTimeKind.Utc), author);

    private static async Task<(MatrixStateStore State, ReactionNames Names)> LoadedAsync(BotHarness bot)
    {
        var state = new MatrixStateStore(bot.Services.GetRequiredService<IServiceScopeFactory>());
        await state.LoadAsync(CancellationToken.None);
        return (state, new ReactionNames(bot.Services.GetRequiredService<EventIds>()));
    }

    private static Task<string?> StoredAsync(BotHarness bot) =>
        bot.InScopeAsync(services => services.GetRequiredService<PlatformState>().FindAsync("matrix/memory", CancellationToken.None));
}
