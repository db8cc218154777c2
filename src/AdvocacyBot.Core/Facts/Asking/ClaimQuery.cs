using System.Globalization;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>
/// The statement that finds the published claims which meet every slot of a question. What was typed is in its parameters
/// alone; the ids of terms come from memory. The narrowest slot leads, so that an index does the work: the words, then the
/// topic with its times, then a name with its times. Of more than anybody reads, the newest are found.
/// </summary>
internal sealed class ClaimQuery
{
    private readonly List<object> values = [];
    private readonly List<string> filters = ["c.\"Status\" = 'Published'", "c.\"Rank\" <> 'Deprecated'"];
    private readonly Lead lead;

    /// <param name="db">Whose kind decides on how words are looked up.</param>
    /// <param name="question">As it was read.</param>
    /// <param name="eachTopic">Whether a claim has to be on all topics, or on any.</param>
    public ClaimQuery(BotDb db, Question question, bool eachTopic)
    {
        var topics = eachTopic
            ? question.Topics.Select(slot => Ids(slot.Terms)).ToList()
            : question.Topics.Count == 0 ? [] : [Ids(question.Topics.SelectMany(slot => slot.Terms))];
        List<NameSlot> names = [.. question.Participants, .. question.Names.Except(question.Participants)];

        lead = Words(db, question) ?? (topics.Count == 0 && names.Count > 0 ? Lead.Name : Lead.Topic);
        if (question.Ids.Count > 0)
            filters.Add($"c.\"PublicId\" IN ({string.Join(", ", question.Ids.Select(id => Add(id)))})");
        if (question.Times.Count > 0)
            filters.Add($"({string.Join(" OR ", question.Times.Select(t => $"({lead.Times}.\"To\" >= {Add(t.From)} AND {lead.Times}.\"From\" <= {Add(t.To)})"))})");
        if (lead == Lead.Name)
        {
            filters.Add($"c.\"Id\" = n.\"ClaimId\" AND n.\"TermId\" IN ({Ids(names[0].Terms)}) AND n.\"Role\" <> 'Topic'");
            names.RemoveAt(0);
        }

        filters.AddRange(names.Select(name => Named(Ids(name.Terms), "<> 'Topic'")));
        Text = Statement(topics, also: question.Participants.Any());
    }

    /// <summary>The statement, for <see cref="RawRows"/>.</summary>
    public string Text { get; }

    public object[] Values => [.. values];

    /// <summary>Looks for the words of the question, and for its phrases; null where it has none.</summary>
    private Lead? Words(BotDb db, Question question)
    {
        List<string> words = [.. question.Words, .. question.Phrases.SelectMany(p => p.Split(' '))];
        if (words.Count == 0)
            return null;

        var text = TextSearch.For(db, "Claims", "SearchText", "ClaimSearch", words, Value(0));
        values.Add(text.Words);
        filters.Add(text.Where);
        filters.AddRange(question.Phrases.Where(p => p.Contains(' ', StringComparison.Ordinal)).Select(p => $"(' ' || c.\"SearchText\" || ' ') LIKE {Add($"% {p} %")}"));
        return new Lead(text.From, "c.\"Id\"", $"{text.Newest} DESC", "c");
    }

    private string Statement(List<string> topics, bool also)
    {
        if (topics.Count == 0)
            return Newest(lead, "");
        // A further topic leads to a claim only where the question names somebody too.
        foreach (var topic in topics.Skip(1))
            filters.Add(also ? $"(c.\"TopicId\" IN ({topic}) OR {Named(topic, "= 'Topic'")})" : $"c.\"TopicId\" IN ({topic})");

        var on = Newest(lead, $" AND c.\"TopicId\" IN ({topics[0]})");
        if (!also)
            return on;
        return $"{on} UNION " + (lead == Lead.Topic
            ? Newest(Lead.Also, $" AND a.\"TermId\" IN ({topics[0]}) AND a.\"Role\" = 'Topic'")
            : Newest(lead, $" AND {Named(topics[0], "= 'Topic'")}"));
    }

    /// <summary>Ids alone, which the indexes hold; the rows are read for those that are left.</summary>
    private string Newest(Lead by, string more) =>
        $"SELECT \"Id\" FROM (SELECT {by.Select} FROM {by.From} WHERE {string.Join(" AND ", filters)}{more} ORDER BY {by.Order} LIMIT {FindClaims.Most}) f";

    private static string Named(string terms, string role) =>
        $"EXISTS (SELECT 1 FROM \"ClaimTerms\" t WHERE t.\"ClaimId\" = c.\"Id\" AND t.\"TermId\" IN ({terms}) AND t.\"Role\" {role})";

    private static string Ids(IEnumerable<KnownTerm> terms) => RawRows.List(terms.Select(t => t.Id).Distinct());

    private string Add(object value)
    {
        values.Add(value);
        return Value(values.Count - 1);
    }

    private static string Value(int at) => "@p" + at.ToString(CultureInfo.InvariantCulture);

    /// <summary>What is read first, in the order of its index.</summary>
    /// <param name="From">What to read from; SQLite takes a cross join in the order in which it stands.</param>
    /// <param name="Select">The claim's number, and what it is ordered by where the same one comes up twice.</param>
    /// <param name="Order">Newest first.</param>
    /// <param name="Times">Whose times are looked at.</param>
    private sealed record Lead(string From, string Select, string Order, string Times)
    {
        private const string ByTime = "c.\"To\" DESC NULLS LAST, c.\"Id\" DESC";

        public static readonly Lead Topic = new("\"Claims\" c", "c.\"Id\"", ByTime, "c");

        /// <summary>Claims of which it is a further topic.</summary>
        public static readonly Lead Also = new("\"ClaimTerms\" a JOIN \"Claims\" c ON c.\"Id\" = a.\"ClaimId\"", "c.\"Id\"", ByTime, "c");

        public static readonly Lead Name = new(
            "\"ClaimTerms\" n CROSS JOIN \"Claims\" c", "DISTINCT n.\"ClaimId\" AS \"Id\", n.\"To\"",
            "n.\"To\" DESC NULLS LAST, n.\"ClaimId\" DESC", "n");
    }
}
