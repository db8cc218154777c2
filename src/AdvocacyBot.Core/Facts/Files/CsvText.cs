using System.Text;

namespace AdvocacyBot.Core.Facts.Files;

/// <summary>
/// Cells of separated text (RFC 4180, with any separator) with the line and column at which each begins, which an editor needs to find what is
/// wrong.
/// </summary>
internal static class CsvText
{
    /// <summary>The rows of a text; blank lines are none.</summary>
    /// <param name="text">Read once, to its end.</param>
    /// <param name="separator">Between the cells of a row.</param>
    /// <param name="misplaced">Told of each quotation mark that opens or closes nothing.</param>
    public static IEnumerable<IReadOnlyList<CsvCell>> Read(TextReader text, char separator, Action<int, int> misplaced)
    {
        var row = new List<CsvCell>();
        var cell = new StringBuilder();
        var (line, column, quoted, closed) = (1, 1, false, false);
        var start = (Line: 1, Column: 1);
        for (var next = text.Read(); ; next = text.Read())
        {
            var c = (char)next;
            if (next >= 0 && quoted && !(c == '"' && text.Peek() != '"'))
            {
                if (c == '"')
                    (next, column) = (text.Read(), column + 1);
                cell.Append(c);
                (line, column) = c == '\n' ? (line + 1, 1) : (line, column + 1);
                continue;
            }

            if (next < 0 || c == separator || c == '\n')
            {
                if (next < 0 && quoted)
                    misplaced(start.Line, start.Column);
                row.Add(new CsvCell(cell.ToString().TrimEnd('\r'), start.Line, start.Column));
                cell.Clear();
                (closed, quoted) = (false, false);
                (line, column) = next >= 0 && c == '\n' ? (line + 1, 1) : (line, column + 1);
                start = (line, column);
                if (next >= 0 && c == separator)
                    continue;
                if (row.Exists(r => r.Value.Length > 0))
                    yield return row;
                row = [];
                if (next < 0)
                    yield break;
                continue;
            }

            if (c != '"')
                cell.Append(c);
            else if (quoted)
                (quoted, closed) = (false, true);
            else if (cell.Length == 0 && !closed)
                quoted = true;
            else
                misplaced(line, column);
            column++;
        }
    }

    /// <summary>A cell as it is written: in quotation marks where it holds what would end it.</summary>
    public static string Write(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>A cell and where it begins, from 1.</summary>
internal readonly record struct CsvCell(string Value, int Line, int Column);
