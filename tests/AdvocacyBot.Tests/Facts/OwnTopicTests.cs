using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Facts;

/// <summary>Topics that the code does not know are asked about by their labels only.</summary>
public sealed class OwnTopicTests
{
    public static readonly TheoryData<string> Topics = ["casualties", "treaties", "contracts"];

    [Theory]
    [MemberData(nameof(Topics))]
    public async Task Every_fact_of_an_own_topic_is_found_by_its_labels_in_three_languages(string name)
    {
        await using var bot = await StartAsync(name, out var topic);
        var names = await NamesAsync(bot);
        foreach (var fact in topic.Facts)
        {
            foreach (var language in LanguageNames.All)
            {
                var about = fact.Names.Select(n => Term(names, n).Label(language)).ToList();
                var question = $"{names.BySlug(fact.Topic)!.Label(language)} {string.Join(' ', about)} {fact.Year}";
                var outcome = await bot.AskAsync(question, language);
                var text = PlainText.Write(outcome.Reply);

                Assert.True(outcome.Kind == AnswerKind.Answer, $"{question}: {outcome.Kind}\n{text}");
                Assert.True(text.Replace(",", "", StringComparison.Ordinal).Replace("\u202f", "", StringComparison.Ordinal).Contains(fact.Value, StringComparison.Ordinal), $"{question} lacks {fact.Value}\n{text}");
                Assert.All(about, label => Assert.Contains(label, text, StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public async Task Every_figure_line_names_all_its_subjects(string name)
    {
        await using var bot = await StartAsync(name, out var topic);
        var names = await NamesAsync(bot);
        foreach (var question in topic.Facts.Take(40).SelectMany(f => (string[])[$"{names.BySlug(f.Topic)!.Label(Language.English)} {f.Year}", $"{names.BySlug(f.Topic)!.Label(Language.English)} {f.Names[0]}"]).Distinct())
        {
            var outcome = await bot.AskAsync(question);
            var lines = PlainText.Write(outcome.Reply).Split('\n').Where(l => l.StartsWith('•') && !l.Contains('█', StringComparison.Ordinal)).ToList();
            if (outcome.Kind is not (AnswerKind.Answer or AnswerKind.Conflict))
                continue;
            Assert.True(lines.Count <= 10, $"{question}: {lines.Count} lines");
            Assert.All(lines, line => Assert.Contains(topic.Facts, f => f.Names.All(n => line.Contains(n, StringComparison.Ordinal) || PlainText.Write(outcome.Reply).Split('\n')[0].Contains(n, StringComparison.Ordinal))));
        }
    }

    [Theory]
    [InlineData("casualties", "how many landmine casualties in Syria in 2021", AnswerKind.Answer, "2,121")]
    [InlineData("casualties", "landmine casualty syria 2021", AnswerKind.Answer, "2,121")]
    [InlineData("casualties", "how many people were killed or injured by mines in Syria in 2021", AnswerKind.Answer, "2,121")]
    [InlineData("casualties", "compare landmine casualties syria and ukraine 2020", AnswerKind.Answer, "2,021")]
    [InlineData("casualties", "combien de victimes de mines en Syrie en 2021", AnswerKind.Answer, "2,121|2 121")]
    [InlineData("casualties", "¿cuántas víctimas de minas hubo en Siria en 2021?", AnswerKind.Answer, "2,121")]
    [InlineData("casualties", "latest landmine casualties in Mali", AnswerKind.Answer, "2,112")]
    [InlineData("casualties", "how many people were killed by mines in Syria in 2021", AnswerKind.None, null)]
    [InlineData("casualties", "how many mines in Syria in 2021", AnswerKind.None, null)]
    [InlineData("casualties", "how many landmine casualties in Damascus in 2021", AnswerKind.None, null)]
    [InlineData("casualties", "how many landmine casualties in Syria in May 2021", AnswerKind.None, null)]
    [InlineData("casualties", "which country had the most landmine casualties in 2021", AnswerKind.None, null)]
    [InlineData("casualties", "landmine casualties in Syria and Iran 2021", AnswerKind.None, null)]
    [InlineData("casualties", "total landmine casualties 2015-2020", AnswerKind.None, null)]
    [InlineData("treaties", "when did Canada ratify the Ottawa Treaty", AnswerKind.Answer, "1998|1999|20")]
    [InlineData("treaties", "canada ottawa treaty", AnswerKind.Answer, "20|1998")]
    [InlineData("treaties", "has Canada ratified the Arms Trade Treaty", AnswerKind.Answer, "20")]
    [InlineData("treaties", "has Iran ratified the Arms Trade Treaty", AnswerKind.None, null)]
    [InlineData("treaties", "which countries have not ratified the Arms Trade Treaty", AnswerKind.None, null)]
    [InlineData("treaties", "how many countries ratified the Arms Trade Treaty", AnswerKind.None, null)]
    [InlineData("treaties", "has Canada signed the Arms Trade Treaty", AnswerKind.None, null)]
    [InlineData("contracts", "contracts Altair Defence 2015 in euros", AnswerKind.Answer, "100,008")]
    [InlineData("contracts", "how much was the contract of Altair Defence in 2015 in euros", AnswerKind.Answer, "100,008")]
    [InlineData("contracts", "how many contracts did Altair Defence get in 2015", AnswerKind.None, null)]
    [InlineData("contracts", "contracts Altair Defence 2015 in pounds", AnswerKind.None, null)]
    [InlineData("contracts", "total contracts of Altair Defence in 2015", AnswerKind.None, null)]
    public async Task Question_on_an_own_topic_is_answered_or_refused(string name, string question, AnswerKind kind, string? value)
    {
        await using var bot = await StartAsync(name, out _);
        var outcome = await bot.AskAsync(question, new AskContext(Language.English));
        var text = PlainText.Write(outcome.Reply);

        Assert.True(outcome.Kind == kind, $"{outcome.Kind}\n{text}");
        if (value is not null)
            Assert.True(value.Split('|').Any(v => text.Replace('\u202f', ' ').Contains(v, StringComparison.Ordinal)), text);
    }

    /// <summary>Casualties, treaties and contracts in one store, asked in three languages; the outcomes were decided beforehand.</summary>
    [Fact]
    public async Task Sample_questions_on_own_topics_get_the_expected_answers()
    {
        await using var bot = await FactsHarness.StartAsync();
        var outcome = await bot.ImportAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Facts", "Samples", "files", "own-topics.yaml")));
        Assert.False(outcome.HasErrors);

        var faults = new List<string>();
        foreach (var expected in ExpectedAnswer.Read("own-topic-questions.jsonl"))
            faults.AddRange(expected.Faults(await bot.AskAsync(expected.Query, expected.Language, expected.After)).Select(fault => $"{expected.Query}: {fault}"));
        Assert.Empty(faults);
    }

    private static Task<BotHarness> StartAsync(string name, out OwnTopic topic)
    {
        var own = name switch { "treaties" => OwnTopics.Ratifications(), "contracts" => OwnTopics.Contracts(), _ => OwnTopics.Casualties() };
        topic = own;
        return ImportedAsync(own);
    }

    private static async Task<BotHarness> ImportedAsync(OwnTopic topic)
    {
        var bot = await FactsHarness.StartAsync();
        var outcome = await bot.ImportAsync(topic.Yaml());
        Assert.False(outcome.HasErrors, string.Join('\n', outcome.Problems.Where(p => p.IsError).Select(p => p.Write("own.yaml", Language.English))));
        Assert.Equal(OwnTopics.Count, outcome.Added);
        return bot;
    }

    private static Task<NameDictionary> NamesAsync(BotHarness bot) => bot.InScopeAsync(async services =>
        (await services.GetRequiredService<FactsMemory>().ReadAsync(services.GetRequiredService<BotDb>(), CancellationToken.None)).Names);

    private static KnownTerm Term(NameDictionary names, string label) => names.Named(label).First(t => t.Kind is not (TermKind.Topic or TermKind.Unit));
}
