using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>
/// Declares the topics and names that a file's facts use and that nobody knows, so that a spreadsheet fills an empty store. Each is
/// reported with its line, because it could also be a misspelling. Only done if asked for.
/// </summary>
internal static class NewNames
{
    private static readonly (string Column, string Kind)[] Columns =
    [
        ("topic", "topic"), ("also", "topic"), ("event", "event"), ("places", "place"), ("publisher", "org"), ("subjects", "org"), ("by", "org"), ("to", "org"),
        ("against", "org"), ("names", "org"),
    ];

    public static void Declare(FactFile file, NameDictionary stored)
    {
        var names = FileNames.Merge(stored, file.Terms);
        var declared = new Dictionary<(bool IsTopic, string Folded), TermEntry>();
        foreach (var fact in file.Facts)
        {
            foreach (var (column, kind) in Columns)
            {
                foreach (var name in fact.List(column).Where(n => n.Length > 0))
                    Declare(file, fact, column, kind, name, names, declared);
            }
        }

        file.Terms.AddRange(declared.Values);
    }

    private static void Declare(
        FactFile file, FactRecord fact, string column, string kind, string name, NameDictionary names, Dictionary<(bool IsTopic, string Folded), TermEntry> declared)
    {
        var isTopic = kind == "topic";
        var folded = QuestionTokens.Join(name);
        if (folded.Length == 0 || declared.ContainsKey((isTopic, folded)) || IsKnown(name, isTopic, names))
            return;
        var slug = folded.Replace(' ', '-');
        if (names.BySlug(slug) is not null || declared.Values.Any(t => t.Slug == slug))
            slug += $"-{kind}";
        var (line, at) = fact.At(column);
        var entry = new TermEntry(slug, line, at) { Kind = kind };
        entry.Add(Language.English, name, NameRole.Label);
        declared.Add((isTopic, folded), entry);
        file.Problems.Add(FactProblem.Warning(line, at, "warn.newname", name, kind));
    }

    private static bool IsKnown(string name, bool isTopic, NameDictionary names) => isTopic
        ? names.BySlug(name) is { Kind: TermKind.Topic } || names.Named(name).Any(t => t.Kind == TermKind.Topic)
        : names.BySlug(name) is { Kind: not (TermKind.Topic or TermKind.Unit) } || names.Named(name).Any(t => t.Kind is not (TermKind.Topic or TermKind.Unit));
}
