using System.CommandLine;
using System.Runtime.CompilerServices;
using AdvocacyBot.Core.Articles.Overview;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Settings;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Host;
using AdvocacyBot.Settings;

namespace AdvocacyBot.Verbs;

/// <summary><c>doctor</c>: checks settings, storage and platforms, and says how to fix each problem. Prints no secret.</summary>
internal static class DoctorVerb
{
    public static Command Make()
    {
        var command = new Command("doctor", "Checks settings, storage, platforms and feeds, and says how to fix each problem.");
        command.Does(async (_, ct) =>
        {
            var failed = false;
            await foreach (var finding in ExamineAsync(ct))
            {
                failed |= finding.Severity == Severity.Failure;
                Console.Out.WriteLine($"{Label(finding.Severity)} {finding.Name}: {finding.Sentence}");
            }

            return failed ? 1 : 0;
        });
        return command;
    }

    private static string Label(Severity severity) => severity switch { Severity.Ok => "ok  ", Severity.Warning => "WARN", _ => "FAIL" };

    private static async IAsyncEnumerable<Finding> ExamineAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var (settings, problems) = Settings();
        foreach (var problem in problems)
            yield return Finding.Failure("settings", problem);
        if (settings is null)
            yield break;

        foreach (var warning in settings.Warnings)
            yield return Finding.Warning("settings", warning);
        yield return Finding.Ok("settings", $"{settings.Bot.Name}, {settings.Bot.Language}, {settings.Bot.TimeZone}");

        await using var bot = await OfflineBot.OpenAsync(ct);
        yield return Finding.Ok("data folder", Path.GetFullPath(settings.Data.Folder));
        yield return string.IsNullOrEmpty(settings.Values["Privacy:MasterKey"])
            ? Finding.Warning("master key", "It is stored next to the keys that it encrypts, so whoever copies the data folder can read every answer. Move it out, for example with Privacy__MasterKeyFile=/run/secrets/master-key; docs/privacy.md explains how.")
            : Finding.Ok("master key", "outside the data folder");
        yield return await bot.Get<WriteProbe>().ProblemAsync(ct) is { } reason
            ? Finding.Failure("database", $"It cannot be written: {reason}. Check the free disk space and the permissions of the data folder.")
            : Finding.Ok("database", $"{settings.Storage.Provider}, can be written");

        await foreach (var place in PlaceFindings.ExamineAsync(bot.Get<BotDb>(), ct))
            yield return place;
        foreach (var feed in await FeedFindings.ExamineAsync(bot.Get<FeedOverview>(), ct))
            yield return feed;
        await foreach (var platform in Platforms.ExamineAsync(settings, bot.Get<BotDb>(), bot.Get<PlatformState>(), ct))
            yield return platform;
    }

    private static (HostSettings? Settings, IReadOnlyList<string> Problems) Settings()
    {
        try
        {
            return (HostSettings.Read(BotConfiguration.Load()), []);
        }
        catch (SettingsException e)
        {
            return (null, e.Problems);
        }
    }
}
