using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Public;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations.Privacy;

/// <summary>
/// <see cref="CountGame"/> played against the bot itself, through the router: every move of a game is made, and after each one the
/// attacker reads everything that is public. Whatever it reads is what the rules say, so what thousands of games against the rules
/// measure is true of the bot.
/// </summary>
public sealed class RoutedGameTests(ITestOutputHelper output)
{
    private const int Games = 2;
    private const int Accounts = 2;

    [Theory, OnSqlite, OnPostgres]
    public async Task The_attacker_reads_from_the_bot_what_the_rules_say_after_every_move(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        using var visitor = await bot.OpenEndpointsAsync();
        var (moves, right) = (0, 0);
        for (var game = 0; game < Games; game++)
        {
            // Each action begins after the one before, because a game may end with the end of answering.
            var id = await bot.AnnounceAsync("open", when: $"{10 + game} May 7am", title: $"March for water {game}");
            var key = bot.Services.GetRequiredService<KeyStore>().Find((await bot.MobilizationAsync(id)).KeyId)!;
            RecordedRules? rules = null;
            right += new CountGame(seed: game, Accounts).Play(_ => rules = new RecordedRules(key)) ? 1 : 0;

            await ReplayAsync(bot, visitor, id, rules!.Moves);
            moves += rules.Moves.Count;
        }

        output.WriteLine($"{Games} games with {Accounts} accounts, {moves} moves: {right} right guesses");
    }

    private static async Task ReplayAsync(BotHarness bot, HttpClient visitor, long id, IReadOnlyList<GameMove> moves)
    {
        var members = new Dictionary<int, MemberRef>();
        var attacker = Organizing.Volunteer();
        var (shown, view) = (0, await ViewAsync(bot, visitor, id));
        foreach (var move in moves)
        {
            switch (move.Kind)
            {
                case GameMoveKind.Answer:
                    members.TryAdd(move.Person, Organizing.Volunteer());
                    await bot.AnswerAsync(id, members[move.Person], move.Party == 0 ? "no" : $"going +{move.Party - 1}");
                    break;
                case GameMoveKind.EndBatch:
                    await bot.AdvanceAsync(TimeSpan.FromMinutes(5));
                    break;
                default:
                    await bot.UntilAsync((await bot.MobilizationAsync(id)).StartsAt);
                    break;
            }

            // As fast as the limit on one member allows.
            bot.Clock.Advance(TimeSpan.FromSeconds(1));
            var told = PlainText.Write(await bot.SayAsync($"action {id}", attacker));
            Assert.Contains(move.Shown > 0 ? $"Going: {move.Shown} or more" : "Going: shown once many", told, StringComparison.Ordinal);
            if (move.Kind == GameMoveKind.Close)
                return;
            if (move.Kind == GameMoveKind.EndBatch && move.Shown == shown)
                Assert.Equal(view, await ViewAsync(bot, visitor, id));
            if (move.Shown != shown)
                (shown, view) = (move.Shown, await ViewAsync(bot, visitor, id));
        }
    }

    /// <summary>Everything public: commands, suggestions, cards next to articles, calendars, pages, and what stands in the channels.</summary>
    private static async Task<string> ViewAsync(BotHarness bot, HttpClient visitor, long id)
    {
        var mobilization = await bot.MobilizationAsync(id);
        var title = mobilization.Title;
        var page = await bot.InScopeAsync(async s => (await s.GetRequiredService<PublicActions>().UpcomingAsync(Language.English, CancellationToken.None)).Single(a => a.Title == title).Name);
        var card = await bot.InScopeAsync(s => s.GetRequiredService<UpcomingMobilizations>().FindAsync($"Join the {title} at City Hall", [DateOnly.FromDateTime(mobilization.StartsAt)], Language.English, CancellationToken.None));
        return string.Join(
            "\n---\n",
            [
                PlainText.Write(await bot.SayAsync($"action {id}")),
                PlainText.Write(await bot.SayAsync("actions")),
                PlainText.Write(new Reply(card!.Blocks)),
                await visitor.GetStringAsync($"/a/{page}"),
                await visitor.GetStringAsync("/calendar.ics"),
                await visitor.GetStringAsync($"/calendar/{id}.ics"),
                .. bot.Platform.Sent.Where(m => m.Message.Channel.Direct is null && m.Text.Contains(title, StringComparison.Ordinal)).Select(m => m.Text),
                .. bot.Platform.Edits.Select(e => PlainText.Write(e.Reply)).Where(text => text.Contains(title, StringComparison.Ordinal)),
            ]);
    }
}
