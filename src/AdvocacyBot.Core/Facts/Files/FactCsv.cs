using System.Globalization;
using AdvocacyBot.Core.Chat;
using CsvHelper;
using CsvHelper.Configuration;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Facts as a flat table: a column for each flat name, several values in a cell parted by a vertical bar.</summary>
internal static class FactCsv
{
    private const char Bar = '|';

    public static FactFile Read(TextReader text)
    {
        var file = new FactFile();
        var bad = new List<(int Row, string Field)>();
        using var csv = new CsvReader(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            BadDataFound = args => bad.Add((args.Context.Parser?.RawRow ?? 0, args.Field)),
            MissingFieldFound = null,
            TrimOptions = TrimOptions.Trim,
        });
        if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { } header)
        {
            file.Problems.Add(FactProblem.Error(1, 1, "file.empty"));
            return file;
        }

        for (var i = 0; i < header.Length; i++)
        {
            if (FactColumns.FindFlat(header[i]) is null)
                file.Problems.Add(FactProblem.Error(1, i + 1, "file.column", header[i]));
        }

        while (csv.Read())
        {
            var line = csv.Parser.RawRow;
            if (csv.Parser.Count != header.Length)
                file.Problems.Add(FactProblem.Error(line, 1, "file.width", csv.Parser.Count, header.Length));
            var record = new FactRecord(line, 1);
            for (var i = 0; i < header.Length && i < csv.Parser.Count; i++)
                Take(record, header[i], csv[i] ?? "", line, i + 1);
            file.Facts.Add(record);
        }

        file.Problems.AddRange(bad.Select(b => FactProblem.Error(b.Row, 1, "file.quotes")));
        return file;
    }

    private static void Take(FactRecord record, string name, string cell, int line, int column)
    {
        if (FactColumns.FindFlat(name) is not { } known || string.IsNullOrWhiteSpace(cell))
            return;
        var clean = SafeText.Clean(Unguarded(cell));
        IReadOnlyList<string> values = known.IsList
            ? clean.Split(Bar, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [clean.Trim()];
        record.Cells[name] = new FactCell(values, line, column);
    }

    /// <summary>Takes away the apostrophe that keeps spreadsheets from running a cell as a formula.</summary>
    private static string Unguarded(string cell) => cell.Length > 1 && cell[0] == '\'' && IsFormula(cell[1]) ? cell[1..] : cell;

    private static bool IsFormula(char c) => c is '=' or '+' or '-' or '@' or '\t' or '\r';

    /// <summary>Writes facts with a header; cells that a spreadsheet would run are guarded.</summary>
    public static void Write(TextWriter text, IEnumerable<FactRecord> facts)
    {
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture, leaveOpen: true);
        foreach (var column in FactColumns.Flat)
            csv.WriteField(column);
        csv.NextRecord();
        foreach (var fact in facts)
        {
            foreach (var column in FactColumns.Flat)
            {
                var cell = string.Join(Bar, fact.List(column));
                csv.WriteField(cell.Length > 0 && IsFormula(cell[0]) ? $"'{cell}" : cell);
            }

            csv.NextRecord();
        }
    }
}
