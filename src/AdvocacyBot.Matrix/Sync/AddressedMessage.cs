using System.Globalization;

namespace AdvocacyBot.Matrix.Sync;

/// <summary>A message that is, or may be, addressed to the bot.</summary>
/// <param name="Text">Without the prefix or mention.</param>
/// <param name="IsCommand">Whether it began with the prefix.</param>
/// <param name="RepliesTo">The message that it replies to or, in a thread, the one before it.</param>
/// <param name="Thread">The first message of its thread.</param>
internal sealed record AddressedMessage(string Text, bool IsCommand, string? RepliesTo, string? Thread)
{
    /// <summary>Whether nothing but its position addresses the bot, so that it counts only if it replies to a message of the bot's.</summary>
    public bool OnlyAsReply { get; init; }

    /// <summary>The number that it consists of; null if it says more.</summary>
    public int? Number => Text.Length is 1 or 2 && int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
