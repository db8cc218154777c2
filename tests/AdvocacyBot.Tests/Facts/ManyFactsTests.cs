using System.Globalization;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Facts;

/// <summary>More matching facts than are read: both databases find the same ones.</summary>
public sealed class ManyFactsTests
{
    private const int First = 1920;
    private const int Last = 2019;

    [Theory, OnSqlite, OnPostgres]
    public async Task Beyond_the_limit_the_newest_facts_on_a_name_are_found_whatever_their_order(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var years = Enumerable.Range(First, Last - First + 1).OrderBy(year => year % 7);
        await bot.ImportAsync(File(years.Select(year => Fact(year, $"They marched on day {year % 300}"))));

        var found = await FindAsync(bot, "PBI-Canada since 1930");

        Assert.Equal(Enumerable.Range(Last - FindClaims.MaxCount + 1, FindClaims.MaxCount).Reverse(), found.Select(Year));
        Assert.Equal([1931], (await FindAsync(bot, "PBI-Canada 1931")).Select(Year));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task An_exact_phrase_is_found_beyond_the_limit(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var years = Enumerable.Range(First, Last - First + 1);
        await bot.ImportAsync(File(years.Select(year => Fact(year, year == 1950 ? "The lantern parade went on" : "A parade without any lantern went on"))));

        Assert.Equal([1950], (await FindAsync(bot, "\"lantern parade\"")).Select(Year));
        Assert.Equal(FindClaims.MaxCount, (await FindAsync(bot, "lantern parade")).Count);
    }

    private static string File(IEnumerable<string> facts) =>
        $$"""
        terms:
          marches: {kind: topic, en: [marches, march], fr: [marches], es: [marchas]}
          pbi: {kind: org, en: [PBI-Canada]}
        sources:
          one: {publisher: PBI-Canada, published: 2023-05-23}
        facts:
        {{string.Join('\n', facts)}}
        """;

    private static string Fact(int year, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"  - {{topic: marches, when: {year}, subjects: [pbi], text: {{en: {text}, fr: {text}, es: {text}}}, source: one}}");

    private static int Year(ClaimView claim) => claim.Period!.Value.From.Year;

    private static Task<IReadOnlyList<ClaimView>> FindAsync(BotHarness bot, string question) => bot.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<BotDb>();
        var known = await services.GetRequiredService<FactsMemory>().ReadAsync(db, CancellationToken.None);
        var read = new QuestionReader(known.Names).Read(question, new DateOnly(2026, 6, 1), Language.English);
        return (await new FindClaims(db, known).RunAsync(read, CancellationToken.None)).Claims;
    });
}
