using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Facts;

/// <summary>A bot that holds the bundled facts, for all the tests that only ask.</summary>
public sealed class FactsBot : IAsyncLifetime
{
    internal BotHarness Bot { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Bot = await FactsHarness.StartAsync();

    public async ValueTask DisposeAsync() => await Bot.DisposeAsync();

    internal Task<AnswerOutcome> AskAsync(string question, Language language = Language.English, string? after = null) => Bot.AskAsync(question, language, after);
}

internal static class FactsHarness
{
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    /// <summary>A bot with the bundled facts; on SQLite from a copy of one that has imported them, which is quicker.</summary>
    public static async Task<BotHarness> StartAsync(
        Database database = Database.Sqlite, Action<IServiceCollection>? adjust = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        if (database == Database.Sqlite)
            return await BotHarness.StartAsync(adjust: adjust, folder: CopyOf(await Template.Value), settings: settings);
        var bot = await BotHarness.StartAsync(database, adjust, settings: settings);
        await bot.ImportBundledAsync();
        return bot;
    }

    public static Task<bool> ImportBundledAsync(this BotHarness bot) => bot.InScopeAsync(async services =>
    {
        await services.GetRequiredService<ExampleFacts>().ImportAsync(CancellationToken.None);
        return true;
    });

    public static Task<ImportOutcome> ImportAsync(
        this BotHarness bot, string yaml, ImportOptions? options = null, long community = Community.FirstId) =>
        bot.InScopeAsync(
            services => services.GetRequiredService<ImportFacts>()
                .RunAsync(FactFile.ReadYaml(new StringReader(yaml)), options ?? new ImportOptions(), null, CancellationToken.None),
            community);

    public static Task<AnswerOutcome> AskAsync(this BotHarness bot, string question, Language language = Language.English, string? after = null) =>
        bot.AskAsync(question, new AskContext(language) { IsLanguageFixed = true, Previous = after });

    public static Task<AnswerOutcome> AskAsync(this BotHarness bot, string question, AskContext context) =>
        bot.InScopeAsync(services => services.GetRequiredService<AnswerQuestion>().RunAsync(question, context, CancellationToken.None));

    private static async Task<string> MakeTemplateAsync()
    {
        var folder = Directory.CreateTempSubdirectory("advocacybot-facts-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        await using var bot = await BotHarness.StartAsync(folder: folder);
        await bot.ImportBundledAsync();
        return folder;
    }

    private static string CopyOf(string folder)
    {
        var copy = Directory.CreateTempSubdirectory("advocacybot-test-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(copy, recursive: true);
        foreach (var file in Directory.EnumerateFiles(folder, "*.db*"))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        return copy;
    }
}
