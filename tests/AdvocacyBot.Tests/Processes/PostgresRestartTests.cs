using System.Net.Http.Json;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Processes;

/// <summary>PostgreSQL is killed and started again under the running executable.</summary>
public sealed class PostgresRestartTests
{
    [PostgresFact]
    public async Task The_bot_survives_says_that_it_is_not_ready_and_takes_the_first_order_afterwards()
    {
        using var folder = new TemporaryFolder();
        var cluster = PostgresCluster.StartOwn();
        await using var bot = await BotProcess.StartAsync(
            folder.Path, ("Storage__Provider", "Postgres"), ("ConnectionStrings__BotDb", cluster.NewOwnDatabase()), ("Sample__Enabled", "false"));
        using var organizer = new HttpClient { BaseAddress = bot.Room };
        await organizer.SignInAsync(bot.OrganizerLink);
        await Eventually.HoldsAsync(bot.IsReadyAsync);

        cluster.Kill();
        await Eventually.HoldsAsync(async () => !await bot.IsReadyAsync());
        Assert.Equal("loops: ok\n", await organizer.GetStringAsync("/healthz"));

        cluster.Start();
        using var first = await organizer.PostAsJsonAsync(
            "/api/room/messages", new { text = "announce \"Stop CANSEC\" 2099-05-31 07:00 America/Toronto at \"EY Centre, Ottawa\"" });
        first.EnsureSuccessStatusCode();
        Assert.Contains(":publish", await organizer.GetStringAsync("/api/room/messages?after=0"));
        await Eventually.HoldsAsync(bot.IsReadyAsync);
        cluster.Kill();
    }
}
