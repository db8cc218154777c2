using AdvocacyBot.Core.Inbox;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>
/// Names encrypted messages so that the bot finds them again: it cannot decrypt its own messages, and their keys would disclose what they
/// are about. Thread-safe.
/// </summary>
internal sealed class SentMarks(EventIds ids)
{
    /// <param name="key">The key of a post.</param>
    public string Of(string key) => ids.Of("matrix/sent", key);
}
