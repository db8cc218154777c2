using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Commands;

/// <summary>
/// Decides whether a text that replies to a message of the bot means the bot at all. Below posts of a feature, such as articles and
/// announcements, only what the feature accepts counts; a reply to an answer counts if it reads as a question. Anything else is a
/// comment among people and gets no answer.
/// </summary>
internal sealed class ReplyReader(MessageSubjects messages, IEnumerable<ReplyEntry> entries)
{
    private readonly Dictionary<string, ReplyParser> parsers = entries.ToDictionary(e => e.SubjectKind, e => e.Read, StringComparer.Ordinal);

    /// <returns>What the member wants, or null for a comment.</returns>
    public async Task<IntentBody?> ReadAsync(Intent intent, CancellationToken ct)
    {
        if (intent is not { ReplyTo: { } message, Body: TextBody { IsCommand: false } text })
            return intent.Body;

        var isPost = false;
        foreach (var subject in await messages.OfAsync(message, ct))
        {
            if (subject.Split('/', 2) is not [var kind, var id] || !parsers.TryGetValue(kind, out var read))
                continue;
            if (read(id, text.Text) is { } body)
                return body;
            isPost = true;
        }

        return !isPost && QuestionForm.IsQuestion(text.Text) ? text : null;
    }
}

/// <summary>A feature's reading of replies to its posts.</summary>
/// <param name="SubjectKind">The first part of the posts' subject, as <see cref="Subject"/> writes it.</param>
/// <param name="Read">Reads the reply.</param>
public sealed record ReplyEntry(string SubjectKind, ReplyParser Read);

/// <summary>Reads a reply to a post. Pure.</summary>
/// <param name="id">The second part of the post's subject.</param>
/// <param name="text">The reply.</param>
/// <returns>What the member wants, or null if the reply is a comment.</returns>
public delegate IntentBody? ReplyParser(string id, string text);
