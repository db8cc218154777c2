using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Facts;

/// <summary>A group's own topics, names and sources, added, merged and removed from chat by two organizers.</summary>
public sealed class NamingTests
{
    private static readonly MemberRef Ana = new("fake", "ana");
    private static readonly MemberRef Ben = new("fake", "ben");

    [Theory, OnSqlite, OnPostgres]
    public async Task Community_builds_its_topic_name_source_and_fact_from_chat(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        await AgreeAsync(bot, "topic add evictions; fr: expulsions; es: desalojos; also: eviction, forced removals");
        await AgreeAsync(bot, "source add https://example.org/2023?a=1;b=2 publisher: Housing Watch; published: 2024-02; title: Evictions; a report");
        await AgreeAsync(bot, "name add HW; of: Housing Watch");
        var proposed = await SayAsync(bot, "fact propose topic: evictions; when: 2023; subjects: Peru; value: 1200; unit: evictions; scope: evictions by court order; source: housing-watch-2024-02", Ana);
        Assert.True(proposed.Choices.Count > 0, PlainText.Write(proposed));
        await SayAsync(bot, "fact approve F-0001 1", Ben);

        foreach (var (question, language) in new[] { ("evictions 2023", Language.English), ("expulsions 2023", Language.French), ("desalojos 2023", Language.Spanish), ("forced removals in Peru 2023", Language.English) })
        {
            var answer = await bot.AskAsync(question, language);
            Assert.True(answer.Kind == AnswerKind.Answer, $"{question}\n{PlainText.Write(answer.Reply)}");
        }

        var cited = await bot.AskAsync("evictions 2023 according to HW");
        Assert.Contains("<https://example.org/2023?a=1;b=2>", PlainText.Write(cited.Reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_takes_effect_until_somebody_else_agrees()
    {
        await using var bot = await FactsHarness.StartAsync();
        var proposed = await SayAsync(bot, "name add the show in Ottawa; of: CANSEC", Ana);
        Assert.Contains("N-0001", PlainText.Write(proposed), StringComparison.Ordinal);

        Assert.Contains("another organizer", PlainText.Write(await bot.ChooseAsync(proposed.Choices[0].Id, Ana, organizer: true)), StringComparison.Ordinal);
        Assert.NotEqual(AnswerKind.Answer, (await bot.AskAsync("embassies the show in Ottawa 2014")).Kind);
        Assert.Contains("N-0001", PlainText.Write(await SayAsync(bot, "fact queue", Ben)), StringComparison.Ordinal);

        await bot.ChooseAsync(proposed.Choices[0].Id, Ben, organizer: true);
        Assert.Equal(AnswerKind.Answer, (await bot.AskAsync("embassies the show in Ottawa 2014")).Kind);
        Assert.Contains("Nothing is waiting", PlainText.Write(await SayAsync(bot, "fact queue", Ben)), StringComparison.Ordinal);
        Assert.Contains("No version", PlainText.Write(await SayAsync(bot, "fact approve N-0001 1", Ben)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejected_change_has_no_effect()
    {
        await using var bot = await FactsHarness.StartAsync();
        await SayAsync(bot, "name add arms bazaar; of: CANSEC", Ana);
        await SayAsync(bot, "fact reject N-1", Ben);

        Assert.Contains("No version", PlainText.Write(await SayAsync(bot, "fact approve N-1 1", Ben)), StringComparison.Ordinal);
        Assert.NotEqual(AnswerKind.Answer, (await bot.AskAsync("embassies at the arms bazaar 2014")).Kind);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Merged_names_keep_their_facts_and_old_files_still_mean_them(Database database)
    {
        await using var bot = await FactsHarness.StartAsync(database);
        await bot.ImportAsync(
            """
            terms:
              raids: {kind: topic, en: [raids], fr: [raids], es: [redadas]}
              house-searches: {kind: topic, en: [house searches], fr: [perquisitions], es: [registros]}
              dw-english: {kind: org, en: [DW English]}
            sources: {dw-1: {publisher: dw-english, published: 2020}}
            facts:
              - {topic: raids, when: 2020, value: 5, unit: cases, scope: {en: raids at night}, source: dw-1}
            """);
        await AgreeAsync(bot, "name merge raids house-searches");
        await AgreeAsync(bot, "name merge \"DW English\" Deutsche Welle");

        var answer = await bot.AskAsync("house searches 2020");
        Assert.Equal(AnswerKind.Answer, answer.Kind);
        Assert.Equal("Deutsche Welle", Assert.Single(answer.Claims).Sources[0].Publisher);
        Assert.Equal(AnswerKind.Answer, (await bot.AskAsync("raids 2020 DW English")).Kind);

        var again = await bot.ImportAsync("facts: [{topic: raids, when: 2021, value: 6, unit: cases, scope: {en: raids by day}, source: dw-1}]");
        Assert.Equal(1, again.Added);
        Assert.Equal(AnswerKind.Answer, (await bot.AskAsync("house searches 2021")).Kind);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Merged_sources_keep_their_facts_and_old_files_still_mean_them(Database database)
    {
        const string File =
            """
            terms:
              evictions: {kind: topic, en: [evictions], fr: [expulsions], es: [desalojos]}
              housing-watch: {kind: org, en: [Housing Watch]}
            sources:
              hw-old: {publisher: housing-watch, title: A report, published: 2024, url: "https://example.org/old"}
              hw-new: {publisher: housing-watch, title: The report, published: 2024, url: "https://example.org/new"}
              npr-1: {publisher: NPR, via: hw-old, published: 2024}
            facts:
              - {id: F-0901, topic: evictions, when: 2022, value: 5, unit: cases, scope: {en: evictions by night}, source: hw-old}
              - {id: F-0902, topic: evictions, when: 2023, value: 6, unit: cases, scope: {en: evictions by night}, source: [hw-old, hw-new]}
              - {id: F-0903, topic: evictions, when: 2024, value: 7, unit: cases, scope: {en: evictions by night}, source: npr-1}
            """;
        await using var bot = await FactsHarness.StartAsync(database);
        await bot.ImportAsync(File);
        await AgreeAsync(bot, "source merge hw-old hw-new");

        foreach (var year in new[] { 2022, 2023 })
        {
            var answer = PlainText.Write((await bot.AskAsync($"evictions {year}")).Reply);
            Assert.Contains("https://example.org/new", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("https://example.org/old", answer, StringComparison.Ordinal);
        }

        Assert.Contains("Housing Watch", PlainText.Write((await bot.AskAsync("evictions 2024")).Reply), StringComparison.Ordinal);
        Assert.Contains("do not know the source", PlainText.Write(await SayAsync(bot, "source remove hw-old", Ana)), StringComparison.Ordinal);

        // The same file, a later one and an edit: the id that went means the other source.
        Assert.Equal((0, 0), await bot.ImportAsync(File) is var again ? (again.Added, again.Changed) : default);
        Assert.Equal(1, (await bot.ImportAsync("facts: [{topic: evictions, when: 2025, value: 8, unit: cases, scope: {en: evictions by night}, source: hw-old}]")).Added);
        var edited = await SayAsync(bot, "fact edit F-0901 value: 9", Ana);
        await bot.ChooseAsync(edited.Choices[0].Id, Ben, organizer: true);
        foreach (var year in new[] { 2022, 2025 })
            Assert.Contains("https://example.org/new", PlainText.Write((await bot.AskAsync($"evictions {year}")).Reply), StringComparison.Ordinal);
        Assert.Contains("already the id", PlainText.Write(await SayAsync(bot, "source add https://example.org/third publisher: Housing Watch; id: hw-old", Ana)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unused_names_and_sources_can_be_removed_and_used_ones_cannot()
    {
        await using var bot = await FactsHarness.StartAsync();
        await bot.ImportAsync("terms: {strikes-topic: {kind: topic, en: [walkouts, stoppages]}}\nsources: {spare: {publisher: NPR}}");
        await AgreeAsync(bot, "name remove stoppages");
        await AgreeAsync(bot, "name remove walkouts");
        await AgreeAsync(bot, "source remove spare");

        Assert.Contains("do not know the name", PlainText.Write(await SayAsync(bot, "name remove walkouts", Ana)), StringComparison.Ordinal);
        Assert.Contains("do not know the source", PlainText.Write(await SayAsync(bot, "source remove spare", Ana)), StringComparison.Ordinal);
        Assert.Contains("is used in", PlainText.Write(await SayAsync(bot, "name remove CANSEC", Ana)), StringComparison.Ordinal);
        Assert.Contains("is cited in", PlainText.Write(await SayAsync(bot, "source remove cadsi-2014", Ana)), StringComparison.Ordinal);
        Assert.Contains("not one of your own", PlainText.Write(await SayAsync(bot, "name remove Peru", Ana)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name add Landmine Monitor", "whose name it is")]
    [InlineData("name add Landmine Monitor; kind: paper", "not a kind")]
    [InlineData("name add LM; of: Landmine Monitor", "do not know the name \"Landmine Monitor\"")]
    [InlineData("name add Peru; kind: org", "already a name of Peru")]
    [InlineData("topic add delegations", "already a name of delegations")]
    [InlineData("topic add ; fr: expulsions", "Write the name first")]
    [InlineData("topic add evictions; colour: red", "colour")]
    [InlineData("name merge cansec peru cansec", "do not know the name")]
    [InlineData("name merge cansec delegations", "different kinds")]
    [InlineData("name merge cansec cansec", "into itself")]
    [InlineData("source merge cadsi-2014 cadsi-2014", "into itself")]
    [InlineData("source merge cadsi-2014 nowhere", "do not know the source \"nowhere\"")]
    [InlineData("source merge npr-1 cadsi-2014", "different publishers")]
    [InlineData("source merge cadsi-via cadsi-2014", "different sources")]
    [InlineData("source add https://example.org title: A report", "publishes it")]
    [InlineData("source add https://example.org publisher: CADSI; published: 2014", "already the id")]
    [InlineData("source add ftp://example.org publisher: NPR", "ftp://example.org")]
    public async Task Input_that_cannot_be_used_gets_a_sentence(string command, string expected)
    {
        await using var bot = await FactsHarness.StartAsync();

        await bot.ImportAsync("sources: {cadsi-2014: {publisher: CADSI, published: 2014}, npr-1: {publisher: NPR}, cadsi-via: {publisher: CADSI, via: npr-1}}");

        Assert.Contains(expected, PlainText.Write(await SayAsync(bot, command, Ana)), StringComparison.Ordinal);
        Assert.Contains("Nothing is waiting", PlainText.Write(await SayAsync(bot, "fact queue", Ana)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Button_under_the_misses_makes_an_unknown_word_a_synonym()
    {
        await using var bot = await FactsHarness.StartAsync();
        Assert.Equal(AnswerKind.None, (await bot.AskAsync("consulates 2014")).Kind);

        var misses = await SayAsync(bot, "fact misses", Ana);
        var asked = await bot.ChooseAsync(Assert.Single(misses.Choices).Id, Ana, organizer: true);
        Assert.Contains("\"consulates\"", PlainText.Write(asked), StringComparison.Ordinal);
        var proposed = await bot.ChooseAsync(asked.Choices.Single(c => c.Label == "embassies").Id, Ana, organizer: true);
        await bot.ChooseAsync(proposed.Choices[0].Id, Ben, organizer: true);

        var answer = await bot.AskAsync("consulates 2014");
        Assert.Equal(AnswerKind.Answer, answer.Kind);
        Assert.Contains("13", PlainText.Write(answer.Reply), StringComparison.Ordinal);
        Assert.Empty((await SayAsync(bot, "fact misses", Ana)).Choices);
    }

    private static Task<Reply> SayAsync(BotHarness bot, string text, MemberRef member) => bot.SayAsync(text, member, organizer: true);

    /// <summary>One organizer proposes a change and another approves it.</summary>
    private static async Task AgreeAsync(BotHarness bot, string command)
    {
        var proposed = await SayAsync(bot, command, Ana);
        Assert.True(proposed.Choices.Count > 0, PlainText.Write(proposed));
        var approved = PlainText.Write(await bot.ChooseAsync(proposed.Choices[0].Id, Ben, organizer: true));
        Assert.Contains("is done", approved, StringComparison.Ordinal);
    }
}
