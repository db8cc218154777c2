using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts.Matching;

/// <summary>How a question is looked up: which index leads, and where the stored times that it can meet end.</summary>
/// <param name="NameLeads">Whether the first name has fewer claims than the topics.</param>
/// <param name="Ends">The last days of all stored periods that meet the question; empty if they are too many, or no time was asked.</param>
/// <param name="Last">The latest of them, if they are too many to list.</param>
internal sealed record QueryPlan(bool NameLeads, IReadOnlyList<DateOnly> Ends, DateOnly? Last)
{
    /// <summary>A topic with fewer claims is read faster than its size could be compared.</summary>
    private const int SmallTopic = 500;

    private const int MaxEnds = 40;

    /// <summary>
    /// Without the ends, looking for 1900 would read every newer claim of the topic. The topic's stored periods are in memory, so
    /// the cost depends only on the claims of the time asked for.
    /// </summary>
    public static async Task<QueryPlan> MakeAsync(BotDb db, Question question, FactsMemory.Snapshot memory, CancellationToken ct)
    {
        var ends = EndsOf(question, memory);
        var plan = ends switch
        {
            null => new QueryPlan(false, [], null),
            { Count: <= MaxEnds } => new QueryPlan(false, [.. ends], null),
            _ => new QueryPlan(false, [], ends.Max),
        };
        return plan with { NameLeads = await NameLeadsAsync(db, question, memory, ct) };
    }

    private static async Task<bool> NameLeadsAsync(BotDb db, Question question, FactsMemory.Snapshot memory, CancellationToken ct)
    {
        var name = question.Participants.Concat(question.Events).FirstOrDefault();
        if (name is null || question.Topics.Count == 0)
            return name is not null;
        var onTopics = question.Topics.SelectMany(t => t.Terms).Distinct().Sum(topic => memory.HeldOn(topic).Sum(h => h.Claims));
        if (onTopics <= SmallTopic)
            return false;
        var claims = await memory.Recent.IdsAsync(
            db,
            memory,
            $"""
            SELECT count(*) FROM (SELECT 1 FROM "ClaimTerms" WHERE "CommunityId" = @community AND "TermId" IN ({RawRows.List(name.Terms.Select(t => t.Id))}) LIMIT {onTopics}) n
            """,
            [],
            ct);
        return claims[0] < onTopics;
    }

    /// <summary>The distinct last days of the stored periods that meet the question; null if it asks for no time.</summary>
    private static SortedSet<DateOnly>? EndsOf(Question question, FactsMemory.Snapshot memory)
    {
        if (question.Times.Count == 0)
            return null;
        var topics = question.Topics.Count > 0 && question.Topics.All(t => t.Words.Count == 0) && !question.Participants.Any()
            ? question.Topics.SelectMany(t => t.Terms).Distinct()
            : memory.Topics;
        var ends = new SortedSet<DateOnly>();
        foreach (var held in topics.SelectMany(memory.HeldOn))
        {
            if (held.Period is { } period && question.Times.Any(t => t.Overlaps(period)))
                ends.Add(period.To);
        }

        return ends;
    }
}
