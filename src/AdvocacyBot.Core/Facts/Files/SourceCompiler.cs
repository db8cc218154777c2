using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Turns sources as written into sources that can be stored.</summary>
/// <param name="names">Of publishers.</param>
/// <param name="sources">All that a source can be known through.</param>
/// <param name="problems">Told of what is wrong.</param>
internal sealed class SourceCompiler(NameDictionary names, IReadOnlySet<string> sources, FactProblems problems)
{
    public CompiledSource? Compile(SourceEntry source)
    {
        var publisher = FileNames.Find(names, source["publisher"]);
        if (publisher is null)
            problems.Add(source.Error("publisher", source["publisher"] is { } name ? "fact.name" : "source.publisher", source["publisher"] ?? source.Slug));
        if (source["via"] is { } via && (!sources.Contains(via) || via == source.Slug))
            problems.Add(source.Error("via", "fact.source", via));
        if (source["published"] is { } published && Period.Parse(published) is null)
            problems.Add(source.Error("published", "fact.when", published));
        foreach (var column in (string[])["url", "archive"])
        {
            if (source[column] is { } url && !IsWebAddress(url))
                problems.Add(source.Error(column, "source.url", url));
        }

        return publisher is null ? null : new CompiledSource(source.Slug, publisher.Slug)
        {
            Title = source["title"],
            Url = source["url"],
            Archive = source["archive"],
            Published = source["published"],
            Accessed = DateOnly.TryParse(source["accessed"], System.Globalization.CultureInfo.InvariantCulture, out var day) ? day : null,
            Language = LanguageNames.FromLocale(source["language"]) ?? Language.English,
            Kind = Enum.TryParse<SourceKind>(source["kind"] ?? "report", ignoreCase: true, out var kind) ? kind : SourceKind.Report,
            Via = source["via"],
        };
    }

    /// <summary>The source that a fact describes in its own columns.</summary>
    public CompiledSource? OfFact(FactRecord fact)
    {
        if (fact["publisher"] is not { } name)
            return null;
        if (FileNames.Find(names, name) is not { } publisher)
        {
            problems.Add(fact.Error("publisher", "fact.name", name));
            return null;
        }

        if (fact["url"] is { } url && !IsWebAddress(url))
            problems.Add(fact.Error("url", "source.url", url));
        if (fact["published"] is { } published && Period.Parse(published) is null)
            problems.Add(fact.Error("published", "fact.when", published));
        if (fact["via"] is { } via && !sources.Contains(via))
            problems.Add(fact.Error("via", "fact.source", via));
        var key = string.Join('\n', publisher.Slug, fact["title"], fact["url"], fact["published"], fact["via"]);
        return new CompiledSource($"{publisher.Slug}-{Digest.Short(key)}", publisher.Slug)
        {
            Title = fact["title"],
            Url = fact["url"],
            Published = fact["published"],
            Via = fact["via"],
        };
    }

    private static bool IsWebAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0;
}
