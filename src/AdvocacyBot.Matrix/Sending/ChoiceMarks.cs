using System.Globalization;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>The symbols that stand for a message's choices, as reactions to it. Pure.</summary>
internal static class ChoiceMarks
{
    private const int MostMarks = 9;

    /// <summary>The symbol of each choice: those of a mobilization's answers, else the number on a keycap; null past nine.</summary>
    public static IReadOnlyList<string?> Of(IReadOnlyList<Choice> choices) => [.. choices.Select((choice, i) => Of(choice.Id, i))];

    /// <summary>A reaction as it is compared: clients add and leave out presentation and skin tone as they please.</summary>
    public static string Fold(string reaction) =>
        string.Concat(reaction.EnumerateRunes().Where(rune => rune.Value is not (0xFE0E or 0xFE0F or (>= 0x1F3FB and <= 0x1F3FF))));

    private static string? Of(string id, int index) => id[(id.LastIndexOf(':') + 1)..] switch
    {
        "going" => "✅",
        "maybe" => "❔",
        "no" => "❌",
        _ => index < MostMarks ? string.Create(CultureInfo.InvariantCulture, $"{index + 1}\uFE0F\u20E3") : null,
    };
}
