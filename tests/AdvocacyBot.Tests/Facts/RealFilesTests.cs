using System.Runtime.CompilerServices;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Editing;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Facts;

/// <summary>Fact files as spreadsheets and people write them.</summary>
public sealed class RealFilesTests
{
    private const string Casualties =
        """
        terms:
          mine-casualties: {kind: topic, en: [mine casualties], fr: [victimes de mines], es: [víctimas de minas]}
          landmine-monitor: {kind: org, en: [Landmine Monitor]}
        sources:
          monitor: {publisher: Landmine Monitor, published: 2022-11}
        """;

    [Theory]
    [InlineData("latin1.csv")]
    [InlineData("semicolon.csv")]
    public async Task Spreadsheet_of_another_locale_is_read_with_its_accents(string file)
    {
        await using var bot = await FactsHarness.StartAsync();
        await bot.ImportAsync(Casualties + "\nfacts: []");
        var outcome = await FileAsync(bot, Sample(file));

        Assert.False(outcome.HasErrors, Problems(outcome));
        Assert.Equal(2, outcome.Added);
        var answer = PlainText.Write((await bot.AskAsync("victimes de mines afghanistan 2016", Language.French)).Reply);
        Assert.Contains("personnes tuées ou blessées", answer, StringComparison.Ordinal);
        Assert.Contains("244", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thousands_with_a_dot_are_never_a_fraction()
    {
        await using var bot = await FactsHarness.StartAsync();
        var outcome = await FileAsync(bot, Sample("dot.csv"));

        Assert.False(outcome.HasErrors, Problems(outcome));
        Assert.Contains("1,200", PlainText.Write((await bot.AskAsync("delegations 2015")).Reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_value_than_a_stored_claim_is_warned_of()
    {
        await using var bot = await FactsHarness.StartAsync();
        var outcome = await FileAsync(bot, Sample("conflict.yaml"), new ImportOptions(DryRun: true));

        Assert.Contains(outcome.Problems, p => p is { Key: "warn.differ.stored", IsError: false, Line: > 0 });
    }

    [Theory]
    [InlineData("topic;when;value;unit;text.en;source\ndelegations;2015;9;delegations;nine;cadsi-2014\n", 1)]
    [InlineData("Topic\tWhen\tValue\tUnit\tText.EN\tSource\ndelegations\t2015\t9\tdelegations\tnine\tcadsi-2014\n", 1)]
    [InlineData("sep=;\r\nTOPIC;WHEN;VALUE;UNIT;TEXT.EN;SOURCE;;\r\ndelegations;2015;9;delegations;nine;cadsi-2014;;\r\n", 1)]
    [InlineData("\uFEFF\"topic\",\"when\",\"value\",\"unit\",\"text.en\",\"source\"\n\"delegations\",\"2015\",\"1,200\",\"delegations\",\"nine\",\"cadsi-2014\"\n", 1)]
    public void Table_is_read_whatever_separates_its_cells(string csv, int facts)
    {
        var file = FactFile.Read("x.csv", new StringReader(csv));

        Assert.DoesNotContain(file.Problems, p => p.IsError);
        Assert.Equal(facts, file.Facts.Count);
        Assert.Equal("cadsi-2014", file.Facts[0]["source"]);
    }

    [Theory]
    [InlineData("Ville:Pays:Nombre\nLima:Pérou:3\nLima:Pérou:4\n")]
    [InlineData("some text\nand more\n")]
    public void Table_without_known_columns_is_one_sentence(string csv)
    {
        var file = FactFile.Read("x.csv", new StringReader(csv));

        Assert.Equal("file.header", Assert.Single(file.Problems).Key);
        Assert.Empty(file.Facts);
    }

    [Theory]
    [InlineData("8", true, 8)]
    [InlineData("1200", true, 1200)]
    [InlineData("1 200", true, 1200)]
    [InlineData("1\u00a0200", true, 1200)]
    [InlineData("1\u202f200", false, 1200)]
    [InlineData("1'200", true, 1200)]
    [InlineData("1,200", true, 1200)]
    [InlineData("1.200", true, 1200)]
    [InlineData("1,200,000", false, 1200000)]
    [InlineData("1.200.000", false, 1200000)]
    [InlineData("12 345 678", true, 12345678)]
    [InlineData("~ 3.7", false, 3.7)]
    [InlineData("3,7", false, 3.7)]
    [InlineData("50 +", true, 50)]
    [InlineData("≥ 6 661", true, 6661)]
    public void Number_is_read_as_it_is_meant(string text, bool isWhole, double expected)
    {
        var (value, problem) = FactValue.Read(text, isWhole);

        Assert.Null(problem);
        Assert.Equal((decimal)expected, value!.Value.Number);
    }

    [Theory]
    [InlineData("1.200", false, "fact.value.ambiguous")]
    [InlineData("1,200", false, "fact.value.ambiguous")]
    [InlineData("1.5", true, "fact.value.whole")]
    [InlineData("1.20", true, "fact.value.whole")]
    [InlineData("-5", true, "fact.value.negative")]
    [InlineData("− 5", false, "fact.value.negative")]
    [InlineData("10-20", true, "fact.value.range")]
    [InlineData("10 – 20", true, "fact.value.range")]
    [InlineData("1 200-1 300", true, "fact.value.range")]
    [InlineData("many", true, "fact.value")]
    [InlineData("1.200,50", false, "fact.value")]
    [InlineData("12 34", true, "fact.value")]
    [InlineData("0x10", true, "fact.value")]
    [InlineData("1e3", true, "fact.value")]
    public void Number_that_could_be_misread_is_refused_by_name(string text, bool isWhole, string problem)
    {
        Assert.Equal(((FactValue?)null, problem), FactValue.Read(text, isWhole));
        Assert.All(LanguageNames.All, language => Assert.Contains(text, FactProblem.Error(1, 1, problem, text).Write(language), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Percentage_is_shown_with_its_sign()
    {
        await using var bot = await FactsHarness.StartAsync();
        var outcome = await bot.ImportAsync(Casualties + "\nfacts:\n  - {topic: mine-casualties, when: 2020, value: 12 %, scope: {en: of them children, fr: d'enfants, es: de niños}, source: monitor}\n");

        Assert.False(outcome.HasErrors, Problems(outcome));
        Assert.Contains("12%", PlainText.Write((await bot.AskAsync("mine casualties 2020")).Reply), StringComparison.Ordinal);
    }

    [Fact]
    public void Undecodable_file_is_refused_with_its_line()
    {
        var problems = new FactProblems();

        Assert.Null(FactFileText.Decode([(byte)'a', (byte)'\n', 0xE9, 0x81], isCsv: true, problems));
        Assert.Null(FactFileText.Decode([(byte)'a', 0xE9], isCsv: false, problems));
        Assert.Equal("é", FactFileText.Decode([0xE9], isCsv: true, problems));
        Assert.Equal("é", FactFileText.Decode([0xFF, 0xFE, 0xE9, 0x00], isCsv: true, problems));
        Assert.Equal(["2:file.encoding", "1:file.encoding", "1:file.windows1252"], problems.Select(p => $"{p.Line}:{p.Key}"));
    }

    [Theory]
    [InlineData("topic: delegations; url: https://example.org/?a=1;b=2; when: 2015", "url", "https://example.org/?a=1;b=2")]
    [InlineData("text: They said so; nobody agreed; when: 2015", "text.en", "They said so; nobody agreed")]
    [InlineData("names: Peru; Chile | Mexico; when: 2015", "names", "Peru/Chile/Mexico")]
    public void Semicolon_inside_a_value_stays_in_it(string text, string column, string expected)
    {
        var problems = new List<FactProblem>();
        var record = ChatFact.Read(text, null, Language.English, problems);

        Assert.Empty(problems);
        Assert.Equal(expected, string.Join('/', record.List(column)));
        Assert.Equal("2015", record["when"]);
    }

    [Fact]
    public void Mistyped_column_is_named()
    {
        var problems = new List<FactProblem>();
        ChatFact.Read("topic: delegations; vaule: 9", null, Language.English, problems);

        Assert.Equal("vaule", Assert.Single(Assert.Single(problems).Values));
    }

    [Fact]
    public async Task Example_of_the_manual_can_be_imported_and_asked()
    {
        await using var bot = await FactsHarness.StartAsync();
        var manual = await File.ReadAllLinesAsync(Path.Combine(Here(), "..", "..", "..", "docs", "facts.md"));
        var example = manual.SkipWhile(l => l != "terms:").TakeWhile(l => l != "```");
        var outcome = await bot.ImportAsync(string.Join('\n', example));

        Assert.False(outcome.HasErrors, Problems(outcome));
        Assert.Contains("1,200", PlainText.Write((await bot.AskAsync("how many evictions in Peru in 2023")).Reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manual_describes_every_column()
    {
        var manual = await File.ReadAllTextAsync(Path.Combine(Here(), "..", "..", "..", "docs", "facts.md"));

        Assert.All(FactColumns.All.Select(c => c.Name).Concat(SourceEntry.Columns), column => Assert.Contains($"`{column}`", manual, StringComparison.Ordinal));
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    private static string Sample(string file) => Path.Combine(AppContext.BaseDirectory, "Facts", "Samples", "files", file);

    private static string Problems(ImportOutcome outcome) => string.Join('\n', outcome.Problems.Select(p => p.Write("x", Language.English)));

    private static Task<ImportOutcome> FileAsync(BotHarness bot, string path, ImportOptions? options = null) =>
        bot.InScopeAsync(services => services.GetRequiredService<ImportFacts>().FileAsync(path, options ?? new ImportOptions(), null, CancellationToken.None));
}
