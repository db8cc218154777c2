using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Tests.Mobilizations;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Processes;

/// <summary>Processes with a data folder each share one folder of keys.</summary>
public sealed class SharedKeysTests
{
    [PostgresFact]
    public async Task An_action_announced_by_one_process_takes_answers_from_another()
    {
        using var shared = new TemporaryFolder();
        var keys = Path.Combine(shared.Path, "keys");
        await using var pair = await ProcessPair.StartAsync(settings: new Dictionary<string, string?> { ["Data:KeysFolder"] = keys });
        await pair.First.PublishAsync(await pair.First.OrganizeAsync("announce \"Vigil\" 31 May 2099 7am at \"The square\""));

        await pair.Second.SayAsync("rsvp 1 going", new MemberRef("fake", "ana"), command: true);

        Assert.Equal(1, await pair.First.DbAsync(db => db.Rsvps.CountAsync()));
        Assert.Contains("master.key", Directory.EnumerateFiles(keys).Select(Path.GetFileName));
        Assert.All((BotHarness[])[pair.First, pair.Second], bot => Assert.False(Directory.Exists(Path.Combine(bot.Folder, "keys"))));
    }
}
