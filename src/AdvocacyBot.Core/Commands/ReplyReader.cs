using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;

namespace AdvocacyBot.Core.Commands;

/// <summary>
/// Decides whether a text that replies to a message of the bot means the bot at all. Below posts of a feature, such as articles and
/// announcements, only what the feature accepts counts; a reply to an answer counts if it reads as a question. Anything else is a
/// comment among people and gets no answer.
/// </summary>
internal sealed class ReplyReader(MessageSubjects messages, IEnumerable<IPostReplies> features)
{
    private readonly Dictionary<string, IPostReplies> features = features.ToDictionary(f => f.SubjectKind, StringComparer.Ordinal);

    /// <returns>What the member wants, or null for a comment.</returns>
    public async Task<IntentBody?> ReadAsync(Intent intent, CancellationToken ct)
    {
        if (intent is not { ReplyTo: { } message, Body: TextBody { IsCommand: false } text })
            return intent.Body;

        var isPost = false;
        foreach (var subject in await messages.OfAsync(message, ct))
        {
            if (subject.Split('/', 2) is not [var kind, var id] || !features.TryGetValue(kind, out var feature))
                continue;
            if (await feature.ReadAsync(id, text.Text, ct) is { } body)
                return body;
            isPost = true;
        }

        return isPost ? null : ReadByChoices(intent, text) ?? (QuestionForm.IsQuestion(text.Text) ? text : null);
    }

    /// <summary>A private message is not remembered, but it offers choices that say what it is about.</summary>
    private IntentBody? ReadByChoices(Intent intent, TextBody text) => intent.RepliedChoices
        .Select(id => CommunityMark.Remove(new ChoiceBody(id)).Choice.ChoiceId)
        .SelectMany(id => features.Values.Select(f => f.ReadByChoice(id, text.Text)))
        .FirstOrDefault(body => body is not null);
}

/// <summary>A feature's reading of replies to its posts.</summary>
public interface IPostReplies
{
    /// <summary>The first part of the posts' subject, as <see cref="Subject"/> writes it.</summary>
    string SubjectKind { get; }

    /// <summary>Reads a reply to a post.</summary>
    /// <param name="id">The second part of the post's subject.</param>
    /// <param name="text">The reply.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>What the member wants, or null if the reply is a comment.</returns>
    Task<IntentBody?> ReadAsync(string id, string text, CancellationToken ct);

    /// <summary>Reads a reply to a message of which only the choices are known.</summary>
    /// <param name="choice">The id of a choice, without a community's mark.</param>
    /// <param name="text">The reply.</param>
    /// <returns>Null if the choice is another feature's, or if the reply is a comment.</returns>
    IntentBody? ReadByChoice(string choice, string text);
}
