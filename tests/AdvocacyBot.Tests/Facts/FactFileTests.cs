using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Facts;

public sealed class FactFileTests
{
    private const string Head =
        """
        terms:
          marches: {kind: topic, en: [marches, march], fr: [marches], es: [marchas]}
          pbi: {kind: org, en: [PBI-Canada]}
        sources:
          one: {publisher: PBI-Canada, published: 2023-05-23}

        """;

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once_with_its_place_and_nothing_is_changed()
    {
        await using var bot = await BotHarness.StartAsync();
        var outcome = await bot.ImportAsync(Head +
            """
            facts:
              - {topic: marches, when: 2014-13, value: many, text: {en: x, fr: x, es: x}, source: one}
              - {topic: marches, when: 2015/2014, value: 2, scope: {en: a, fr: b, es: c}, source: one}
              - {topic: marches, value: 3, names: [PBI-Canada], scope: {en: a, fr: b, es: c}, source: one}
              - {topic: sailing, value: 3, scope: {en: a, fr: b, es: c}, source: two, colour: red}
              - {topic: marches, text: {en: It was two weeks ago, fr: b, es: c}}
              - {id: F-0001, topic: marches, text: {en: a, fr: b, es: c}, source: one, conflicts: F-0099}
              - {id: F-0001, topic: marches, text: {en: a, de: b}, source: [one, {x: y}]}
              - nonsense
            extra: 1
            """);

        var told = outcome.Problems.Where(p => p.IsError).Select(p => $"{p.Line}:{p.Key}").ToHashSet();
        string[] expected =
        [
            "7:fact.when", "7:fact.value", "8:fact.range", "9:fact.names", "10:fact.name", "10:fact.source", "10:file.column",
            "11:fact.relative", "11:fact.source.missing", "12:fact.unknown", "13:fact.twice", "13:file.language", "13:file.values",
            "14:file.map", "15:file.section",
        ];
        Assert.All(expected, e => Assert.Contains(e, told));
        Assert.All(outcome.Problems, p => Assert.True(p.Line > 0 && p.Column > 0 && p.Write(Language.French).Length > 0));
        Assert.Equal((0, 0), await bot.DbAsync(async db => (await db.Claims.CountAsync(), await db.Terms.CountAsync(t => t.Slug == "marches"))));
    }

    [Theory]
    [InlineData("facts: [", "file.yaml")]
    [InlineData("", "file.empty")]
    [InlineData("- a", "file.sections")]
    [InlineData("a: &a [x, x]\nb: &b [*a, *a]\nfacts: [*b, *b]", "file.yaml")]
    [InlineData("facts: !!python/object {a: b}", "file.yaml")]
    [InlineData("facts: [[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]", "file.yaml")]
    [InlineData("facts:\n  - topic: a\n\tvalue: 1", "file.yaml")]
    public void What_is_no_fact_file_is_refused_with_its_place(string yaml, string key)
    {
        var file = FactFile.ReadYaml(new StringReader(yaml));

        Assert.Contains(file.Problems, p => p.Key == key && p.IsError && p.Line > 0);
    }

    [Fact]
    public async Task The_same_file_twice_changes_nothing_and_a_dry_run_never_does()
    {
        await using var bot = await BotHarness.StartAsync();
        var yaml = Head + "facts:\n  - {topic: marches, when: 2014, value: 2, unit: marches, scope: {en: a, fr: b, es: c}, source: one}\n";

        Assert.Equal((1, 0), Count(await bot.ImportAsync(yaml, new ImportOptions(DryRun: true))));
        Assert.Equal(0, await bot.DbAsync(db => db.Claims.CountAsync()));
        Assert.Equal((1, 1), Count(await bot.ImportAsync(yaml)));
        Assert.Equal((1, 0), Count(await bot.ImportAsync(yaml)));
        Assert.Equal((1, 1), await bot.DbAsync(async db => (await db.Claims.CountAsync(), await db.Revisions.CountAsync())));

        static (int Facts, int Added) Count(ImportOutcome outcome) => (outcome.Facts, outcome.Added + outcome.Changed);
    }

