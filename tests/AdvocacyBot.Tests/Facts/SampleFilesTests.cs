namespace AdvocacyBot.Tests.Facts;

/// <summary>The question files themselves, whose outcomes were decided before any engine was asked.</summary>
public sealed class SampleFilesTests
{
    private static readonly string[] Kinds = ["answer", "conflict", "suggest", "none", "action", "talk"];

    public static readonly TheoryData<string> Files =
    [
        "questions.jsonl", "more-questions.jsonl", "wider-questions.jsonl", "field-questions.jsonl", "dangerous-questions.jsonl",
        "phrasings.jsonl", "mutations.jsonl", "follow-ups.jsonl", "further-questions.jsonl",
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Sample_file_is_well_formed(string file)
    {
        var questions = ExpectedAnswer.Read(file);

        Assert.NotEmpty(questions);
        Assert.Equal(questions.Count, questions.DistinctBy(q => q.Id).Count());
        Assert.All(questions, q => Assert.Contains(q.Kind, Kinds));
        Assert.All(questions.Where(q => q.Kind is "answer" or "conflict"), q => Assert.NotEmpty(q.Sources));
    }

    [Fact]
    public void At_least_half_of_the_phrasings_are_mutated_into_questions_that_must_be_refused()
    {
        var mutations = ExpectedAnswer.Read("mutations.jsonl");
        var answerable = ExpectedAnswer.Read("phrasings.jsonl");

        Assert.All(mutations, q => Assert.Equal("none", q.Kind));
        Assert.True(mutations.Count >= answerable.Count);
        Assert.True(mutations.Count + answerable.Count >= 300);
    }
}
