using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Facts.Files;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Editing;

/// <summary>
/// Reads a fact, or changes to one, from a chat message: <c>topic: delegations; when: 2015; value: 12; source: cadsi-2014</c>.
/// The columns are those of fact files; a text without a language is in the writer's.
/// </summary>
internal static class ChatFact
{
    /// <param name="text">Columns separated by semicolons or line feeds.</param>
    /// <param name="onto">What the changes are made to; an empty column removes its value.</param>
    /// <param name="language">The writer's.</param>
    /// <param name="problems">Receives what is not a column.</param>
    public static FactRecord Read(string text, FactRecord? onto, Language language, List<FactProblem> problems)
    {
        var record = new FactRecord(1, 1);
        foreach (var (name, cell) in onto?.Cells ?? [])
            record.Cells[name] = cell;

        foreach (var part in ChatColumns.Split(text, name => FactColumns.Find(name) is not null || FactColumns.FindFlat(name) is not null))
        {
            var (given, value) = ChatColumns.Cut(part);
            var name = given ?? part;
            if (FactColumns.Find(name) is { InLanguages: true })
                name = $"{name}.{language.Code}";
            if (given is null || FactColumns.FindFlat(name) is not { } column)
            {
                problems.Add(FactProblem.Error(1, 1, "file.column", SafeText.Shorten(name, 40)));
                continue;
            }

            string[] values = column.IsList ? value.Split([',', '|', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [value];
            record.Cells[name] = new FactCell([.. values.Where(v => v.Length > 0)], 1, 1);
        }

        return record;
    }
}
