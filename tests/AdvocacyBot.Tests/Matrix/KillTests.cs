using System.Text.Json;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>
/// The real executable and a real Synapse, each killed again and again at random moments. A short run by default;
/// <c>ADVOCACYBOT_MATRIX_KILLS=50,5,300</c> (of the bot, of Synapse, deliveries and commands) makes it a long one.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    private static readonly int[] Wanted = LongRuns.Numbers("ADVOCACYBOT_MATRIX_KILLS", 3, 1, 12);

    private readonly Random random = new(20260504);
    private int people;

    [SynapseFact]
    public async Task Kills_at_random_moments_lose_and_repeat_nothing()
    {
        var (botKills, synapseKills, count) = (Wanted[0], Wanted[1], Wanted[2]);
        using var folder = new TemporaryFolder();
        await using var synapse = await Synapse.StartAsync();
        var ana = await synapse.RegisterAsync();
        var account = await synapse.RegisterAsync();
        (string, string)[] settings =
        [
            ("Matrix__Homeserver", synapse.Address.ToString()), ("Matrix__User", account.Id), ("Matrix__Password", account.Password),
            ("Matrix__AllowedInviters", ana.Id), ("Sample__Enabled", "false"),
        ];

        var bot = await BotProcess.StartAsync(folder.Path, settings);
        var members = await Task.WhenAll(Enumerable.Range(0, Math.Max(3, count / 10)).Select(_ => synapse.RegisterAsync()));
        string[] rooms = [await RoomAsync(ana, account, members), await RoomAsync(ana, account, members), await RoomAsync(ana, account, members)];
        settings = [.. settings, ("Matrix__Rooms", string.Join(',', rooms))];
        await bot.DisposeAsync();
        var length = TimeSpan.FromSeconds(4 * (botKills + synapseKills));
        await QueueAsync(Path.Combine(folder.Path, "data"), rooms, count, length);

        bot = await BotProcess.StartAsync(folder.Path, settings);
        var asking = AskAsync(members, rooms, count, length);
        foreach (var target in Enumerable.Repeat("bot", botKills).Concat(Enumerable.Repeat("synapse", synapseKills)).OrderBy(_ => random.Next()))
        {
            await Task.Delay(random.Next(200, 3_000));
            if (target == "bot")
            {
                await bot.KillAsync();
                await bot.DisposeAsync();
                bot = await BotProcess.StartAsync(folder.Path, settings);
            }
            else
            {
                await synapse.KillAsync();
                await Task.Delay(random.Next(100, 1_500));
                await synapse.ResumeAsync();
            }
        }

        var questions = await asking;
        await using (bot)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(4));
            while (!deadline.IsCancellationRequested)
            {
                var said = await SaidAsync(ana, account.Id, rooms);
                if (said.Posts.Count >= count && said.Answers.Values.Sum() >= count)
                    break;
                await Task.Delay(1_000);
            }

            output.WriteLine(bot.Output);
        }

        var (posts, answers) = await SaidAsync(ana, account.Id, rooms);
        output.WriteLine($"{botKills} kills of the bot, {synapseKills} of Synapse, {posts.Count} deliveries, {answers.Count} commands.");
        Assert.All(posts, post => Assert.Equal(1, post.Value));
        // An answer that waited in the outbox through a crash no longer knows its question, and is an answer all the same.
        Assert.Equal(count, answers.Values.Sum());
        Assert.All(questions, question => Assert.InRange(answers.GetValueOrDefault(question), 0, 1));
        output.WriteLine($"{answers.GetValueOrDefault("")} answers stand apart from their question.");
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"Post {i}").Order(StringComparer.Ordinal), posts.Keys.Order(StringComparer.Ordinal));
    }

    private static async Task<string> RoomAsync(MatrixHuman ana, MatrixHuman account, MatrixHuman[] members)
    {
        var room = await ana.MakeRoomAsync([account.Id, .. members.Select(m => m.Id)]);
        foreach (var member in members)
            await member.JoinAsync(room);
        await ana.WaitForAsync(room, account.Id, _ => true);
        return room;
    }

    private static async Task QueueAsync(string folder, string[] rooms, int count, TimeSpan length)
    {
        var clock = new FakeClock(DateTimeOffset.UtcNow);
        await using var harness = await BotHarness.StartAsync(folder: folder, clock: clock);
        await harness.Services.WriteOutboxAsync(outbox =>
        {
            for (var i = 0; i < count; i++)
            {
                var reply = Reply.Say(Language.English, $"Post {i}");
                outbox.Send(new ChannelRef("matrix", rooms[i % rooms.Length]), reply, $"test/{i}", "post", clock.Now + (length * i / count));
            }
        });
    }

    private async Task<IReadOnlyList<string>> AskAsync(MatrixHuman[] members, string[] rooms, int count, TimeSpan length)
    {
        var questions = new List<string>();
        for (var i = 0; i < count; i++)
        {
            questions.Add(await members[people++ % members.Length].SayUntilHeardAsync(rooms[i % rooms.Length], "!delegations 2014"));
            await Task.Delay(length / count);
        }

        return questions;
    }

    /// <summary>How often each post is shown and each question answered.</summary>
    private static async Task<(Dictionary<string, int> Posts, Dictionary<string, int> Answers)> SaidAsync(MatrixHuman ana, string bot, string[] rooms)
    {
        var posts = new Dictionary<string, int>(StringComparer.Ordinal);
        var answers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var room in rooms)
        {
            foreach (var message in await ana.MessagesOfAsync(room, bot))
            {
                var body = MatrixHuman.BodyOf(message);
                if (body.StartsWith("Post ", StringComparison.Ordinal))
                    posts[body] = posts.GetValueOrDefault(body) + 1;
                else if (!body.StartsWith("Hello", StringComparison.Ordinal))
                    answers[QuestionOf(message) ?? ""] = answers.GetValueOrDefault(QuestionOf(message) ?? "") + 1;
            }
        }

        return (posts, answers);
    }

    private static string? QuestionOf(JsonElement message) =>
        MatrixHuman.Text(message.GetProperty("content"), "m.relates_to", "m.in_reply_to", "event_id");
}
