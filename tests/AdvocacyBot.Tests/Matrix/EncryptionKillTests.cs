using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using AdvocacyBot.TestSupport.Matrix.Encryption;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>
/// The real executable in an encrypted room, killed again and again at random moments, with a homeserver that looks for message keys used
/// twice. A short run by default; <c>ADVOCACYBOT_ENCRYPTION_KILLS=100,300</c> (kills and questions) makes it a long one.
/// </summary>
public sealed class EncryptionKillTests(ITestOutputHelper output)
{
    private const string Ben = "@ben:fake";
    private static readonly int[] Wanted = LongRuns.Numbers("ADVOCACYBOT_ENCRYPTION_KILLS", 3, 12);
    private readonly Random random = new(20261127);
    private int asked;

    [Fact]
    public async Task Kills_at_random_moments_lose_and_repeat_nothing_and_use_no_message_key_twice()
    {
        var (kills, count) = (Wanted[0], Wanted[1]);
        using var folder = new TemporaryFolder();
        await using var server = await FakeHomeserver.StartAsync(isEncrypted: true);
        server.Membership(Ben, "join");
        var ben = server.WithKeys(keys => new TestDevice(keys, Ben, "PHONE", 5).Start());
        var bot = await StartAsync(folder, server);
        await Eventually.HoldsAsync(() => server.CallsTo("SignaturesUpload") > 0);
        Ask(server, ben);
        await Eventually.HoldsAsync(() => server.Sent.Count > 0);

        for (var kill = 0; kill < kills; kill++)
        {
            while (asked < 1 + ((kill + 1) * (count - 1) / kills))
            {
                Ask(server, ben);
                await Task.Delay(random.Next(0, 150));
            }

            await Task.Delay(random.Next(0, 600));
            await bot.KillAsync();
            await bot.DisposeAsync();
            bot = await StartAsync(folder, server);
        }

        await using (bot)
        {
            await Eventually.HoldsAsync(() => server.Sent.Count >= count, within: TimeSpan.FromMinutes(2));
            output.WriteLine(bot.Output);
        }

        var read = server.WithKeys(_ => ReadAll(ben));
        foreach (var notice in ben.Notices)
            output.WriteLine($"{notice}");
        foreach (var e in server.Sent)
            output.WriteLine($"{e["event_id"]} {e["content"]?["session_id"]} {e["content"]?["m.relates_to"]?.ToJsonString()} {e["content"]?["org.advocacybot.key"]}");

        var check = server.WithKeys(keys => keys.Check);
        output.WriteLine($"{kills} kills, {count} questions, {server.Sent.Count} answers, {check.Count} message keys.");
        Assert.Equal(count, server.Sent.Count);
        Assert.All(server.Sent, e => Assert.Equal("m.room.encrypted", (string?)e["type"]));
        Assert.Empty(check.ReusedKeys);
        Assert.Empty(check.Plaintexts);
        Assert.Equal(count, read);
        var questions = server.Sent.Select(e => (string?)e["content"]?["m.relates_to"]?["m.in_reply_to"]?["event_id"]).OfType<string>();
        Assert.All(questions.GroupBy(q => q), answers => Assert.Single(answers));
    }

    private static int ReadAll(TestDevice ben)
    {
        ben.Sync();
        return ben.Read.Count(read => read.Sender == FakeHomeserver.Bot);
    }

    /// <summary>Asks the same once more; the spaces make it another message.</summary>
    private void Ask(FakeHomeserver server, TestDevice ben) => server.WithKeys(_ =>
    {
        ben.Sync();
        ben.Say(FakeHomeserver.Room, "!delegations 2014" + new string(' ', asked++), FakeHomeserver.Bot);
        return true;
    });

    private static async Task<BotProcess> StartAsync(TemporaryFolder folder, FakeHomeserver server)
    {
        var syncs = server.CallsTo("sync");
        var bot = await BotProcess.StartAsync(
            folder.Path,
            ("Sample__Enabled", "false"), ("Matrix__Rooms", FakeHomeserver.Room), ("Matrix__Homeserver", server.Address.ToString()),
            ("Matrix__User", FakeHomeserver.Bot), ("Matrix__Password", "password"));
        await Eventually.HoldsAsync(() => server.CallsTo("sync") > syncs);
        return bot;
    }
}
