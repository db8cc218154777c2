using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>A term as written.</summary>
internal sealed record TermEntry(string Slug, int Line, int Column)
{
    public string? Kind { get; set; }

    public TermKind? TermKind => Enum.TryParse<TermKind>(Kind, ignoreCase: true, out var kind) ? kind : null;

    public List<KnownName> Names { get; } = [];

    /// <summary>The slugs of the terms that it is a part or kind of.</summary>
    public List<string> Broader { get; } = [];

    public void Add(Language language, string name, NameRole role) => Names.Add(new KnownName(language, name, QuestionTokens.Join(name), role));
}
