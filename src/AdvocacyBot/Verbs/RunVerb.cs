using AdvocacyBot.Host;
using Spectre.Console;

namespace AdvocacyBot.Verbs;

/// <summary>Runs the bot until it is told to stop.</summary>
internal static class RunVerb
{
    public static async Task<int> RunAsync(CancellationToken ct)
    {
        await using var app = BotHost.Build(BotConfiguration.Load());
        await BotHost.PrepareAsync(app, ct);
        try
        {
            await app.StartAsync(ct);
        }
        catch
        {
            // What had started before the failure still runs.
            await app.StopAsync(CancellationToken.None);
            throw;
        }

        Banner.Write(app, AnsiConsole.Console);
        await app.WaitForShutdownAsync(ct);
        return 0;
    }
}
