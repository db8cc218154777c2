namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>Collects the times of a question while it is read.</summary>
internal sealed class QuestionTimes
{
    public List<Period> Times { get; } = [];

    /// <summary>Kept apart because "compare 2014 to 2023" asks for two years and not for those between.</summary>
    public List<Period> Ranges { get; } = [];

    public Season? Season { get; set; }

    /// <summary>All times; for a comparison, a range is its two ends.</summary>
    public IReadOnlyList<Period> All(bool isComparison) =>
        [.. Times.Concat(isComparison ? Ranges.SelectMany(Ends) : Ranges).Distinct()];

    private static IEnumerable<Period> Ends(Period range) => [Period.Year(range.From.Year), Period.Year(range.To.Year)];
}
