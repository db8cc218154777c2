using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Files;

namespace AdvocacyBot.Core.Facts.Uploads;

/// <summary>What an uploaded file looks like, before anything in it is checked.</summary>
/// <param name="Encoding">Such as UTF-8; null if it is none that can be read.</param>
/// <param name="Columns">Of a table of facts; empty for any other file.</param>
public sealed record UploadLayout(string? Encoding, IReadOnlyList<UploadColumn> Columns)
{
    private const int MaxSamples = 3;
    private const int MaxSampleLength = 80;
    private const int MaxColumns = 100;

    /// <summary>What a column can hold, by the names of fact files.</summary>
    public static IReadOnlyList<string> KnownColumns => FactColumns.Flat;

    /// <summary>Between the cells of a table; null for any other file.</summary>
    public char? Separator { get; init; }

    /// <summary>How many lines of a table hold values.</summary>
    public int Rows { get; init; }

    /// <summary>What keeps the file from being read at all, or is worth a look.</summary>
    public IReadOnlyList<FactProblem> Problems { get; init; } = [];

    /// <summary>Reads the layout of a file. Pure.</summary>
    public static UploadLayout Of(FactUpload upload)
    {
        var problems = new FactProblems();
        var isTable = FactFile.IsTable(upload.Name);
        var text = FactFileText.Decode(upload.Bytes, isTable, problems);
        if (text is null || !isTable)
            return new UploadLayout(text is null ? null : EncodingOf(upload.Bytes, problems), []) { Problems = problems };

        var (separator, table) = CsvDialect.Of(text);
        var rows = CsvText.Read(new StringReader(table), separator, (_, _) => { }).ToList();
        var header = rows.Count == 0 ? [] : rows[0].Take(MaxColumns).ToList();
        var proposed = ColumnGuess.Of([.. header.Select(cell => cell.Value)]);
        return new UploadLayout(
            EncodingOf(upload.Bytes, problems),
            IsOfNames(header) ? [] : [.. header.Select((cell, i) => new UploadColumn(Short(cell.Value), Samples(rows, i), proposed[i]))])
        {
            Separator = separator,
            Rows = Math.Max(0, rows.Count - 1),
            Problems = problems,
        };
    }

    /// <summary>A table of terms or sources has its own columns, which cannot be chosen.</summary>
    private static bool IsOfNames(IReadOnlyList<CsvCell> header)
    {
        IReadOnlyList<CsvCell> named = [.. header.Select(cell => cell with { Value = CsvDialect.ColumnName(cell.Value) })];
        return NameTables.IsOfTerms(named) || NameTables.IsOfSources(named);
    }

    private static string EncodingOf(byte[] bytes, FactProblems problems) => bytes switch
    {
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "UTF-16",
        _ when problems.Any(p => p.Key == "file.windows1252") => "Windows-1252",
        _ => "UTF-8",
    };

    private static IReadOnlyList<string> Samples(IReadOnlyList<IReadOnlyList<CsvCell>> rows, int column) =>
        [.. rows.Skip(1).Where(row => row.Count > column && row[column].Value.Length > 0).Take(MaxSamples).Select(row => Short(row[column].Value))];

    private static string Short(string cell) => SafeText.Shorten(SafeText.Clean(cell).Trim(), MaxSampleLength);
}

/// <summary>A column of an uploaded table.</summary>
/// <param name="Header">As it is written.</param>
/// <param name="Samples">Its first values.</param>
/// <param name="Proposed">The column of a fact that it seems to hold; empty if it seems to hold none.</param>
public sealed record UploadColumn(string Header, IReadOnlyList<string> Samples, string Proposed);
