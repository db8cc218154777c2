using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Naming;
using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Facts;

/// <summary>What was read for one question is kept for the next ones, but never beyond a change.</summary>
public sealed class RecentClaimsTests
{
    private const string Before =
        """
        terms:
          marches: {kind: topic, en: [marches, march], fr: [marches], es: [marchas]}
          pbi: {kind: org, en: [PBI-Canada]}
          walkers: {kind: unit, en: [walkers], fr: [marcheurs], es: [caminantes]}
        sources:
          one: {publisher: PBI-Canada, title: An early report, published: 2023-05-23}
        facts:
          - {id: F-0001, topic: marches, when: 1950, value: 40, unit: walkers, subjects: [pbi], text: {en: They marched, fr: Elles marchaient, es: Marcharon}, source: one}
        """;

    [Theory, OnSqlite, OnPostgres]
    public async Task Source_that_an_import_changes_is_another_in_the_next_answer(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        await bot.ImportAsync(Before);
        Assert.Contains("2023", await AskAsync(bot, "marches 1950"), StringComparison.Ordinal);

        await bot.ImportAsync(Before.Replace("2023-05-23", "2021-02-03", StringComparison.Ordinal));

        Assert.Contains("2021", await AskAsync(bot, "marches 1950"), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Value_that_an_import_changes_is_another_in_the_next_answer(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        await bot.ImportAsync(Before);
        Assert.Contains("40", await AskAsync(bot, "marches 1950"), StringComparison.Ordinal);

        await bot.ImportAsync(Before.Replace("value: 40", "value: 41", StringComparison.Ordinal));

        var answer = await AskAsync(bot, "marches 1950");
        Assert.Contains("41", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("40", answer, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Broader_unit_that_an_import_adds_counts_in_the_next_answer(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        await bot.ImportAsync(Before);
        Assert.DoesNotContain("40", await AskAsync(bot, "how many people at marches 1950"), StringComparison.Ordinal);

        await bot.ImportAsync(Before.Replace("{kind: unit, en: [walkers]", "{kind: unit, broader: person, en: [walkers]", StringComparison.Ordinal));

        Assert.Contains("40", await AskAsync(bot, "how many people at marches 1950"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Same_file_again_changes_nothing()
    {
        await using var bot = await BotHarness.StartAsync();
        await bot.ImportAsync(Before);

        var again = await bot.ImportAsync(Before);

        Assert.Equal((0, 0), (again.Added, again.Changed));
        Assert.Empty(await bot.InScopeAsync(services => services.GetRequiredService<BotDb>().NameSteps.ToListAsync()));
    }

    private static async Task<string> AskAsync(BotHarness bot, string question) => PlainText.Write((await bot.AskAsync(question)).Reply);
}
