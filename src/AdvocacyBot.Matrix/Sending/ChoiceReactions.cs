using System.Globalization;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>The emoji that stand for a message's choices, as reactions to it. Pure.</summary>
internal static class ChoiceReactions
{
    private const int MaxKeycap = 9;

    /// <summary>The emoji of each choice: ✅ ❔ ❌ for RSVPs, otherwise the number on a keycap; null beyond nine.</summary>
    public static IReadOnlyList<string?> Of(IReadOnlyList<Choice> choices) => [.. choices.Select((choice, i) => Of(choice.Id, i))];

    /// <summary>
    /// Whether the bot adds the reactions itself. It does so under announcements and receipts only, because each one counts as a
    /// message towards the homeserver's limit; other choices are picked by number.
    /// </summary>
    public static bool AreOffered(IReadOnlyList<Choice> choices) => choices.Any(choice => Symbol(choice.Id) is not null);

    /// <summary>A reaction in the form in which it is compared: clients add and omit variation selectors and skin tones.</summary>
    public static string Normalize(string reaction) =>
        string.Concat(reaction.EnumerateRunes().Where(rune => rune.Value is not (0xFE0E or 0xFE0F or (>= 0x1F3FB and <= 0x1F3FF))));

    private static string? Of(string id, int index) =>
        Symbol(id) ?? (index < MaxKeycap ? string.Create(CultureInfo.InvariantCulture, $"{index + 1}\uFE0F\u20E3") : null);

    private static string? Symbol(string id) => id[(id.LastIndexOf(':') + 1)..] switch
    {
        "going" => "✅",
        "maybe" => "❔",
        "no" => "❌",
        _ => null,
    };
}
