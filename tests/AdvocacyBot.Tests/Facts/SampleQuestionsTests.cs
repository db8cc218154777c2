using AdvocacyBot.Core.Chat;


namespace AdvocacyBot.Tests.Facts;

public sealed class SampleQuestionsTests(FactsBot facts) : IClassFixture<FactsBot>
{
    public static TheoryData<string, string> Rows(string file)
    {
        var rows = new TheoryData<string, string>();
        foreach (var expected in ExpectedAnswer.Read(file))
            rows.Add(expected.Id, expected.Query);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows), "questions.jsonl")]
    public Task A_sample_question_gets_the_answer_that_is_expected(string id, string query) => CheckAsync("questions.jsonl", id, query);

    [Theory]
    [MemberData(nameof(Rows), "more-questions.jsonl")]
    public Task A_question_of_the_same_kind_gets_the_answer_that_is_expected(string id, string query) => CheckAsync("more-questions.jsonl", id, query);

    [Theory]
    [MemberData(nameof(Rows), "wider-questions.jsonl")]
    public Task Whatever_a_person_may_ask_gets_the_answer_that_is_expected(string id, string query) => CheckAsync("wider-questions.jsonl", id, query);

    private async Task CheckAsync(string file, string id, string query)
    {
        var expected = ExpectedAnswer.Read(file).Single(e => e.Id == id);
        var outcome = await facts.AskAsync(query, expected.Language);
        var faults = expected.Faults(outcome);
        Assert.True(faults.Count == 0, $"{string.Join("; ", faults)}\n{outcome.Kind}\n{PlainText.Write(outcome.Reply)}");
    }
}
