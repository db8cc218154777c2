using System.Globalization;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts.Matching;

/// <summary>
/// The statement that preselects published claims for a question by names, topics, times and words; <see cref="ClaimFit"/> then
/// decides. Typed text is only ever in parameters; ids of terms come from memory. The index with the fewest entries leads. If
/// more claims match than the limit, the newest are found.
/// </summary>
internal sealed class ClaimQuery
{
    private readonly List<object> values = [];
    private readonly List<string> filters = ["c.\"CommunityId\" = @community", "c.\"Status\" = 'Published'", "c.\"Rank\" <> 'Deprecated'"];
    private readonly BotDb db;
    private readonly Question question;
    private readonly int limit;

    /// <param name="db">Its kind decides how words are looked up.</param>
    /// <param name="question">As it was read.</param>
    /// <param name="plan">Which index leads, and how far times reach.</param>
    /// <param name="limit">How many claims at most.</param>
    public ClaimQuery(BotDb db, Question question, QueryPlan plan, int limit)
    {
        (this.db, this.question, this.limit) = (db, question, limit);
        List<NameSlot> names = [.. question.Participants, .. question.Events];
        var words = Groups(question);
        var lead = words.Count > 0 ? Words(words) : plan.NameLeads ? Lead.Name : Lead.Topic;

        if (question.Ids.Count > 0)
            filters.Add($"c.\"PublicId\" IN ({string.Join(", ", question.Ids.Select(Add))})");
        AddTimes(plan, lead);
        if (lead == Lead.Name)
        {
            filters.Add($"c.\"Id\" = n.\"ClaimId\" AND n.\"CommunityId\" = @community AND n.\"TermId\" IN ({Ids(names[0].Terms)}) AND n.\"Role\" <> 'Topic'");
            names.RemoveAt(0);
        }

        filters.AddRange(names.Select(name => Named(Ids(name.Terms), "<> 'Topic'")));
        foreach (var phrase in question.Phrases.Where(p => p.Typed.Contains(' ', StringComparison.Ordinal)))
            filters.Add($"({string.Join(" OR ", phrase.Stems.Select(stems => $"(' ' || c.\"SearchText\" || ' ') LIKE {Add($"% {stems} %")}"))})");
        Text = Statement(lead);
    }

    /// <summary>The statement, for <see cref="RawRows"/>.</summary>
    public string Text { get; }

    public object[] Values => [.. values];

    /// <summary>Whether a question gives the database anything to select by.</summary>
    public static bool IsPossible(Question question) =>
        question.Topics.Count > 0 || question.Names.Count > 0 || question.Ids.Count > 0 || Groups(question).Count > 0;

    /// <summary>
    /// The words that a claim has to contain. Words that name a unit are only among them if nothing else is: a claim that counts
    /// the unit need not contain the word.
    /// </summary>
    private static List<IReadOnlyList<string>> Groups(Question question)
    {
        var groups = question.Words.Where(w => w.Units.Count == 0).Select(w => w.Stems)
            .Concat(question.Numbers.Select(n => (IReadOnlyList<string>)[n.Value.ToString("0.######", CultureInfo.InvariantCulture), .. n.Tokens]))
            .Concat(question.Phrases.SelectMany(p => Enumerable.Range(0, p.Stems[0].Split(' ').Length)
                .Select(at => (IReadOnlyList<string>)[.. p.Stems.Select(stems => stems.Split(' ')[at]).Distinct(StringComparer.Ordinal)])))
            .ToList();
        if (groups.Count > 0 || question.Topics.Count > 0 || question.Names.Count > 0 || question.Ids.Count > 0)
            return groups;
        groups.AddRange(question.Words.Select(w => w.Stems));
        if (groups.Count == 0 && question.Counted is { } counted)
            groups.Add(counted.Stems);
        return groups;
    }

    private Lead Words(List<IReadOnlyList<string>> words)
    {
        var text = TextSearch.For(db, "Claims", "SearchText", "ClaimSearch", [ClaimSearchText.WordOf(db.CommunityId), .. words], Value(values.Count));
        values.Add(text.Words);
        filters.Add(text.Where);
        return new Lead(text.From, "c.\"Id\"", $"{text.Newest} DESC", "c");
    }

    private void AddTimes(QueryPlan plan, Lead lead)
    {
        if (question.Times.Count == 0)
            return;
        filters.Add($"({string.Join(" OR ", question.Times.Select(t => $"({lead.Times}.\"To\" >= {Add(t.From)} AND {lead.Times}.\"From\" <= {Add(t.To)})"))})");
        if (plan.Ends.Count > 0)
            filters.Add($"{lead.Times}.\"To\" IN ({string.Join(", ", plan.Ends.Select(end => Add(end)))})");
        else if (plan.Last is { } last)
            filters.Add($"{lead.Times}.\"To\" <= {Add(last)}");
    }

    private string Statement(Lead lead)
    {
        var also = question.Participants.Any();
        if (question.Topics.Count == 0)
            return Newest(lead, "");
        var main = question.Topics.FirstOrDefault(t => t.Words.Count == 0) ?? question.Topics[0];
        foreach (var topic in question.Topics.Where(t => t != main))
            filters.Add($"({string.Join(" OR ", Alternatives(topic, also))})");

        var statements = new List<string> { Newest(lead, $" AND c.\"TopicId\" IN ({Ids(main.Terms)})") };
        if (also)
        {
            statements.Add(lead == Lead.Topic
                ? Newest(Lead.Also, $" AND a.\"CommunityId\" = @community AND a.\"TermId\" IN ({Ids(main.Terms)}) AND a.\"Role\" = 'Topic'")
                : Newest(lead, $" AND {Named(Ids(main.Terms), "= 'Topic'")}"));
        }

        if (main.Words.Count > 0)
            statements.Add(ByWords(lead, main));
        return string.Join(" UNION ", statements);
    }

    /// <summary>Claims on other topics that contain the words of a topic's name.</summary>
    private string ByWords(Lead lead, TopicSlot topic)
    {
        if (lead != Lead.Topic)
            return Newest(lead, $" AND {string.Join(" AND ", topic.Words.Select(Like))}");
        var text = TextSearch.For(db, "Claims", "SearchText", "ClaimSearch", topic.Words.Select(w => w.Stems).Prepend(ClaimSearchText.WordOf(db.CommunityId)), Value(values.Count));
        values.Add(text.Words);
        return Newest(new Lead(text.From, "c.\"Id\"", $"{text.Newest} DESC", "c"), $" AND {text.Where}");
    }

    private IEnumerable<string> Alternatives(TopicSlot topic, bool also)
    {
        yield return $"c.\"TopicId\" IN ({Ids(topic.Terms)})";
        if (also)
            yield return Named(Ids(topic.Terms), "= 'Topic'");
        if (topic.Words.Count > 0)
            yield return $"({string.Join(" AND ", topic.Words.Select(Like))})";
    }

    private string Like(WordSlot word) =>
        $"({string.Join(" OR ", word.Stems.Select(stem => $"(' ' || c.\"SearchText\" || ' ') LIKE {Add($"% {stem} %")}"))})";

    /// <summary>Only ids, which the indexes contain; rows are read for those that are left.</summary>
    private string Newest(Lead by, string more) =>
        $"SELECT \"Id\" FROM (SELECT {by.Select} FROM {by.From} WHERE {string.Join(" AND ", filters)}{more} ORDER BY {by.Order} LIMIT {limit}) f";

    private static string Named(string terms, string role) =>
        $"EXISTS (SELECT 1 FROM \"ClaimTerms\" t WHERE t.\"ClaimId\" = c.\"Id\" AND t.\"TermId\" IN ({terms}) AND t.\"Role\" {role})";

    private static string Ids(IEnumerable<KnownTerm> terms) => RawRows.List(terms.Select(t => t.Id).Distinct());

    private string Add(object value)
    {
        values.Add(value);
        return Value(values.Count - 1);
    }

    private static string Value(int at) => "@p" + at.ToString(CultureInfo.InvariantCulture);

    /// <summary>The table that is read first, in the order of its index.</summary>
    /// <param name="From">What to read from; SQLite reads a cross join in the order in which it is written.</param>
    /// <param name="Select">The claim's number, and what to order by if one claim comes up twice.</param>
    /// <param name="Order">Newest first.</param>
    /// <param name="Times">Whose times are compared.</param>
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
