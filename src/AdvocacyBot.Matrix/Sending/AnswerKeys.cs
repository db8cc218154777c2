using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Outbox;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>
/// The keys of answers. They are derived from the question's event id, so that a question that is read twice is answered once and its
/// answer can be found again. Everybody in a room knows its event ids, so the keys are <see cref="EventIds"/> and disclose nothing.
/// Thread-safe.
/// </summary>
internal sealed class AnswerKeys(EventIds ids)
{
    /// <summary>Distinguishes answers from other deliveries of the same cause.</summary>
    public const string Meaning = "matrix";

    private const string Purpose = "matrix/answer";
    private const string InChannel = "answer/";
    private const string InConversation = "alone/";

    /// <summary>The cause of an answer given where the question was asked.</summary>
    public string CauseOf(string question) => InChannel + ids.Of(Purpose, question);

    /// <summary>The key of an answer given where the question was asked.</summary>
    public string Of(ChannelRef channel, string question) => OutboxQueue.KeyOf(channel, CauseOf(question), Meaning);

    /// <summary>The key of a private answer to a question that was asked in a room.</summary>
    public string OfPrivate(string question) => InConversation + ids.Of(Purpose, question);

    public static bool IsAnswer(string key) =>
        key.StartsWith(InChannel, StringComparison.Ordinal) || key.StartsWith(InConversation, StringComparison.Ordinal);
}
