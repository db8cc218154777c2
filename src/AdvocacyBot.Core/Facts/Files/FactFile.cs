using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>What a fact file holds, as written; nothing is looked up yet.</summary>
internal sealed class FactFile
{
    private const int LongestValue = 2_000;

    public List<TermEntry> Terms { get; } = [];

    public List<SourceEntry> Sources { get; } = [];

    public List<FactRecord> Facts { get; } = [];

    public List<FactProblem> Problems { get; } = [];

    /// <summary>Reads YAML. Every problem that can be told without looking anything up is told at once.</summary>
    public static FactFile ReadYaml(TextReader text)
    {
        var file = new FactFile();
        switch (FileNode.Read(text, file.Problems))
        {
            case null when file.Problems.Count == 0:
                file.Problems.Add(FactProblem.Error(1, 1, "file.empty"));
                break;
            case FileMap map:
                file.ReadSections(map);
                break;
            case { } other:
                file.Problems.Add(FactProblem.Error(other.Line, other.Column, "file.sections"));
                break;
        }

        return file;
    }

    /// <summary>Reads by the file's ending: .csv as CSV, all else as YAML.</summary>
    public static FactFile Read(string path, TextReader text) =>
        path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? FactCsv.Read(text) : ReadYaml(text);

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
                    Problems.Add(FactProblem.Error(key.Line, key.Column, "file.section", key.Value));
                    break;
            }
        }
    }

    private void ReadTerm(FileScalar slug, FileNode node)
    {
        var term = new TermEntry(slug.Value, slug.Line, slug.Column);
        if (node is not FileMap map)
        {
            Problems.Add(FactProblem.Error(node.Line, node.Column, "file.map", slug.Value));
            return;
        }

        foreach (var (key, value) in map.Entries)
        {
            if (key.Value == "kind" && value is FileScalar kind)
                term.Kind = kind.Value;
            else if (key.Value == "hints")
                term.Names.AddRange(Values(value).Select(v => (Language.English, v, NameRole.Hint)));
            else if (LanguageNames.FromLocale(key.Value) is { } language && FactColumns.IsLanguage(key.Value))
                ReadNames(term, language, value);
            else
                Problems.Add(FactProblem.Error(key.Line, key.Column, "file.column", key.Value));
        }

        Terms.Add(term);
    }

    /// <summary>A list, whose first name is the label; or names by their roles.</summary>
    private void ReadNames(TermEntry term, Language language, FileNode node)
    {
        if (node is not FileMap roles)
        {
            term.Names.AddRange(Values(node).Select((name, i) => (language, name, i == 0 ? NameRole.Label : NameRole.Alias)));
            return;
        }

        foreach (var (key, value) in roles.Entries)
        {
            if (Enum.TryParse<NameRole>(key.Value, ignoreCase: true, out var role))
                term.Names.AddRange(Values(value).Select(name => (language, name, role)));
            else
                Problems.Add(FactProblem.Error(key.Line, key.Column, "file.column", key.Value));
        }
    }

    private void ReadSource(FileScalar slug, FileNode node)
    {
        if (node is not FileMap map)
        {
            Problems.Add(FactProblem.Error(node.Line, node.Column, "file.map", slug.Value));
            return;
        }

        var source = new SourceEntry(slug.Value, slug.Line, slug.Column);
        foreach (var (key, value) in map.Entries)
        {
            if (SourceEntry.Columns.Contains(key.Value, StringComparer.Ordinal) && value is FileScalar scalar)
                source.Cells[key.Value] = new FactCell([Clean(scalar)], value.Line, value.Column);
            else
                Problems.Add(FactProblem.Error(key.Line, key.Column, "file.column", key.Value));
        }

        Sources.Add(source);
    }

    private void ReadFact(FileNode node)
    {
        if (node is not FileMap map)
        {
            Problems.Add(FactProblem.Error(node.Line, node.Column, "file.map", "facts"));
            return;
        }

        var record = new FactRecord(map.Line, map.Column);
        foreach (var (key, value) in map.Entries)
            ReadCell(record, key, value);
        Facts.Add(record);
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
                    Problems.Add(FactProblem.Error(code.Line, code.Column, "file.language", code.Value));
            }
        }
        else if (FactColumns.FindFlat(key.Value) is { } flat && (flat.IsList || value is FileScalar))
        {
            record.Cells[key.Value] = new FactCell(Values(value), value.Line, value.Column);
        }
        else
        {
            Problems.Add(column is null
                ? FactProblem.Error(key.Line, key.Column, "file.column", key.Value)
                : FactProblem.Error(value.Line, value.Column, column.InLanguages ? "file.perlanguage" : "file.single", key.Value));
        }
    }

    /// <summary>A single value counts as a list of one.</summary>
    private IReadOnlyList<string> Values(FileNode node)
    {
        switch (node)
        {
            case FileScalar scalar:
                return [Clean(scalar)];
            case FileList list when list.Items.All(i => i is FileScalar):
                return [.. list.Items.Select(i => Clean((FileScalar)i))];
            default:
                Problems.Add(FactProblem.Error(node.Line, node.Column, "file.values"));
                return [];
        }
    }

    private string Clean(FileScalar scalar)
    {
        var clean = SafeText.Clean(scalar.Value).Trim();
        if (clean.Length > LongestValue)
            Problems.Add(FactProblem.Error(scalar.Line, scalar.Column, "file.long", LongestValue));
        return clean;
    }
}

/// <summary>A term as written.</summary>
internal sealed record TermEntry(string Slug, int Line, int Column)
{
    public string? Kind { get; set; }

    public TermKind? TermKind => Enum.TryParse<TermKind>(Kind, ignoreCase: true, out var kind) ? kind : null;

    public List<(Language Language, string Text, NameRole Role)> Names { get; } = [];
}

/// <summary>A source as written.</summary>
internal sealed record SourceEntry(string Slug, int Line, int Column)
{
    public static readonly string[] Columns = ["publisher", "via", "title", "url", "archive", "published", "accessed", "language", "kind"];

    public Dictionary<string, FactCell> Cells { get; } = new(StringComparer.Ordinal);

    public string? this[string column] => Cells.TryGetValue(column, out var cell) && cell.Values is [{ Length: > 0 } value] ? value : null;

    public FactProblem Error(string column, string key, params object[] values) =>
        Cells.TryGetValue(column, out var cell)
            ? FactProblem.Error(cell.Line, cell.Column, key, values)
            : FactProblem.Error(Line, Column, key, values);
}
