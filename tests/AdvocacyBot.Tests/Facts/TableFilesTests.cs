using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Facts;

/// <summary>A group that works with spreadsheets alone fills an empty store from them.</summary>
public sealed class TableFilesTests
{
    private const string Spreadsheet =
        """
        Topic;When;Subjects;Places;Value;Unit;Scope.en;Publisher;Title;URL;Published
        evictions;2022;Peru;Callao;1 200;households;households evicted;Housing Watch;Evictions, a report;https://example.org/e?a=1;2023-02
        evictions;2023;Peru;Callao;1 350;households;households evicted;Housing Watch;Evictions, a report;https://example.org/e?a=2;2024-02
        """;

    [Fact]
    public async Task Exported_tables_fill_an_empty_store_and_give_the_same_answers()
    {
        using var folder = new TemporaryFolder();
        await using var full = await FactsHarness.StartAsync();
        await WriteAsync(full, folder.Path);
        await using var empty = await BotHarness.StartAsync();

        foreach (var table in (string[])["all.terms.csv", "all.sources.csv", "all.csv"])
        {
            var outcome = await ImportAsync(empty, Path.Combine(folder.Path, table), new ImportOptions());
            Assert.False(outcome.HasErrors, Problems(outcome));
        }

        foreach (var question in (string[])["delegations 2014", "who was at CANSEC 2014", "how many complaints in Mexico", "heckler koch fine", "was Peru at CANSEC"])
            Assert.Equal(PlainText.Write((await full.AskAsync(question)).Reply), PlainText.Write((await empty.AskAsync(question)).Reply));
    }

    [Fact]
    public async Task Unknown_names_of_a_spreadsheet_are_added_only_if_asked_for_and_each_is_reported()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "evictions.csv");
        await File.WriteAllTextAsync(path, Spreadsheet);
        await using var bot = await BotHarness.StartAsync();

        Assert.True((await ImportAsync(bot, path, new ImportOptions())).HasErrors);
        var outcome = await ImportAsync(bot, path, new ImportOptions { AddsNames = true });

        Assert.False(outcome.HasErrors, Problems(outcome));
        Assert.Equal(2, outcome.Added);
        Assert.Equal(["evictions", "Callao", "Housing Watch"], outcome.Problems.Where(p => p.Key == "warn.newname").Select(p => p.Values[0]));
        var answer = PlainText.Write((await bot.AskAsync("evictions Peru 2023")).Reply);
        Assert.Contains("1,350", answer, StringComparison.Ordinal);
        Assert.Contains("Housing Watch", answer, StringComparison.Ordinal);
        Assert.Equal(AnswerKind.Answer, (await bot.AskAsync("how many households in Callao 2022")).Kind);
        Assert.Equal((0, 0), Count(await ImportAsync(bot, path, new ImportOptions { AddsNames = true })));
    }

    [Theory]
    [InlineData("slug,kind,colour\nx,topic,red\n", "colour")]
    [InlineData("slug,publisher\n,NPR\n", "slug")]
    [InlineData("slug,publisher\nx,Nobody\n", "Nobody")]
    public async Task Table_of_names_that_cannot_be_used_gets_a_sentence(string table, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "names.csv");
        await File.WriteAllTextAsync(path, table);
        await using var bot = await FactsHarness.StartAsync();

        var outcome = await ImportAsync(bot, path, new ImportOptions());

        Assert.True(outcome.HasErrors);
        Assert.Contains(expected, Problems(outcome), StringComparison.Ordinal);
    }

    private static Task<bool> WriteAsync(BotHarness bot, string folder) => bot.InScopeAsync(async services =>
    {
        var export = services.GetRequiredService<ExportFacts>();
        await using var facts = File.CreateText(Path.Combine(folder, "all.csv"));
        await using var terms = File.CreateText(Path.Combine(folder, "all.terms.csv"));
        await using var sources = File.CreateText(Path.Combine(folder, "all.sources.csv"));
        await export.RunAsync(facts, "all.csv", CancellationToken.None);
        await export.WriteNamesAsync(terms, sources, CancellationToken.None);
        return true;
    });

    private static Task<ImportOutcome> ImportAsync(BotHarness bot, string path, ImportOptions options) =>
        bot.InScopeAsync(services => services.GetRequiredService<ImportFacts>().FileAsync(path, options, null, CancellationToken.None));

    private static (int Added, int Changed) Count(ImportOutcome outcome) => (outcome.Added, outcome.Changed);

    private static string Problems(ImportOutcome outcome) => string.Join('\n', outcome.Problems.Where(p => p.IsError).Select(p => p.Write("x", Language.English)));
}
