using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport;
using FsCheck;
using FsCheck.Fluent;

namespace AdvocacyBot.Tests.Facts;

/// <summary>What must never happen, whatever is asked.</summary>
public sealed class NeverTests(FactsBot facts) : IClassFixture<FactsBot>
{
    private static readonly string[] Vocabulary =
    [
        "delegations", "délégations", "delegaciones", "peru", "mexico", "cansec", "how many", "combien", "cuántos", "who", "was", "at", "compare", "sources",
        "complaints", "quejas", "deaths", "amnesty", "heckler koch", "pegasus", "43", "8", "17", "6,661", "3.7", "since", "before", "\"", "\"human rights\"",
        "*", "NEAR(", "OR", "-", "'", ";--", "%", "\\", "guinea", "iran", "may", "31", "embassies", "not", "total", "average", "F-0012", "?", "é", "🙂", "\0", "\ud800",
    ];

    private static readonly int[] Years = [2008, 2014, 2016, 2018, 2023, 2007, 2015];

    /// <summary>What each database's full-text grammar, or SQL, would make something of.</summary>
    private static readonly string[] Grammar =
    [
        "peru AND", "peru OR mexico", "NOT peru", "NEAR(peru mexico, 2)", "peru*", "^peru", "SearchText:peru", "{SearchText}: peru", "\"peru", "\"\"", "(peru", "peru)",
        "heckler & koch", "what's", "6,661", "cansec-2014", "peru & mexico | chile", "!peru", "peru <-> mexico", "peru:*", "'", "''", "peru'; DROP TABLE Claims;--", "\\", "%", "_",
        "@p0", "{0}", "$1", "?", "peru\0", "\uFFFF", "\u202Eperu", "ﬀ", "ß", "İstanbul", "１２", "٢٠١٤", "delegations 2014", "mexico", "delegations 1999", "embassies 2014",
    ];

    [Fact]
    public async Task No_question_throws_or_reaches_the_database_unquoted()
    {
        var random = ArbMap.Default.GeneratorFor<string>().Sample(60, 150).Concat(Questions(150, seed: 7)).Concat(Grammar);
        var kinds = new HashSet<AnswerKind>();
        foreach (var question in random)
        {
            var outcome = await facts.AskAsync(question ?? "");
            Assert.NotEmpty(PlainText.Write(outcome.Reply));
            kinds.Add(outcome.Kind);
        }

        Assert.Superset(new HashSet<AnswerKind> { AnswerKind.Answer, AnswerKind.Conflict, AnswerKind.Suggest, AnswerKind.None }, kinds);
    }

    [Fact]
    public async Task A_question_with_a_year_never_yields_a_claim_of_another()
    {
        var claims = 0;
        foreach (var (question, i) in Questions(300, seed: 11).Select((q, i) => (q, i)))
        {
            var year = Years[i % Years.Length];
            if (question.Contains("since", StringComparison.Ordinal) || question.Contains("before", StringComparison.Ordinal))
                continue;
            var outcome = await facts.AskAsync($"{question} {year}");
            var ids = outcome.Claims.Select(c => c.Id).ToList();
            var periods = await facts.Bot.DbAsync(db => Task.FromResult(Periods(db, ids)));
            Assert.All(periods, p => Assert.True(p.From?.Year <= year && p.To?.Year >= year, $"{question} {year}: {string.Join(", ", ids)}"));
            claims += periods.Count;
        }

        Assert.True(claims > 20, $"Only {claims} claims were found: the questions ask for too little.");
    }

