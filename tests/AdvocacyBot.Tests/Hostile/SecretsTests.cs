using System.Text;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Hostile;

/// <summary>What the real executable prints and writes while everything that it has secrets for is out of reach.</summary>
public sealed class SecretsTests
{
    // Nothing listens there.
    private const string Nowhere = "http://127.0.0.1:1";
    private static readonly string MasterKey = Convert.ToBase64String(Encoding.ASCII.GetBytes("canary-master-key-of-32-bytes-00"));

    private static readonly string[] Canaries =
    [
        "canary-discord-token", "canary-matrix-password", "canary-matrix-token", MasterKey, "canary-master-key", "canary-postgres", "canary-otlp",
    ];

    [Fact]
    public async Task No_secret_is_printed_or_written_anywhere()
    {
        using var folder = new TemporaryFolder();
        (string, string)[] settings =
        [
            ("Discord__Token", "canary-discord-token"), ("Discord__ApiBaseUrl", Nowhere + "/api/v10/"),
            ("Matrix__Homeserver", Nowhere), ("Matrix__User", "@bot:example.org"),
            ("Matrix__Password", "canary-matrix-password"), ("Matrix__AccessToken", "canary-matrix-token"),
            ("Privacy__MasterKey", MasterKey),
            ("Telemetry__OtlpEndpoint", Nowhere), ("OTEL_EXPORTER_OTLP_HEADERS", "authorization=canary-otlp"),
        ];
        await using var bot = await BotProcess.StartAsync(folder.Path, settings);
        var token = bot.OrganizerLink.Query.Split('=')[1];
        var doctor = BotProcess.RunAsync(folder.Path, ["doctor"], null, settings);
        var postgres = BotProcess.RunAsync(
            folder.Path, ["doctor"], null, [("Storage__Provider", "Postgres"), ("ConnectionStrings__BotDb", "Host=127.0.0.1;Port=1;Username=bot;Password=canary-postgres;Timeout=2")]);
        var (examined, withoutDatabase) = (await doctor, await postgres);
        var backup = await BotProcess.RunAsync(folder.Path, ["backup", Path.Combine(folder.Path, "copy.db")], null, settings);
        await bot.StopAsync();

        Assert.Equal((1, 1, 0), (examined.ExitCode, withoutDatabase.ExitCode, backup.ExitCode));
        Assert.Contains("PostgreSQL cannot be used", withoutDatabase.Output, StringComparison.Ordinal);
        Assert.Matches("(?i)(warn|fail|error).*(discord|matrix)", bot.Output);
        var printed = string.Join('\n', bot.Output, examined.Output, withoutDatabase.Output, backup.Output);
        Assert.All(Canaries, canary => Assert.DoesNotContain(canary, printed, StringComparison.Ordinal));
        Assert.Equal(2, printed.Split(token).Length);

        foreach (var file in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Where(f => !f.Contains("/keys/", StringComparison.Ordinal)))
        {
            var bytes = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            Assert.All(Canaries.Append(token), secret => Assert.False(bytes.Contains(secret, StringComparison.Ordinal), $"{secret} stands in {file}"));
        }
    }
}
