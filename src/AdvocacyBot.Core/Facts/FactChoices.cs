using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts;

/// <summary>The buttons under answers: <c>fact:names:F-0012,F-0013</c>, <c>fact:ask:delegations 2014</c>.</summary>
internal static class FactChoices
{
    public const string Prefix = "fact";
    private const int MaxIdLength = 100;
    private const int MaxLabelLength = 80;
    private const int MaxIds = 8;

    public static IReadOnlyList<Choice> For(IReadOnlyList<ClaimView> claims, Language language)
    {
        var ids = string.Join(',', claims.Take(MaxIds).Select(c => c.Id));
        var hasNames = claims.Take(MaxIds).Any(c => c.Participants.Count > 0);
        string[] actions = hasNames ? ["names", "sources", "history", "report"] : ["sources", "history", "report"];
        return [.. actions.Select(action => new Choice($"{Prefix}:{action}:{ids}", FactTexts.All[language, $"choice.{action}"]))];
    }

    /// <summary>Asks a question by a press; null if it does not fit into a choice.</summary>
    public static Choice? Ask(string question)
    {
        var id = $"{Prefix}:ask:{question}";
        return id.Length <= MaxIdLength && question.Length <= MaxLabelLength && !question.Contains(':', StringComparison.Ordinal)
            ? new Choice(id, question)
            : null;
    }
}
