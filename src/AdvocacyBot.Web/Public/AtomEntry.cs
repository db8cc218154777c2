using AdvocacyBot.Core.Articles.Public;
using AdvocacyBot.Core.Facts.Public;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Web.Public;

/// <summary>An entry of an Atom feed.</summary>
/// <param name="Id">An IRI that stays the same.</param>
/// <param name="Updated">UTC.</param>
/// <param name="Author">Who says it.</param>
internal sealed record AtomEntry(string Id, string Title, DateTime Updated, Uri Address, string Author)
{
    /// <summary>UTC; null if it is not known.</summary>
    public DateTime? Published { get; init; }

    public string Summary { get; init; } = "";

    /// <summary>A BCP 47 tag; null if it is not known.</summary>
    public string? Language { get; init; }

    public static AtomEntry Of(PublicArticle article) =>
        new($"urn:uuid:{article.Id:D}", article.Title, article.ChangedAt ?? article.At, article.Address, article.Author ?? article.Source)
        {
            Published = article.At,
            Summary = article.Summary,
            Language = article.Language,
        };

    /// <param name="address">Of the fact's page, which identifies it in any language.</param>
    public static AtomEntry Of(ChangedFact changed, Language language, Uri address)
    {
        var fact = changed.Fact;
        return new AtomEntry(
            address.AbsoluteUri, $"{fact.Id} · {fact.TopicName}", changed.ChangedAt, new Uri($"{address.AbsoluteUri}?lang={language.Code}"),
            fact.Sources.Count > 0 ? fact.Sources[0].Publisher : fact.TopicName)
        {
            Summary = fact.When is { } when ? $"{fact.Statement} ({when})" : fact.Statement,
            Language = language.Code,
        };
    }
}
