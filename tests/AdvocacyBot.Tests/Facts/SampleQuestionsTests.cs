using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Tests.Facts;

/// <summary>Asks every question of the sample files and compares the answers with what was decided beforehand.</summary>
public sealed class SampleQuestionsTests(FactsBot facts) : IClassFixture<FactsBot>
{
    public static readonly TheoryData<string, string, string> Questions = Read(
        "questions.jsonl", "more-questions.jsonl", "wider-questions.jsonl", "field-questions.jsonl", "dangerous-questions.jsonl", "phrasings.jsonl",
        "mutations.jsonl", "follow-ups.jsonl", "further-questions.jsonl", "probes.jsonl", "newcomer-questions.jsonl");

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Sample_question_gets_the_expected_answer(string file, string id, string query)
    {
        var expected = ExpectedAnswer.Read(file).Single(e => e.Id == id);
        var outcome = await facts.AskAsync(query, expected.Language, expected.After);
        var faults = expected.Faults(outcome);
        Assert.True(faults.Count == 0, $"{string.Join("; ", faults)}\n{outcome.Kind}\n{PlainText.Write(outcome.Reply)}");
    }

    private static TheoryData<string, string, string> Read(params ReadOnlySpan<string> files)
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var file in files)
        {
            foreach (var expected in ExpectedAnswer.Read(file))
                rows.Add(file, expected.Id, expected.Query);
        }

        return rows;
    }
}
