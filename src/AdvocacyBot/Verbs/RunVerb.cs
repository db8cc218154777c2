using AdvocacyBot.Host;
using Spectre.Console;

namespace AdvocacyBot.Verbs;

/// <summary>Runs the bot until it is told to stop.</summary>
internal static class RunVerb
{
    public static async Task<int> RunAsync(CancellationToken ct)
    {
        // Not let go of when its start fails: the process ends, and loops that had begun would only complain.
        var app = BotHost.Build(BotConfiguration.Load());
        await BotHost.PrepareAsync(app, ct);
        await app.StartAsync(ct);
        Banner.Write(app, Terminal());
        // A start needs far more memory than what follows; without this it would be held for hours.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await app.WaitForShutdownAsync(ct);
        await app.DisposeAsync();
        return 0;
    }

    /// <summary>Colours are for terminals, not for files.</summary>
    private static IAnsiConsole Terminal() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = Console.IsOutputRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });
}