    [Fact]
    public async Task What_is_exported_as_yaml_or_csv_comes_back_the_same()
    {
        await using var bot = await FactsHarness.StartAsync();
        foreach (var path in (string[])["facts.yaml", "facts.csv", "facts.json"])
        {
            var text = new StringWriter();
            await bot.InScopeAsync(async services =>
            {
                await services.GetRequiredService<ExportFacts>().RunAsync(text, path, CancellationToken.None);
                return true;
            });
            if (path == "facts.json")
                continue;

            var again = FactFile.Read(path, new StringReader(text.ToString()));
            Assert.Empty(again.Problems);
            Assert.Equal(35, again.Facts.Count);
            using var bundled = Bundled.Open("facts.yaml");
            var first = FactFile.ReadYaml(bundled).Facts[1];
            Assert.Equal(FactJson.Write(first), FactJson.Write(again.Facts[1]));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_export_brought_into_an_empty_store_makes_the_same_store(Database database)
    {
        await using var bot = await FactsHarness.StartAsync(database);
        var first = await ExportAsync(bot);
        await using var empty = await BotHarness.StartAsync(database);

        var outcome = await empty.ImportAsync(first);

        Assert.False(outcome.HasErrors, string.Join('\n', outcome.Problems.Select(p => p.Write("export.yaml", Language.English))));
        Assert.Equal(35, outcome.Added);
        Assert.Equal(first, await ExportAsync(empty));
        Assert.Contains("hints: [\"who\", \"presence\"]", first, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_changed_file_changes_what_it_is_about_and_keeps_the_history(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        const string Two =
            """
            facts:
              - {id: F-0001, topic: marches, when: 2014, value: 2, unit: marches, scope: {en: a, fr: b, es: c}, source: one, conflicts: F-0002, note: why}
              - {id: F-0002, topic: marches, when: 2014, value: 3, unit: marches, scope: {en: d, fr: e, es: f}, source: one}
              - {topic: marches, when: 2015, value: 9, unit: marches, scope: {en: g, fr: h, es: i}, source: one}
              - {topic: marches, when: 2015, value: 9, unit: marches, scope: {en: g, fr: h, es: i}, source: one}
            """;

        Assert.Equal((3, 0), Count(await bot.ImportAsync(Head + Two)));
        Assert.Equal(1, await bot.DbAsync(db => db.ClaimLinks.CountAsync()));
        var other = Two.Replace("value: 2,", "value: 4, review_by: 2020,", StringComparison.Ordinal).Replace(", conflicts: F-0002, note: why", "", StringComparison.Ordinal);
        Assert.Equal((0, 1), Count(await bot.ImportAsync(Head + other)));

        var answer = PlainText.Write((await bot.AskAsync("marches 2014")).Reply);
        Assert.Contains("4, a", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("2, a", answer, StringComparison.Ordinal);
        Assert.Equal(0, await bot.DbAsync(db => db.ClaimLinks.CountAsync()));
        Assert.Equal([1, 2], await bot.DbAsync(async db =>
        {
            var claim = await db.Claims.SingleAsync(c => c.PublicId == "F-0001");
            return await db.Revisions.Where(r => r.ClaimId == claim.Id).OrderBy(r => r.Id).Select(r => r.Version).ToListAsync();
        }));
        Assert.EndsWith(" 4 ofcommunity1", await bot.DbAsync(db => db.Claims.Where(c => c.PublicId == "F-0001").Select(c => c.SearchText).SingleAsync()), StringComparison.Ordinal);

        static (int Added, int Changed) Count(ImportOutcome outcome) => (outcome.Added, outcome.Changed);
    }

    [Fact]
    public async Task What_an_editor_should_look_at_is_told_with_its_place_and_keeps_nothing_out()
    {
        await using var bot = await BotHarness.StartAsync();
        var outcome = await bot.ImportAsync(
            """
            terms:
              marches: {kind: topic, en: [marches], fr: [marches], es: [marchas]}
              pbi: {kind: org, en: [PBI-Canada]}
            sources:
              one: {publisher: PBI-Canada, url: "https://example.org/one"}
              two: {publisher: PBI-Canada, via: one}
            facts:
              - {topic: marches, when: 2014, value: 2, unit: marches, scope: {en: a, fr: b, es: c}, source: one, review_by: 2020-05}
              - {topic: marches, when: 2015, value: 2, unit: marches, scope: {en: a, fr: b, es: c}, source: two, review_by: 2090}
              - {topic: marches, when: 2016, value: 2, unit: marches, scope: {en: a, fr: b, es: c}, source: [one, two]}
              - {topic: marches, when: 2017, value: 2, unit: marches, scope: {en: a, fr: b, es: c}, publisher: PBI-Canada, via: one}
            """);

        Assert.False(outcome.HasErrors);
        Assert.Equal(4, outcome.Added);
        Assert.Equal(
            ["5:warn.archive", "8:warn.review", "9:warn.second", "11:warn.second"],
            outcome.Problems.Select(p => $"{p.Line}:{p.Key}"));
        Assert.All(LanguageNames.All, language => Assert.All(outcome.Problems, p => Assert.EndsWith(".", p.Write(language), StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("a,b\n\"c\",\"d\"\"e\"\n", "a|b/c|d\"e")]
    [InlineData("a,b\r\n\"c\r\nd\",e\r\n\r\n", "a|b/c\r\nd|e")]
    [InlineData("a", "a")]
    [InlineData("", "")]
    public void Cells_are_read_as_rfc_4180_has_them(string csv, string expected)
    {
        var rows = CsvText.Read(new StringReader(csv), ',', (_, _) => Assert.Fail("No mark is misplaced."));
        Assert.Equal(expected, string.Join('/', rows.Select(r => string.Join('|', r.Select(c => c.Value)))));
    }

    [Fact]
    public void A_row_tells_where_its_faults_are()
    {
        var file = FactFile.Read("x.csv", new StringReader("topic,colour,when\ndelegations,red\ndelegations,\"open,2014\n"));

        Assert.Equal(["1:7:file.column", "2:1:file.width", "3:13:file.quotes", "3:1:file.width"], file.Problems.Select(p => $"{p.Line}:{p.Column}:{p.Key}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_cell_that_a_spreadsheet_would_run_is_guarded_and_comes_back_as_it_was()
    {
        var record = new FactRecord(1, 1);
        record.Cells["topic"] = new FactCell(["=cmd()"], 1, 1);
        var text = new StringWriter();
        FactCsv.Write(text, [record]);

        Assert.Contains("'=cmd()", text.ToString(), StringComparison.Ordinal);
        Assert.Equal("=cmd()", FactFile.Read("x.csv", new StringReader(text.ToString())).Facts[0]["topic"]);
    }

    [Theory]
    [InlineData("2014", "2014-01-01", "2014-12-31")]
    [InlineData("2014-02", "2014-02-01", "2014-02-28")]
    [InlineData("2014/2022-09", "2014-01-01", "2022-09-30")]
    [InlineData("2014/..", "2014-01-01", "9999-12-31")]
    public void Times_are_read_as_edtf_has_them(string text, string from, string to) =>
        Assert.Equal(new Period(DateOnly.Parse(from), DateOnly.Parse(to)), Period.Parse(text));

    [Theory]
    [InlineData("last year")]
    [InlineData("2015/2014")]
    [InlineData("2014-13")]
    [InlineData("..")]
    [InlineData("1/2/3")]
    public void What_is_no_time_is_none(string text) => Assert.Null(Period.Parse(text));

    private static Task<string> ExportAsync(BotHarness bot) => bot.InScopeAsync(async services =>
    {
        var text = new StringWriter();
        await services.GetRequiredService<ExportFacts>().RunAsync(text, "facts.yaml", CancellationToken.None);
        return text.ToString();
    });
}
