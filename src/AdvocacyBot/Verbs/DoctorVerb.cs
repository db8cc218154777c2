using System.CommandLine;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Host;

namespace AdvocacyBot.Verbs;

/// <summary><c>doctor</c>: checks settings, storage and platforms, and says how to mend what is wrong. Prints no secret.</summary>
internal static class DoctorVerb
{
    public static Command Make()
    {
        var command = new Command("doctor", "Checks settings, storage, platforms and feeds, and says how to mend each.");
        command.Does(async (_, ct) =>
        {
            var failed = false;
            await foreach (var finding in ExamineAsync(ct))
            {
                failed |= !finding.IsWell;
                Console.Out.WriteLine($"{(finding.IsWell ? "ok  " : "MEND")} {finding.Name}: {finding.Sentence}");
            }

            return failed ? 1 : 0;
        });
        return command;
    }

    private static async IAsyncEnumerable<Finding> ExamineAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var configuration = BotConfiguration.Load();
        var settings = HostSettings.Read(configuration);
        yield return new Finding("settings", true, $"{settings.Bot.Name}, {settings.Bot.Language}, {settings.Bot.TimeZone}");

        await using var bot = await OfflineBot.OpenAsync(ct);
        yield return new Finding("data folder", true, Path.GetFullPath(settings.DataFolder));
        yield return await bot.Get<WriteProbe>().CanWriteAsync(ct)
            ? new Finding("database", true, $"{settings.Provider}, can be written")
            : new Finding("database", false, "It cannot be written. Check the disk's space and the rights on the data folder.");

        await foreach (var platform in Platforms.ExamineAsync(configuration, bot.Get<BotDb>(), ct))
            yield return platform;
    }
}
