using System.Globalization;

namespace AdvocacyBot.Matrix.Listening;

/// <summary>A message that is meant for the bot.</summary>
/// <param name="Text">Without prefix or mention.</param>
/// <param name="IsCommand">Whether it began with the prefix.</param>
/// <param name="RepliesTo">The message to which it is a reply.</param>
/// <param name="Thread">The message with which its thread began.</param>
internal sealed record Heard(string Text, bool IsCommand, string? RepliesTo, string? Thread)
{
    /// <summary>Whether it is meant for the bot only if it picks a choice of the message that it replies to.</summary>
    public bool OnlyAsChoice { get; init; }

    /// <summary>The number that it consists of; null where it says more.</summary>
    public int? Number => Text.Length is 1 or 2 && int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
