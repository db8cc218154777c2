using System.CommandLine;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Host;

namespace AdvocacyBot.Verbs;

/// <summary>
/// <c>backup</c> copies the database while the bot runs, after the purges and without any key; <c>restore</c> brings a copy
/// back and purges before anything else can read it.
/// </summary>
internal static class BackupVerb
{
    public static Command MakeBackup()
    {
        var file = new Argument<string>("file") { Description = "The new file, which must not be there yet; with --verify, the copy to read." };
        var verify = new Option<bool>("--verify") { Description = "Reads a copy that was made before, and says whether it is sound." };
        var command = new Command("backup", "Copies the database, also while the bot runs. Event keys are never in the copy.") { file, verify };
        command.Does(async (arguments, ct) =>
        {
            var target = Path.GetFullPath(arguments.GetRequiredValue(file));
            if (arguments.GetValue(verify))
            {
                await CheckAsync(target, ct);
                Console.Out.WriteLine($"{target} is sound.");
                return 0;
            }

            await using var bot = await OfflineBot.OpenAsync(ct);
            await bot.Get<Housekeeping>().BeforeAllAsync(ct);
            await WriteAsync(bot.Get<OnlineBackup>(), target, ct);
            Console.Out.WriteLine($"The database is copied to {target}. The keys in {bot.Settings.DataFolder}/keys are not part of it, on purpose.");
            return 0;
        });
        return command;
    }

    public static Command MakeRestore()
    {
        var file = new Argument<string>("file") { Description = "A file that backup has written." };
        var command = new Command("restore", "Brings a copy back into an empty data folder, and purges first.") { file };
        command.Does(async (arguments, ct) =>
        {
            var source = Path.GetFullPath(arguments.GetRequiredValue(file));
            var settings = HostSettings.Read(BotConfiguration.Load());
            using (var folder = DataFolder.Hold(settings.DataFolder))
            {
                await CheckAsync(source, ct);
                Copy(source, settings.Store(folder));
            }

            await using var bot = await OfflineBot.OpenAsync(ct);
            await bot.Get<Housekeeping>().BeforeAllAsync(ct);
            Console.Out.WriteLine("The copy is restored, and what had to be forgotten since is forgotten.");
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
            throw new StartupException($"The backup was not made: {e.Message.TrimEnd('.')}.", e);
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
        if (File.Exists(store.Connection))
            throw new StartupException($"There is a database at {store.Connection}. Move it away first, or name an empty folder with Data__Folder.");
        // Whole or not at all, whatever ends this process meanwhile.
        var part = store.Connection + ".part";
        File.Copy(source, part, overwrite: true);
        File.Move(part, store.Connection);
    }
}
