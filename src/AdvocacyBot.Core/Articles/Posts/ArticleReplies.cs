using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;

namespace AdvocacyBot.Core.Articles.Posts;

/// <summary>Replies to an article are comments among people.</summary>
internal sealed class ArticleReplies : IPostReplies
{
    public string SubjectKind => ArticleReply.SubjectKind;

    public Task<IntentBody?> ReadAsync(string id, string text, CancellationToken ct) => Task.FromResult<IntentBody?>(null);

    public IntentBody? ReadByChoice(string choice, string text) => null;
}
