using AdvocacyBot.Core.Facts.Terms;

namespace AdvocacyBot.Core.Facts.Questions;

/// <summary>
/// Lets a question word stand for a topic if the question names none: "who was at CANSEC 2014" asks for delegations, "was Peru
/// at CANSEC" for attendance and invitations. Which topics, the names of role <see cref="NameRole.Hint"/> say. Pure.
/// </summary>
internal static class QuestionHints
{
    /// <summary>The hint of topics that say who was where.</summary>
    public const string Presence = "presence";

    /// <summary>The hint of topics that say what something is.</summary>
    public const string What = "what";

    public static Question Apply(Question question, NameDictionary names)
    {
        if (question.Topics.Count > 0 || question.Words.Count > 0 || question.Phrases.Count > 0 || question.Ids.Count > 0
            || question.Numbers.Count > 0 || question.Counted is not null)
            return question;
        return WordOf(question) is { } word && names.Hinted(word) is { Count: > 0 } topics
            ? question with { Topics = [new TopicSlot(word, topics, NameRole.Label)], IsHinted = true }
            : question;
    }

    private static string? WordOf(Question question)
    {
        if (question.Wants(Aspect.What) && question.Names.Count == 1 && question.Times.Count == 0)
            return What;
        var participants = question.Participants.Any();
        var events = question.Events.Any();
        if (participants && events && question.Wants(Aspect.Presence) && !question.WantsFigure && !question.Wants(Aspect.Names))
            return Presence;
        if (question.Wants(Aspect.Names) && question.HasTime && question.Participants.All(IsOrg))
            return "who";
        if (participants)
            return null;
        return question switch
        {
            _ when question.Wants(Aspect.Who) || question.Wants(Aspect.Names) => "who",
            _ when question.Wants(Aspect.When) && events => "when",
            _ when question.Wants(Aspect.Where) && events => "where",
            _ => null,
        };
    }

    /// <summary>The publisher of a list is named with it: "countries CADSI list 2014".</summary>
    private static bool IsOrg(NameSlot name) => name.Terms.All(t => t.Kind == TermKind.Org);
}
