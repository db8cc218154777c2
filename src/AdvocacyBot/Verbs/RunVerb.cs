using AdvocacyBot.Host;

namespace AdvocacyBot.Verbs;

/// <summary>Runs the bot until it is told to stop.</summary>
internal static class RunVerb
{
    public static async Task<int> RunAsync(CancellationToken ct)
    {
        // Not let go of when its start fails: the process ends, and loops that had begun would only complain.
        var app = BotHost.Build(BotConfiguration.Load());
        await app.StartAsync(ct);
        Banner.Write(app, Console.Out);
        await app.WaitForShutdownAsync(ct);
        await app.DisposeAsync();
        return 0;
    }
}
