using System.Diagnostics;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Docs;

/// <summary>
/// Runs every <c>dotnet</c> command of a page of the documentation, in its order and in one fresh folder, as somebody does who
/// follows the page. Data, ports and user-secrets are kept in that folder; nothing is built again.
/// </summary>
public sealed class CommandsTests
{
    private static readonly string[] RunsTheBot = ["dotnet", "run", "--project", "src/AdvocacyBot"];
    private static readonly string[] SetsSecrets = ["dotnet", "user-secrets"];

    /// <summary>Commands that answer a fresh installation with this sentence and exit code 1.</summary>
    private static readonly Dictionary<string, string> Refusals = new(StringComparer.Ordinal)
    {
        ["places confirm 2"] = "There is no place with that number.",
        ["communities suspend NAME"] = "There is no group with that name",
        ["communities resume NAME"] = "There is no suspended group with that name",
        ["communities export NAME exported"] = "There is no community \"NAME\".",
        ["communities delete NAME"] = "There is no suspended group with that name",
    };

    /// <summary>What is run: each command where it is printed first, because starting the bot takes seconds.</summary>
    private static readonly ILookup<string, DocumentedCommand> Runs = DocumentationPage.All
        .SelectMany(p => p.Commands).Where(c => CommandsThatAreNotRun.EntryOf(c) is null).DistinctBy(c => c.Text).ToLookup(c => c.Page);

    public static TheoryData<string> Pages => [.. Runs.Select(page => page.Key)];

    [Fact]
    public void Every_command_is_run_or_listed_with_a_reason()
    {
        var unknown = DocumentationPage.All.SelectMany(p => p.Commands)
            .Where(c => CommandsThatAreNotRun.EntryOf(c) is null && !Begins(c, RunsTheBot) && !Begins(c, SetsSecrets));

        Assert.Empty(unknown);
    }

    [Fact]
    public void Every_listed_command_is_in_the_documentation()
    {
        var used = DocumentationPage.All.SelectMany(p => p.Commands).Select(CommandsThatAreNotRun.EntryOf).ToHashSet();

        Assert.DoesNotContain(CommandsThatAreNotRun.Reasons.Keys, entry => !used.Contains(entry));
    }

    [Fact]
    public void Every_project_and_folder_that_a_command_names_exists()
    {
        var named = DocumentationPage.All.SelectMany(p => p.Commands)
            .SelectMany(c => c.Words.Where(word => word.StartsWith("src/", StringComparison.Ordinal) || word.StartsWith("tests/", StringComparison.Ordinal)).Select(path => (c, path)));

        Assert.DoesNotContain(named, n => !Path.Exists(Path.Combine(DocumentationPage.Root, n.path)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_can_be_followed_in_a_fresh_folder(string page)
    {
        using var folder = new TemporaryFolder();
        var guide = DocumentationPage.Read(page);
        foreach (var (name, content) in guide.SavedFiles)
            await File.WriteAllTextAsync(Path.Combine(folder.Path, name), content);

        foreach (var command in Runs[page])
        {
            if (Begins(command, SetsSecrets))
                await SetSecretAsync(command, folder.Path);
            else if (command.Words.Count == RunsTheBot.Length)
                await StartAsync(folder.Path);
            else
                await RunVerbAsync(command, folder.Path);
        }
    }

    private static bool Begins(DocumentedCommand command, string[] words) => command.Words.Take(words.Length).SequenceEqual(words, StringComparer.Ordinal);

    private static async Task RunVerbAsync(DocumentedCommand command, string folder)
    {
        string[] arguments = [.. command.Words.Skip(RunsTheBot.Length + 1)];
        Assert.Equal("--", command.Words[RunsTheBot.Length]);

        var (exitCode, output) = await BotProcess.RunAsync(folder, arguments, null, command.Variables);

        if (Refusals.GetValueOrDefault(string.Join(' ', arguments)) is { } sentence)
            Assert.Contains(sentence, output, StringComparison.Ordinal);
        else
            Assert.True(exitCode == 0, $"{command}\n{output}");
    }

    private static async Task StartAsync(string folder)
    {
        await using var bot = await BotProcess.StartAsync(folder);
        await Eventually.HoldsAsync(bot.IsReadyAsync, "the bot is ready");
        Assert.Equal(0, await bot.StopAsync());
    }

    /// <summary>The SDK's own tool, which reads the project and writes below the home folder.</summary>
    private static async Task SetSecretAsync(DocumentedCommand command, string home)
    {
        var start = new ProcessStartInfo("dotnet", command.Words.Skip(1))
        {
            WorkingDirectory = DocumentationPage.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        (start.Environment["HOME"], start.Environment["APPDATA"], start.Environment["DOTNET_NOLOGO"]) = (home, home, "1");
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, $"{command}\n{output}");
    }
}
