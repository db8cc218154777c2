using System.CommandLine;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Host;
using AdvocacyBot.Settings;

namespace AdvocacyBot.Verbs;

/// <summary>
/// <c>backup</c> copies the database after the purges, without any key, also while the bot runs; <c>restore</c> puts a copy back and
/// purges it before anything else reads it.
/// </summary>
internal static class BackupVerb
{
    public static Command MakeBackup()
    {
        var file = new Argument<string>("file") { Description = "The file to create, which must not exist yet; with --verify, the backup to check." };
        var verify = new Option<bool>("--verify") { Description = "Checks an existing backup instead of creating one." };
        var command = new Command("backup", "Copies the database, also while the bot runs. A backup never contains the keys of mobilizations.") { file, verify };
        command.Does(async (arguments, ct) =>
        {
            var target = Path.GetFullPath(arguments.GetRequiredValue(file));
            if (arguments.GetValue(verify))
            {
                await CheckAsync(target, ct);
                Console.Out.WriteLine($"{target} is a sound backup.");
                return 0;
            }

            await using var bot = await OfflineBot.OpenAsync(ct);
            await bot.Get<Housekeeping>().BeforeAllAsync(ct);
            await WriteAsync(bot.Get<OnlineBackup>(), target, ct);
            Console.Out.WriteLine($"The backup is {target}. It does not contain the keys in {bot.Get<DataFolder>().Keys}, so that deleted answers stay deleted.");
            return 0;
        });
        return command;
    }

    public static Command MakeRestore()
    {
        var file = new Argument<string>("file") { Description = "A file that backup has created." };
        var command = new Command("restore", "Restores a backup into a data folder without a database, and purges it first.") { file };
        command.Does(async (arguments, ct) =>
        {
            var source = Path.GetFullPath(arguments.GetRequiredValue(file));
            var settings = HostSettings.Read(BotConfiguration.Load());
            using (var folder = DataFolder.Lock(settings.Data))
            {
                await CheckAsync(source, ct);
                Copy(source, settings.Store(folder));
            }

            await using var bot = await OfflineBot.OpenAsync(ct);
            await bot.Get<Housekeeping>().BeforeAllAsync(ct);
            Console.Out.WriteLine("The backup is restored. Everything that had to be deleted since is deleted again.");
            return 0;
        });
        return command;
    }

    private static async Task WriteAsync(OnlineBackup backup, string target, CancellationToken ct)
    {
        try
        {
            await backup.WriteAsync(target, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new StartupException($"The backup was not created: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static async Task CheckAsync(string source, CancellationToken ct)
    {
        InputFile.Open(source).Dispose();
        if (await OnlineBackup.ProblemAsync(source, ct) is { } problem)
            throw new StartupException($"{source} {problem}; nothing was changed.");
    }

    private static void Copy(string source, StoreSettings store)
    {
        if (store.Provider != StoreProvider.Sqlite)
            throw new StartupException("PostgreSQL is restored with its own tool, pg_restore; then start the bot, which purges first.");
        if (new FileInfo(store.Connection) is { Exists: true, Length: > 0 })
            throw new StartupException($"There is already a database at {store.Connection}. Move it away first, or choose an empty folder with Data__Folder.");

        // Renamed when complete, so that a crash leaves no partial database.
        var part = store.Connection + ".part";
        File.Copy(source, part, overwrite: true);
        PrivateFiles.PrepareDatabase(part);
        File.Move(part, store.Connection, overwrite: true);
    }
}
