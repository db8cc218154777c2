namespace AdvocacyBot.Core.Facts.Asking;

/// <summary>
/// Lets a question word stand for a topic where the question names none: "who was at CANSEC 2014" asks for delegations,
/// "was Peru at CANSEC" for presences and invitations, never for any other fact with the same names.
/// </summary>
internal static class Hints
{
    public static Question Apply(Question question, NameDictionary names)
    {
        if (question.Topics.Count > 0 || question.Words.Count > 0 || question.Phrases.Count > 0 || question.Ids.Count > 0)
            return question;

        var participants = question.Participants.Any();
        var events = question.Names.Any(n => n.Terms.Any(t => t.Kind == TermKind.Event));
        var word = question switch
        {
            _ when participants && events && question.Has(Verb.Presence) => "presence",
            _ when question.Has(Verb.Names) && question.Times.Count > 0 && question.Participants.All(IsOrg) => "who",
            _ when participants => null,
            _ when question.Has(Verb.Who) || question.Has(Verb.Names) => "who",
            _ when question.Has(Verb.When) && events => "when",
            _ when question.Has(Verb.Where) && events => "where",
            _ => null,
        };
        if (question.Has(Verb.What) && question.Names.Count == 1 && question.Times.Count == 0)
            word = "what";
        return word is null || names.Hinted(word) is not { Count: > 0 } topics
            ? question
            : question with { Topics = [new NameSlot(word, topics)], IsHinted = true };
    }

    /// <summary>Whoever publishes a list is named beside it: "countries CADSI list 2014".</summary>
    private static bool IsOrg(NameSlot name) => name.Terms.All(t => t.Kind == TermKind.Org);
}
