using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Facts as a flat table: a column for each flat name, several values in a cell separated by vertical bars.</summary>
internal static class FactCsv
{
    private const char Bar = '|';

    /// <param name="text">Read once, to its end.</param>
    /// <param name="columns">What each column holds, in the place of the first line's names; an empty text leaves a column out. Null for the names.</param>
    public static FactFile Read(TextReader text, IReadOnlyList<string>? columns = null)
    {
        var file = new FactFile();
        var (separator, table) = CsvDialect.Of(text.ReadToEnd());
        IReadOnlyList<CsvCell>? header = null;
        foreach (var row in CsvText.Read(new StringReader(table), separator, (line, column) => file.Problems.Add(FactProblem.Error(line, column, "file.quotes"))))
        {
            if (header is not null)
            {
                Read(file, header, row);
                continue;
            }

            header = [.. row.Select((c, i) => c with { Value = columns is null ? CsvDialect.ColumnName(c.Value) : i < columns.Count ? columns[i] : "" })];
            var isOfNames = NameTables.IsOfSources(header) || NameTables.IsOfTerms(header);
            if (!isOfNames && !header.Any(c => FactColumns.FindFlat(c.Value) is not null))
            {
                file.Problems.Add(FactProblem.Error(row[0].Line, 1, "file.header"));
                return file;
            }

            var unknown = isOfNames ? NameTables.Unknown(header) : header.Where(c => c.Value.Length > 0 && FactColumns.FindFlat(c.Value) is null);
            file.Problems.AddRange(unknown.Select(c => FactProblem.Error(c.Line, c.Column, "file.column", c.Value)));
            file.Problems.AddRange(header.Where(c => c.Value.Length > 0).GroupBy(c => c.Value, StringComparer.Ordinal).SelectMany(g => g.Skip(1)).Select(c => FactProblem.Error(c.Line, c.Column, "file.twice", c.Value)));
        }

        if (header is null)
            file.Problems.Add(FactProblem.Error(1, 1, "file.empty"));
        return file;
    }

    /// <summary>Writes facts with a header; cells that a spreadsheet would run as a formula are guarded.</summary>
    public static void Write(TextWriter text, IEnumerable<FactRecord> facts)
    {
        text.Write(string.Join(',', FactColumns.Flat));
        text.Write('\n');
        foreach (var fact in facts)
        {
            text.Write(string.Join(',', FactColumns.Flat.Select(column => CsvText.Write(Guarded(string.Join(Bar, fact.List(column)))))));
            text.Write('\n');
        }
    }

    private static void Read(FactFile file, IReadOnlyList<CsvCell> header, IReadOnlyList<CsvCell> row)
    {
        if (row.Count != header.Count)
            file.Problems.Add(FactProblem.Error(row[0].Line, 1, "file.width", row.Count, header.Count));
        if (NameTables.IsOfSources(header))
            NameTables.ReadSource(file, header, row);
        else if (NameTables.IsOfTerms(header))
            NameTables.ReadTerm(file, header, row);
        else
            file.Facts.Add(ReadRow(header, row));
    }

    private static FactRecord ReadRow(IReadOnlyList<CsvCell> header, IReadOnlyList<CsvCell> row)
    {
        var record = new FactRecord(row[0].Line, row[0].Column);
        foreach (var (name, cell) in header.Zip(row))
        {
            if (FactColumns.FindFlat(name.Value) is not { } column || string.IsNullOrWhiteSpace(cell.Value))
                continue;
            var clean = SafeText.Clean(Unguarded(cell.Value)).Trim();
            IReadOnlyList<string> values = column.IsList
                ? clean.Split(Bar, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                : [clean];
            record.Cells[name.Value] = new FactCell(values, cell.Line, cell.Column);
        }

        return record;
    }

    /// <summary>A cell that no spreadsheet runs as a formula.</summary>
    public static string Guarded(string cell) => cell.Length > 0 && IsFormula(cell[0]) ? $"'{cell}" : cell;

    /// <summary>The cell without its guard.</summary>
    public static string Unguarded(string cell) => cell.Length > 1 && cell[0] == '\'' && IsFormula(cell[1]) ? cell[1..] : cell;

    private static bool IsFormula(char c) => c is '=' or '+' or '-' or '@' or '\t' or '\r';
}
