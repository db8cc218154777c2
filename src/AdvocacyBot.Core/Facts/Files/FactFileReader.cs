using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Reads the sections of a YAML fact file: terms, sources and facts, each with the place where it stands.</summary>
/// <param name="file">What is read into.</param>
internal sealed class FactFileReader(FactFile file)
{
    private const int MaxValueLength = 2_000;

    /// <summary>Reads the first document.</summary>
    public void Read(TextReader text)
    {
        switch (FileNode.Read(text, file.Problems))
        {
            case null when file.Problems.Count == 0:
                file.Problems.Add(FactProblem.Error(1, 1, "file.empty"));
                break;
            case FileMap map:
                ReadSections(map);
                break;
            // As facts export writes JSON.
            case FileList { Items: [FileMap, ..] } facts:
                foreach (var fact in facts.Items)
                    ReadFact(fact);
                break;
            case { } other:
                file.Problems.Add(FactProblem.Error(other.Line, other.Column, "file.sections"));
                break;
        }
    }

    private void ReadSections(FileMap map)
    {
        foreach (var (key, value) in map.Entries)
        {
            switch (key.Value, value)
            {
                case ("terms", FileMap terms):
                    foreach (var (slug, term) in terms.Entries)
                        ReadTerm(slug, term);
                    break;
                case ("sources", FileMap sources):
                    foreach (var (slug, source) in sources.Entries)
                        ReadSource(slug, source);
                    break;
                case ("facts", FileList facts):
                    foreach (var fact in facts.Items)
                        ReadFact(fact);
                    break;
                default:
                    file.Problems.Add(FactProblem.Error(key.Line, key.Column, "file.section", key.Value));
                    break;
            }
        }
    }

    private void ReadTerm(FileScalar slug, FileNode node)
    {
        var term = new TermEntry(slug.Value, slug.Line, slug.Column);
        if (node is not FileMap map)
        {
            file.Problems.Add(FactProblem.Error(node.Line, node.Column, "file.map", slug.Value));
            return;
        }

        foreach (var (key, value) in map.Entries)
        {
            if (key.Value == "kind" && value is FileScalar kind)
                term.Kind = kind.Value;
            else if (key.Value == "hints")
                AddNames(term, Language.English, NameRole.Hint, value);
            else if (key.Value == "broader")
                term.Broader.AddRange(Values(value));
            else if (LanguageNames.FromLocale(key.Value) is { } language && FactColumns.IsLanguage(key.Value))
                ReadNames(term, language, value);
            else
                file.Problems.Add(FactProblem.Error(key.Line, key.Column, "file.column", key.Value));
        }

        file.Terms.Add(term);
    }

    /// <summary>A list, whose first name is the label; or names by their roles.</summary>
    private void ReadNames(TermEntry term, Language language, FileNode node)
    {
        if (node is not FileMap roles)
        {
            foreach (var (i, name) in Values(node).Index())
                term.Add(language, name, i == 0 ? NameRole.Label : NameRole.Alias);
            return;
        }

        foreach (var (key, value) in roles.Entries)
        {
            if (Enum.TryParse<NameRole>(key.Value, ignoreCase: true, out var role))
                AddNames(term, language, role, value);
            else
                file.Problems.Add(FactProblem.Error(key.Line, key.Column, "file.column", key.Value));
        }
    }

    private void AddNames(TermEntry term, Language language, NameRole role, FileNode names)
    {
        foreach (var name in Values(names))
            term.Add(language, name, role);
    }

    private void ReadSource(FileScalar slug, FileNode node)
    {
        if (node is not FileMap map)
        {
            file.Problems.Add(FactProblem.Error(node.Line, node.Column, "file.map", slug.Value));
            return;
        }

        var source = new SourceEntry(slug.Value, slug.Line, slug.Column);
        foreach (var (key, value) in map.Entries)
        {
            if (SourceEntry.Columns.Contains(key.Value, StringComparer.Ordinal) && value is FileScalar scalar)
                source.Cells[key.Value] = new FactCell([Clean(scalar)], value.Line, value.Column);
            else
                file.Problems.Add(FactProblem.Error(key.Line, key.Column, "file.column", key.Value));
        }

        file.Sources.Add(source);
    }

    private void ReadFact(FileNode node)
    {
        if (node is not FileMap map)
        {
            file.Problems.Add(FactProblem.Error(node.Line, node.Column, "file.map", "facts"));
            return;
        }

        var record = new FactRecord(map.Line, map.Column);
        foreach (var (key, value) in map.Entries)
            ReadCell(record, key, value);
        file.Facts.Add(record);
    }

    private void ReadCell(FactRecord record, FileScalar key, FileNode value)
    {
        var column = FactColumns.Find(key.Value);
        if (column is { InLanguages: true } && value is FileMap languages)
        {
            foreach (var (code, text) in languages.Entries)
            {
                if (FactColumns.IsLanguage(code.Value) && text is FileScalar scalar)
                    record.Cells[$"{key.Value}.{code.Value}"] = new FactCell([Clean(scalar)], text.Line, text.Column);
                else
                    file.Problems.Add(FactProblem.Error(code.Line, code.Column, "file.language", code.Value));
            }
        }
        else if (FactColumns.FindFlat(key.Value) is { } flat && (flat.IsList || value is FileScalar or FileList { Items: [FileScalar] }))
        {
            record.Cells[key.Value] = new FactCell(Values(value), value.Line, value.Column);
        }
        else
        {
            file.Problems.Add(column is null
                ? FactProblem.Error(key.Line, key.Column, "file.column", key.Value)
                : FactProblem.Error(value.Line, value.Column, column.InLanguages ? "file.perlanguage" : "file.single", key.Value));
        }
    }

    /// <summary>A single value counts as a list of one, and a list of one as a single value.</summary>
    private IReadOnlyList<string> Values(FileNode node)
    {
        switch (node)
        {
            case FileScalar scalar:
                return [Clean(scalar)];
            case FileList list when list.Items.All(i => i is FileScalar):
                return [.. list.Items.Select(i => Clean((FileScalar)i))];
            default:
                file.Problems.Add(FactProblem.Error(node.Line, node.Column, "file.values"));
                return [];
        }
    }

    private string Clean(FileScalar scalar)
    {
        var clean = SafeText.Clean(scalar.Value).Trim();
        if (clean.Length > MaxValueLength)
            file.Problems.Add(FactProblem.Error(scalar.Line, scalar.Column, "file.long", MaxValueLength));
        return clean;
    }
}
