using AdvocacyBot.Host;

namespace AdvocacyBot.Verbs;

/// <summary><c>run</c>: runs the bot until it is told to stop.</summary>
internal static class RunVerb
{
    public static async Task<int> RunAsync(CancellationToken ct)
    {
        // Not disposed if starting fails: the process exits, and loops that have started would only log errors.
        var app = BotHost.Build(BotConfiguration.Load());
        await app.StartAsync(ct);
        await Banner.WriteAsync(app, Console.Out, ct);
        await app.WaitForShutdownAsync(ct);
        await app.DisposeAsync();
        return 0;
    }
}
