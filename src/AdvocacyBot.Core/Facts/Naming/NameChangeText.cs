using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Editing;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Naming;

/// <summary>
/// Reads a change from what an organizer writes: <c>evictions; fr: expulsions; es: desalojos; also: eviction</c>. The name itself, and
/// the further ones after "also", are in the writer's language. Pure.
/// </summary>
internal sealed class NameChangeText(NameDictionary names, Language language)
{
    private const string Also = "also";
    private const int MaxLength = 100;
    private static readonly string[] TermColumns = ["kind", "en", "fr", "es", Also, "of", "broader"];
    private static readonly string[] SourceColumns = ["id", .. SourceEntry.Columns.Where(c => c != "url")];
    private readonly List<FactProblem> problems = [];

    /// <summary>Why the text cannot be read; the change is null then.</summary>
    public IReadOnlyList<FactProblem> Problems => problems;

    public NameChange? Topic(string text) => Term(text, "topic");

    /// <summary>Another name of what "of" says, or something new of the kind that "kind" says.</summary>
    public NameChange? Name(string text)
    {
        var columns = Columns(text, TermColumns, out var name);
        if (columns.GetValueOrDefault("of") is not { } of)
            return columns.GetValueOrDefault("kind") is { } kind ? Term(text, kind) : Wrong("naming.of");
        return Check(name) is null || Find(of) is not { } term
            ? null
            : new NameChange(NameChangeKind.AddName, name, new Dictionary<string, string> { ["of"] = term.Slug, ["language"] = language.Code });
    }

    public NameChange? Source(string url, string? text)
    {
        var columns = Columns(text ?? "", SourceColumns, out var title);
        if (title.Length > 0)
            columns.TryAdd("title", title);
        columns["url"] = url.Trim(' ', ';', '<', '>');
        if (columns.GetValueOrDefault("publisher") is not { } publisher)
            return Wrong("naming.publisher");
        var slug = columns.GetValueOrDefault("id") is { Length: > 0 } id ? id
            : columns.GetValueOrDefault("published") is { } published ? $"{SlugOf(publisher)}-{published.Replace('/', '-')}"
            : SlugOf(publisher);
        return problems.Count > 0 ? null : new NameChange(NameChangeKind.AddSource, slug.ToLowerInvariant().Replace(' ', '-'), columns);
    }

    /// <summary>The term itself if its main name is meant, otherwise only the name.</summary>
    public NameChange? Remove(string name)
    {
        if (Find(name) is not { } term)
            return null;
        var folded = QuestionTokens.Join(name);
        return name.Trim() == term.Slug || term.Names.Any(n => n.Role == NameRole.Label && n.Folded == folded)
            ? new NameChange(NameChangeKind.RemoveTerm, term.Slug, new Dictionary<string, string>())
            : new NameChange(NameChangeKind.RemoveName, name.Trim(), new Dictionary<string, string> { ["of"] = term.Slug });
    }

    public NameChange? Merge(string name, string into) => Find(name) is { } from && Find(into) is { } target
        ? new NameChange(NameChangeKind.Merge, from.Slug, new Dictionary<string, string> { ["into"] = target.Slug })
        : null;

    /// <summary>A slug from any words: lower-case letters, digits and hyphens.</summary>
    public static string SlugOf(string words) => QuestionTokens.Join(words).Replace(' ', '-');

    private NameChange? Term(string text, string kind)
    {
        var columns = Columns(text, TermColumns, out var name);
        if (name.Length == 0)
            name = columns.GetValueOrDefault(language.Code) ?? "";
        columns.Remove("of");
        columns["kind"] = kind.ToLowerInvariant();
        columns.TryAdd(language.Code, name);
        columns["language"] = language.Code;
        if (!Enum.TryParse<TermKind>(kind, ignoreCase: true, out _))
            return Wrong("naming.kind", kind);
        return Check(name) is null || problems.Count > 0 ? null : new NameChange(NameChangeKind.AddTerm, name, columns);
    }

    private Dictionary<string, string> Columns(string text, string[] known, out string name)
    {
        name = "";
        problems.Clear();
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (i, part) in ChatColumns.Split(text, c => known.Contains(c, StringComparer.Ordinal)).Index())
        {
            var (given, value) = ChatColumns.Cut(part);
            var column = given ?? "";
            if (known.Contains(column, StringComparer.Ordinal))
                columns[column] = value;
            else if (i == 0)
                name = part;
            else
                problems.Add(FactProblem.Error(1, 1, "file.column", SafeText.Shorten(column.Length > 0 ? column : part, 40)));
        }

        return columns;
    }

    private KnownTerm? Find(string name)
    {
        if (names.BySlug(name.Trim()) is { } bySlug)
            return bySlug;
        var named = names.Named(name);
        if (named.Count != 1)
            problems.Add(FactProblem.Error(1, 1, named.Count == 0 ? "naming.unknown" : "naming.several", SafeText.Shorten(name.Trim(), 40)));
        return named.Count == 1 ? named[0] : null;
    }

    private string? Check(string name)
    {
        if (QuestionTokens.Join(name).Length > 0 && name.Length <= MaxLength)
            return name;
        Wrong("naming.empty", MaxLength);
        return null;
    }

    private NameChange? Wrong(string key, params object[] values)
    {
        problems.Add(FactProblem.Error(1, 1, key, values));
        return null;
    }
}
