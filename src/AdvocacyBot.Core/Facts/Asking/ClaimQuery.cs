using System.Globalization;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>
/// The statement that finds the published claims which meet every slot of a question. What was typed is in its parameters
/// alone; the ids of terms come from memory. The narrowest slot leads, so that an index does the work: the words, then the
/// topic with its times, then the names.
/// </summary>
internal sealed class ClaimQuery
{
    private readonly List<object> values = [];
    private readonly List<string> filters = ["c.\"Status\" = 'Published'", "c.\"Rank\" <> 'Deprecated'"];
    private readonly TextSearch? text;

    /// <param name="db">Whose kind decides on how words are looked up.</param>
    /// <param name="question">As it was read.</param>
    /// <param name="eachTopic">Whether a claim has to be on all topics, or on any.</param>
    public ClaimQuery(BotDb db, Question question, bool eachTopic)
    {
        List<string> words = [.. question.Words, .. question.Phrases.SelectMany(p => p.Split(' '))];
        if (words.Count > 0)
        {
            text = TextSearch.For(db, "Claims", "SearchText", "ClaimSearch", words, Value(0));
            values.Add(text.Words);
            filters.Add(text.Where);
        }

        if (question.Ids.Count > 0)
            filters.Add($"c.\"PublicId\" IN ({string.Join(", ", question.Ids.Select(id => Add(id)))})");
        if (question.Times.Count > 0)
            filters.Add($"({string.Join(" OR ", question.Times.Select(t => $"(c.\"To\" >= {Add(t.From)} AND c.\"From\" <= {Add(t.To)})"))})");

        var topics = eachTopic
            ? question.Topics.Select(slot => Ids(slot.Terms)).ToList()
            : question.Topics.Count == 0 ? [] : [Ids(question.Topics.SelectMany(slot => slot.Terms))];
        Text = Statement(topics, [.. question.Participants, .. question.Names.Except(question.Participants)], question.Participants.Any());
    }

    /// <summary>The statement, for <see cref="RawRows"/>.</summary>
    public string Text { get; }

    public object[] Values => [.. values];

    private string Statement(List<string> topics, List<NameSlot> names, bool also)
    {
        // A further topic leads to a claim only where the question names somebody too.
        foreach (var topic in topics.Skip(1))
            filters.Add(also ? $"(c.\"TopicId\" IN ({topic}) OR {Named(topic, "= 'Topic'")})" : $"c.\"TopicId\" IN ({topic})");
        var from = text?.From ?? "\"Claims\" c";
        if (topics.Count == 0 && text is null && names.Count > 0)
        {
            // SQLite takes a cross join in the order in which it stands.
            from = $"(SELECT DISTINCT \"ClaimId\" FROM \"ClaimTerms\" WHERE \"TermId\" IN ({Ids(names[0].Terms)}) AND \"Role\" <> 'Topic') n CROSS JOIN \"Claims\" c";
            filters.Add("c.\"Id\" = n.\"ClaimId\"");
            names.RemoveAt(0);
        }

        filters.AddRange(names.Select(name => Named(Ids(name.Terms), "<> 'Topic'")));
        if (topics.Count == 0)
            return Limited(from, "");
        return also
            ? $"{Limited(from, $" AND c.\"TopicId\" IN ({topics[0]})")} UNION "
                + Limited(text?.From ?? "\"ClaimTerms\" a JOIN \"Claims\" c ON c.\"Id\" = a.\"ClaimId\"", text is null
                    ? $" AND a.\"TermId\" IN ({topics[0]}) AND a.\"Role\" = 'Topic'"
                    : $" AND {Named(topics[0], "= 'Topic'")}")
            : Limited(from, $" AND c.\"TopicId\" IN ({topics[0]})");
    }

    /// <summary>Ids alone, which the indexes hold; the rows are read for those that are left.</summary>
    private string Limited(string from, string more)
    {
        var order = text is null ? "c.\"To\" DESC NULLS LAST" : text.Order;
        return $"SELECT * FROM (SELECT c.\"Id\" FROM {from} WHERE {string.Join(" AND ", filters)}{more} ORDER BY {order}, c.\"Id\" DESC LIMIT {FindClaims.Most}) f";
    }

    private static string Named(string terms, string role) =>
        $"EXISTS (SELECT 1 FROM \"ClaimTerms\" t WHERE t.\"ClaimId\" = c.\"Id\" AND t.\"TermId\" IN ({terms}) AND t.\"Role\" {role})";

    private static string Ids(IEnumerable<KnownTerm> terms) => RawRows.List(terms.Select(t => t.Id).Distinct());

    private string Add(object value)
    {
        values.Add(value);
        return Value(values.Count - 1);
    }

    private static string Value(int at) => "@p" + at.ToString(CultureInfo.InvariantCulture);
}
