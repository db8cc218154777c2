using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Terms;

/// <summary>A term as questions and answers need it. Two are equal if they are the same row.</summary>
internal sealed record KnownTerm(long Id, string Slug, TermKind Kind, IReadOnlyList<KnownName> Names)
{
    private readonly string?[] labels =
        [.. LanguageNames.All.Select(language =>
            Names.Where(n => n.Role == NameRole.Label && n.Language == language).Select(n => n.Text).FirstOrDefault())];

    /// <summary>The slugs of the terms that this one is a part or a kind of: people for students, the United Kingdom for Scotland.</summary>
    public IReadOnlyList<string> Broader { get; init; } = [];

    /// <summary>Whether the term has names in several languages.</summary>
    public bool IsTranslated { get; } = Names.Any(n => n.Language != Names[0].Language);

    /// <summary>The name that answers in a language use; a name of another language if it has none in this one.</summary>
    public string Label(Language language) => labels[(int)language] ?? labels.FirstOrDefault(l => l is not null) ?? Slug;

    public bool Equals(KnownTerm? other) => other?.Id == Id;

    public override int GetHashCode() => Id.GetHashCode();
}

/// <summary>A name of a <see cref="KnownTerm"/>.</summary>
internal readonly record struct KnownName(Language Language, string Text, string Folded, NameRole Role);
