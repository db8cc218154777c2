namespace AdvocacyBot.Core.Facts.Files;

/// <summary>The columns of a fact: the same in YAML, CSV, JSON, chat and history.</summary>
internal static class FactColumns
{
    private static readonly string[] Languages = ["en", "fr", "es"];

    /// <summary>Every column, in the order in which files are written.</summary>
    public static readonly IReadOnlyList<FactColumn> All =
    [
        new("id"), new("topic"), new("also", IsList: true), new("event"), new("kind"), new("when"),
        new("value"), new("unit"), new("scope", InLanguages: true), new("text", InLanguages: true), new("keywords", IsList: true),
        new("subjects", IsList: true), new("by", IsList: true), new("to", IsList: true), new("against", IsList: true), new("names", IsList: true), new("names_complete"), new("places", IsList: true),
        new("source", IsList: true), new("disputed_by", IsList: true), new("locator"),
        new("publisher"), new("title"), new("url"), new("published"), new("via"),
        new("rank"), new("rank_reason"), new("review_by"), new("status"),
        new("conflicts", IsList: true), new("differs_in_scope", IsList: true), new("supersedes", IsList: true), new("corrects", IsList: true),
        new("note"),
    ];

    private static readonly Dictionary<string, FactColumn> ByName = All.ToDictionary(c => c.Name, StringComparer.Ordinal);

    /// <summary>The flat names, with the language's code after a dot.</summary>
    public static readonly IReadOnlyList<string> Flat =
        [.. All.SelectMany(c => c.InLanguages ? Languages.Select(l => $"{c.Name}.{l}") : [c.Name])];

    public static FactColumn? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The column of a flat name; null if there is none.</summary>
    public static FactColumn? FindFlat(string flat)
    {
        var dot = flat.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            return Find(flat) is { InLanguages: false } plain ? plain : null;
        return Languages.Contains(flat[(dot + 1)..], StringComparer.Ordinal) && Find(flat[..dot]) is { InLanguages: true } column ? column : null;
    }

    public static bool IsLanguage(string code) => Languages.Contains(code, StringComparer.Ordinal);
}

/// <summary>A column of a fact.</summary>
/// <param name="Name">In files.</param>
/// <param name="IsList">Whether it holds several values.</param>
/// <param name="InLanguages">Whether it holds a value for each language.</param>
internal sealed record FactColumn(string Name, bool IsList = false, bool InLanguages = false);

/// <summary>A fact as it is written: flat columns with their values.</summary>
internal sealed record FactRecord(int Line, int Column)
{
    public FactCells Cells { get; } = [];

    /// <summary>A single value; null if the column is empty.</summary>
    public string? this[string column] => Cells.TryGetValue(column, out var cell) && cell.Values is [{ Length: > 0 } value, ..] ? value : null;

    public IReadOnlyList<string> List(string column) => Cells.TryGetValue(column, out var cell) ? cell.Values : [];

    /// <summary>The place of a column; the fact's own place if it is missing.</summary>
    public (int Line, int Column) At(string column) => Cells.TryGetValue(column, out var cell) ? (cell.Line, cell.Column) : (Line, Column);

    public FactProblem Error(string column, string key, params object[] values) =>
        FactProblem.Error(At(column).Line, At(column).Column, key, values);

    public FactProblem Warning(string column, string key, params object[] values) =>
        FactProblem.Warning(At(column).Line, At(column).Column, key, values);
}

/// <summary>A column's values and their place.</summary>
internal sealed record FactCell(IReadOnlyList<string> Values, int Line, int Column);
