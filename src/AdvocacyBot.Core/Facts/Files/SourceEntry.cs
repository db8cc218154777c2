namespace AdvocacyBot.Core.Facts.Files;

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
