using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>
/// Terms and sources as tables, so that a group can work with spreadsheets alone: a table with the column publisher and no topic is
/// one of sources, a table with the columns slug and kind one of terms. Several values in a cell are separated by vertical bars.
/// </summary>
internal static class NameTables
{
    private const char Bar = '|';
    private const string Slug = "slug";
    private const string Kind = "kind";
    private static readonly string[] SourceColumns = [Slug, .. SourceEntry.Columns];
    private static readonly NameRole[] Roles =
        [NameRole.Label, NameRole.Alias, NameRole.Abbreviation, NameRole.Adjective, NameRole.Inflection, NameRole.Misspelling, NameRole.Verb];

    private static readonly string[] TermColumns =
        [Slug, Kind, "broader", "hints", .. LanguageNames.All.SelectMany(l => Roles.Select(r => ColumnOf(l, r)))];

    private static readonly HashSet<string> Known = [.. SourceColumns, .. TermColumns];

    /// <summary>Whether a table of terms or sources has a column.</summary>
    public static bool HasColumn(string name) => Known.Contains(name);

    public static bool IsOfSources(IReadOnlyList<CsvCell> header) => Has(header, Slug) && Has(header, "publisher") && !Has(header, "topic");

    public static bool IsOfTerms(IReadOnlyList<CsvCell> header) => Has(header, Slug) && Has(header, Kind) && !Has(header, "topic");

    /// <summary>The columns that neither kind of table has.</summary>
    public static IEnumerable<CsvCell> Unknown(IReadOnlyList<CsvCell> header) =>
        header.Where(c => c.Value.Length > 0 && !(IsOfSources(header) ? SourceColumns : TermColumns).Contains(c.Value, StringComparer.Ordinal));

    public static void ReadSource(FactFile file, IReadOnlyList<CsvCell> header, IReadOnlyList<CsvCell> row)
    {
        var cells = Cells(header, row);
        if (!cells.TryGetValue(Slug, out var slug))
        {
            file.Problems.Add(FactProblem.Error(row[0].Line, 1, "file.noslug"));
            return;
        }

        var source = new SourceEntry(slug.Value, slug.Line, slug.Column);
        foreach (var (column, cell) in cells.Where(c => c.Key != Slug))
            source.Cells[column] = new FactCell([cell.Value], cell.Line, cell.Column);
        file.Sources.Add(source);
    }

    public static void ReadTerm(FactFile file, IReadOnlyList<CsvCell> header, IReadOnlyList<CsvCell> row)
    {
        var cells = Cells(header, row);
        if (!cells.TryGetValue(Slug, out var slug))
        {
            file.Problems.Add(FactProblem.Error(row[0].Line, 1, "file.noslug"));
            return;
        }

        var term = new TermEntry(slug.Value, slug.Line, slug.Column) { Kind = cells.TryGetValue(Kind, out var kind) ? kind.Value : null };
        term.Broader.AddRange(Values(cells, "broader"));
        foreach (var hint in Values(cells, "hints"))
            term.Add(Language.English, hint, NameRole.Hint);
        foreach (var language in LanguageNames.All)
        {
            foreach (var role in Roles)
            {
                foreach (var name in Values(cells, ColumnOf(language, role)))
                    term.Add(language, name, role);
            }
        }

        file.Terms.Add(term);
    }

    public static void WriteTerms(TextWriter text, IEnumerable<KnownTerm> terms)
    {
        WriteRow(text, TermColumns);
        foreach (var term in terms)
        {
            WriteRow(
                text,
                [
                    term.Slug, term.Kind.ToString().ToLowerInvariant(), string.Join(Bar, term.Broader), Names(n => n.Role == NameRole.Hint),
                    .. LanguageNames.All.SelectMany(l => Roles.Select(r => Names(n => n.Language == l && n.Role == r))),
                ]);

            string Names(Func<KnownName, bool> choose) => string.Join(Bar, term.Names.Where(choose).Select(n => n.Text));
        }
    }

    public static void WriteSources(TextWriter text, IEnumerable<(Source Source, string Publisher, string? Via)> sources)
    {
        WriteRow(text, SourceColumns);
        foreach (var (source, publisher, via) in sources)
        {
            WriteRow(
                text,
                [
                    source.Slug, publisher, via ?? "", source.Title ?? "", source.Url ?? "", source.ArchiveUrl ?? "", source.Published ?? "",
                    source.Accessed?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", source.Language.Code, source.Kind.ToString().ToLowerInvariant(),
                ]);
        }
    }

    /// <summary>"en" holds the label, "en.alias" the other names.</summary>
    private static string ColumnOf(Language language, NameRole role) =>
        role == NameRole.Label ? language.Code : $"{language.Code}.{role.ToString().ToLowerInvariant()}";

    private static bool Has(IReadOnlyList<CsvCell> header, string name) => header.Any(c => c.Value == name);

    private static Dictionary<string, CsvCell> Cells(IReadOnlyList<CsvCell> header, IReadOnlyList<CsvCell> row)
    {
        var cells = new Dictionary<string, CsvCell>(StringComparer.Ordinal);
        foreach (var (name, cell) in header.Zip(row))
        {
            if (name.Value.Length > 0 && SafeText.Clean(FactCsv.Unguarded(cell.Value)).Trim() is { Length: > 0 } clean)
                cells[name.Value] = cell with { Value = clean };
        }

        return cells;
    }

    private static string[] Values(Dictionary<string, CsvCell> cells, string column) =>
        cells.TryGetValue(column, out var cell) ? cell.Value.Split(Bar, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];

    private static void WriteRow(TextWriter text, IEnumerable<string> cells)
    {
        text.Write(string.Join(',', cells.Select(cell => CsvText.Write(FactCsv.Guarded(cell)))));
        text.Write('\n');
    }
}
