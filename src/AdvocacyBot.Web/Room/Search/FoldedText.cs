using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Web.Room.Search;

/// <summary>The text of a message in the form in which it is searched. Pure.</summary>
internal static class FoldedText
{
    /// <param name="language">The reader's.</param>
    public static string Of(Reply reply, Language language) => Folding.Fold(PlainText.Write(reply.For(language)));

    /// <summary>The texts of a message by the codes of their languages; one under an empty code if all readers see the same.</summary>
    public static IReadOnlyList<(string Language, string Text)> All(Reply reply)
    {
        var texts = LanguageNames.All.Select(language => (language.Code, Of(reply, language))).ToList();
        return texts.TrueForAll(t => t.Item2 == texts[0].Item2) ? [("", texts[0].Item2)] : texts;
    }
}
