using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.TestSupport.Matrix.Encryption;

namespace AdvocacyBot.Tests.Matrix.Encryption;

/// <summary>
/// The process dies at each step that it takes, one after the other: before and after each storing, claim, query, upload and send.
/// It then continues from what it stored. Nothing may be lost or doubled, and no message key may encrypt two messages.
/// </summary>
public sealed class CutTests
{
    private const string Room = "!room:a.org";
    private const string Alice = "@alice:a.org";
    private const string Bot = "@bot:a.org";
    private const string Carol = "@carol:a.org";

    [Fact]
    public void A_crash_at_any_step_loses_and_repeats_nothing()
    {
        var names = Run(cutAt: int.MaxValue);
        Assert.True(names.Count > 80, $"{names.Count} steps");
        foreach (var kind in Enum.GetNames<RequestKind>())
            Assert.Contains($"before {kind}", names);

        for (var cut = 0; cut < names.Count; cut++)
            Run(cut);
    }

    [Fact]
    public void Two_crashes_in_a_row_lose_and_repeat_nothing()
    {
        for (var cut = 0; cut < 120; cut += 7)
            Run(cut, secondCut: cut + 3);
    }

    private static List<string> Run(int cutAt, int secondCut = int.MaxValue)
    {
        var server = new KeyServer();
        var alice = new TestDevice(server, Alice, "PHONE", 2).Start();
        var laptop = alice.SecondDevice("LAPTOP", 3);
        var carol = new TestDevice(server, Carol, "LAPTOP", 4).Start();
        var bot = new TestDevice(server, Bot, "BOT", 1);

        var names = new List<string>();
        bot.Point = name =>
        {
            names.Add(name);
            if (names.Count - 1 == cutAt || names.Count - 1 == secondCut)
                throw new CutException(name);
        };

        Survive(bot, () => bot.Start());
        bot.Post(Room, "1 to all", Alice, Carol);
        Survive(bot, bot.Sync);
        carol.Sync();
        alice.Sync();
        alice.Say(Room, "from alice", Bot, Carol);
        carol.Say(Room, "from carol", Bot, Alice);
        Survive(bot, bot.Sync);
        bot.Post(Room, "2 without carol", Alice);
        Survive(bot, bot.Sync);
        server.RemoveDevice(Alice, "LAPTOP");
        alice.Sync();
        alice.Say(Room, "without the laptop", Bot);
        Survive(bot, bot.Sync);
        bot.Post(Room, "3 to one device", Alice);
        bot.Post(Room, "4 again", Alice);
        Survive(bot, bot.Sync);
        alice.Sync();
        laptop.Sync();
        carol.Sync();

        Assert.Empty(server.Check.ReusedKeys);
        Assert.Empty(server.Check.Plaintexts);
        Assert.True(bot.Machine.IsDeviceSigned);
        Assert.Equal(["1 to all", "2 without carol", "3 to one device", "4 again"], Bodies(alice, Bot));
        Assert.Equal(["1 to all", "2 without carol"], Bodies(laptop, Bot));
        Assert.Equal(["1 to all"], Bodies(carol, Bot));
        Assert.Equal(["from alice", "from carol", "without the laptop"], bot.Read.Select(r => r.Body));
        Assert.Empty(bot.Notices.OfType<MachineEffect.EventUndecryptable>());
        Assert.DoesNotContain(bot.Notices, n => n is MachineEffect.DeviceUnusable);
        return names;
    }

    /// <summary>Repeats the work after a crash, from what was stored.</summary>
    private static void Survive(TestDevice bot, Action work)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if (attempt > 0)
                    bot.Restart();
                work();
                return;
            }
            catch (CutException) when (attempt < 3)
            {
            }
        }
    }

    private static IEnumerable<string> Bodies(TestDevice device, string sender) =>
        device.Read.Where(r => r.Sender == sender).Select(r => r.Body);

    private sealed class CutException(string name) : Exception(name);
}