    [Fact]
    public async Task An_answer_never_shows_a_number_without_a_source()
    {
        var lines = 0;
        foreach (var question in Questions(120, seed: 13).Concat(["delegations 2014", "cansec 2023", "heckler koch", "pegasus", "peru 2023", "mexico 2014"]))
        {
            var outcome = await facts.AskAsync(question);
            Assert.All(outcome.Claims, c => Assert.NotEmpty(c.Sources));
            if (outcome.Kind is AnswerKind.Suggest or AnswerKind.None)
                Assert.Empty(outcome.Claims);
            foreach (var line in PlainText.Write(outcome.Reply).Split('\n').Where(l => l.StartsWith('•') && outcome.Claims.Count > 0))
            {
                Assert.Contains(outcome.Claims.SelectMany(c => c.Sources), s => line.Contains(s.Publisher, StringComparison.Ordinal));
                lines++;
            }
        }

        Assert.True(lines > 30, $"Only {lines} lines were shown: the questions ask for too little.");
    }

    [Fact]
    public async Task Whatever_is_suggested_can_be_asked()
    {
        foreach (var language in LanguageNames.All)
        {
            foreach (var question in (string[])["", "delegations", "mexico", "peru", "2014", "2023", "cansec", "was guinea at cansec 2014"])
            {
                var suggested = await facts.AskAsync(question, language);
                Assert.NotEmpty(suggested.Reply.Choices);
                foreach (var choice in suggested.Reply.Choices)
                {
                    var answer = await facts.AskAsync(choice.Id["fact:ask:".Length..], language);
                    Assert.True(answer.Kind is AnswerKind.Answer or AnswerKind.Conflict, $"{question}: {choice.Label}: {answer.Kind}");
                }
            }
        }
    }

    [Fact]
    public void Folding_is_idempotent_and_every_token_is_read_as_itself() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll<string>(text =>
        {
            var folded = Folding.Fold(text ?? "");
            return Folding.Fold(folded) == folded && QuestionTokens.Split(text ?? "").All(token => QuestionTokens.Join(token) == token);
        }));

    [Theory]
    [InlineData("how many protesters at cansec 2023")]
    [InlineData("causes in peru")]
    [InlineData("military bases in peru")]
    [InlineData("allegations 2014")]
    [InlineData("plantes mexique")]
    [InlineData("children at cansec 2014")]
    [InlineData("delegates 2014")]
    [InlineData("was lockheed martin at cansec 2014")]
    [InlineData("which countries were not at cansec 2014")]
    [InlineData("delegations 2014 2023 total")]
    [InlineData("next mobilization")]
    [InlineData("prochaine mobilisation")]
    [InlineData("próxima movilización")]
    [InlineData("was argentina at cansec 2023")]
    [InlineData("did the peruvian navy attend cansec 2018")]
    public async Task What_is_not_held_is_refused(string question)
    {
        var outcome = await facts.AskAsync(question);
        Assert.True(outcome.Kind == AnswerKind.None, PlainText.Write(outcome.Reply));
    }

    [Theory, OnPostgres]
    public async Task Both_databases_answer_alike(Database database)
    {
        await using var other = await FactsHarness.StartAsync(database);
        foreach (var expected in ((string[])["questions.jsonl", "more-questions.jsonl", "wider-questions.jsonl", "phrasings.jsonl", "mutations.jsonl"]).SelectMany(ExpectedAnswer.Read))
        {
            var one = PlainText.Write((await facts.AskAsync(expected.Query, expected.Language)).Reply);
            var two = PlainText.Write((await other.AskAsync(expected.Query, expected.Language)).Reply);
            Assert.Equal(one, two);
        }
    }

    private static IEnumerable<string> Questions(int count, int seed)
    {
        var random = new System.Random(seed);
        for (var i = 0; i < count; i++)
            yield return string.Join(' ', Enumerable.Range(0, random.Next(1, 6)).Select(_ => Vocabulary[random.Next(Vocabulary.Length)]));
    }

    private static List<(DateOnly? From, DateOnly? To)> Periods(BotDb db, List<string> ids) =>
        [.. db.Claims.Where(c => ids.Contains(c.PublicId)).Select(c => new { c.From, c.To }).AsEnumerable().Select(c => (c.From, c.To))];
}
