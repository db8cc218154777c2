using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Web.Sessions;

namespace AdvocacyBot.Web.Room.Search;

/// <summary>
/// Finds messages of the room by their words, in the language in which the reader sees them. Public messages are searched in the file; of
/// private ones only the reader's own, which are in memory.
/// </summary>
internal sealed class SearchHistory(MessageTable table, PrivateMessages privately)
{
    public const int PageSize = 20;
    public const int MaxLength = 100;
    private const int MaxWords = 8;

    /// <param name="text">All of its words have to be in a message; case and accents make no difference.</param>
    /// <param name="before">Only messages with lower ids.</param>
    /// <returns>The newest first; empty if the text has no words.</returns>
    public async Task<FoundPage> FindAsync(string text, long before, Visitor visitor, Language language, CancellationToken ct)
    {
        var words = WordsOf(text);
        if (words.Count == 0)
            return new FoundPage([], null);

        var stored = await table.SearchAsync(words, language, before, PageSize + 1, ct);
        var own = privately.Of(visitor.Author)
            .Where(m => m.Id < before && words.All(word => FoldedText.Of(m.Reply, language).Contains(word, StringComparison.Ordinal)));
        var all = stored.Select(RoomHistory.Read).Concat(own).OrderByDescending(m => m.Id).Take(PageSize + 1).ToList();
        var page = all.Take(PageSize).ToList();
        return new FoundPage([.. page.Select(m => Show(m, words, visitor, language))], all.Count > PageSize ? page[^1].Id : null);
    }

    private static List<string> WordsOf(string text) =>
    [
        .. Folding.Fold(SafeText.Clean(text.Length > MaxLength ? text[..MaxLength] : text))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Take(MaxWords),
    ];

    private static FoundMessage Show(RoomMessage message, IReadOnlyList<string> words, Visitor visitor, Language language)
    {
        var shown = ShownMessage.Of(message, visitor, language);
        return new FoundMessage(shown.Id, shown.At, shown.Author, shown.Name, shown.Own, shown.Private, shown.Language, Excerpt.Of(shown.Text, words));
    }
}

/// <summary>Some of the messages that were found.</summary>
/// <param name="Found">The newest first.</param>
/// <param name="Next">To be given as <c>before</c> for older ones; null if there are none.</param>
internal sealed record FoundPage(IReadOnlyList<FoundMessage> Found, long? Next);

/// <summary>A message that was found; its fields are those of <see cref="ShownMessage"/>.</summary>
/// <param name="Parts">The words with what stands around them.</param>
internal sealed record FoundMessage(long Id, DateTime At, string Author, string? Name, bool Own, bool Private, string Language, IReadOnlyList<ExcerptPart> Parts);
