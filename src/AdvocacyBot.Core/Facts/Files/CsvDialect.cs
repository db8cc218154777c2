namespace AdvocacyBot.Core.Facts.Files;

/// <summary>Finds what separates the cells of a table: spreadsheets write commas, semicolons or tabs, depending on their language. Pure.</summary>
internal static class CsvDialect
{
    private const string Separators = ",;\t";

    /// <summary>Excel's own first line, such as <c>sep=;</c>, which is not part of the table.</summary>
    private const string ExcelHint = "sep=";

    /// <summary>The separator under which the first line names the most columns or, if it names none, has the most cells; a comma if none is better.</summary>
    /// <param name="text">The whole table.</param>
    /// <returns>The separator, and the table without Excel's hint.</returns>
    public static (char Separator, string Table) Of(string text)
    {
        text = text.TrimStart('\uFEFF');
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var first = (end < 0 ? text : text[..end]).TrimEnd('\r');
        // The hint's line stays as a blank one, so that line numbers are those of the file.
        return first.StartsWith(ExcelHint, StringComparison.OrdinalIgnoreCase) && first.Length == ExcelHint.Length + 1
            ? (first[^1], end < 0 ? "" : text[end..])
            : (Separators.MaxBy(separator => (Columns(first, separator), first.Count(c => c == separator))), text);
    }

    /// <summary>A column's name without what spreadsheets and people change in it: case, spaces, hyphens.</summary>
    public static string ColumnName(string cell) => cell.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');

    private static int Columns(string header, char separator) =>
        header.Split(separator).Select(cell => ColumnName(cell.Trim('"', ' '))).Count(name => FactColumns.FindFlat(name) is not null || NameTables.HasColumn(name));
}
