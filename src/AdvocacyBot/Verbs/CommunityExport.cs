using System.CommandLine;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Mobilizations.Announcing;
using AdvocacyBot.Host;

namespace AdvocacyBot.Verbs;

/// <summary><c>communities export</c>: writes what a community has published into a folder, without anything about its members.</summary>
internal static class CommunityExport
{
    public const string Facts = "facts.yaml";
    public const string Feeds = "feeds.opml";
    public const string Actions = "actions.jsonl";

    public static Command Make()
    {
        var name = new Argument<string>("name") { Description = "The short name that 'communities' shows." };
        var folder = new Argument<string>("folder") { Description = "Where the files are written; created if it does not exist." };
        var command = new Command("export", "Writes a group's published facts, its feeds and its actions into a folder, and nothing about its members.") { name, folder };
        command.Does((arguments, ct) => RunAsync(arguments.GetRequiredValue(name), Path.GetFullPath(arguments.GetRequiredValue(folder)), ct));
        return command;
    }

    private static async Task<int> RunAsync(string name, string folder, CancellationToken ct)
    {
        await using var bot = await OfflineBot.OpenAsync(ct, name);
        CreateFolder(folder);
        await WriteAsync(Facts, "facts", text => bot.Get<ExportFacts>().RunAsync(text, Facts, ct));
        await WriteAsync(Feeds, "feeds", text => bot.Get<ExportFeeds>().RunAsync(text, ct));
        await WriteAsync(Actions, "actions", text => bot.Get<ExportActions>().RunAsync(text, ct));
        return 0;

        async Task WriteAsync(string file, string what, Func<TextWriter, Task<int>> write)
        {
            var path = Path.Combine(folder, file);
            await using var text = OutputFile.Create(path);
            Console.Out.WriteLine($"{path}: {await write(text)} {what}");
        }
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The folder {folder} cannot be created: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
