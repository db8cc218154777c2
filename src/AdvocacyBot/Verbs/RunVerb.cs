using AdvocacyBot.Host;
using Spectre.Console;

namespace AdvocacyBot.Verbs;

/// <summary>Runs the bot until it is told to stop.</summary>
internal static class RunVerb
{
    public static async Task<int> RunAsync(CancellationToken ct)
    {
        HostSettings? settings = null;
        try
        {
            var configuration = BotConfiguration.Load();
            settings = HostSettings.Read(configuration);
            await using var app = BotHost.Build(configuration);
            await BotHost.PrepareAsync(app, ct);
            await app.StartAsync(ct);
            Banner.Write(app, AnsiConsole.Console);
            await app.WaitForShutdownAsync(ct);
            return 0;
        }
        catch (Exception e) when (StartupProblems.Explain(e, settings) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }
}
