using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>Who says it, through whom it is known, and when: "CADSI, via PBI-Canada (23 May 2023)".</summary>
internal static class SourceWords
{
    public static IEnumerable<Span> Write(SourceView source, Language language, bool withTitle)
    {
        var chain = Chain(source, language, withTitle);
        yield return Uri.TryCreate(source.Url, UriKind.Absolute, out var address) ? new Link(chain, address) : new Text(chain);
    }

    /// <summary>The chain in words. Titles stay in their own language, in its quotation marks.</summary>
    public static string Chain(SourceView source, Language language, bool withTitle)
    {
        var texts = FactTexts.All;
        var words = source.Publisher.Label(language);
        if (withTitle && source.Source.Title is { } title)
            words += texts.Format(language, "title", title);
        if (source.Source.Published is { } published)
            words += $" ({Period.Write(published, language)})";
        else if (source.Via is null)
            words += texts[language, "undated"];
        return source.Via is null ? words : texts.Format(language, "via", words, Chain(source.Via, language, withTitle));
    }

    /// <summary>The key of how sure one can be, in words.</summary>
    public static string Confidence(IReadOnlyList<ClaimView> claims)
    {
        var sources = claims.SelectMany(c => c.Sources).ToList();
        if (sources.All(s => s.Via is not null))
            return "conf.second";
        return sources.Any(s => s is { Via: null, Source.Kind: SourceKind.Primary }) ? "conf.primary" : "conf.statement";
    }
}
