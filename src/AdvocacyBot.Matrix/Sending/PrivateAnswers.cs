using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>Sends private answers to the conversation with whoever asked, and lets them know in the room where they asked.</summary>
internal sealed partial class PrivateAnswers(
    MessageSender sender, DirectRooms directs, PrivateAnswerQueue later, AnswerKeys keys, BackgroundSends background, TimeProvider clock, ILogger<PrivateAnswers> logger)
{
    /// <summary>Added to a question that is answered in a conversation that the member knows.</summary>
    public const string AnsweredElsewhere = "✉️";

    private static readonly TimeSpan ReactionTimeout = TimeSpan.FromMinutes(2);

    /// <returns>What to say in the room; null for nothing. It discloses nothing about the answer.</returns>
    public async Task<Reply?> GiveAsync(Intent intent, AskedEvent question, Reply reply, CancellationToken ct)
    {
        var key = keys.OfPrivate(question.Id);
        var isNew = directs.Find(intent.Member.Id) is null;
        try
        {
            var channel = await directs.WithAsync(intent.Member, ct);
            var post = new Post(channel, reply, key, clock.UtcNow);
            try
            {
                await sender.SendAsync(post, intent.Member.Id, ct);
            }
            catch (SendFailedException e) when (e.Failure == SendFailure.Later)
            {
                later.Add(post, e.RetryAfter);
            }
        }
        catch (MatrixException e) when (e.IsRateLimit)
        {
            later.Add(intent.Member, reply, key, e.RetryAfter);
        }
        catch (Exception e) when (e is SendFailedException or MatrixException { IsTransient: false })
        {
            LogUnreachable(logger, e.Message);
            return Notice(reply, directs.IsEncryptionForced ? "unreachable.encrypted" : "unreachable");
        }

        if (question.IsReaction)
            return null;
        if (isNew)
            return Notice(reply, "written");
        background.React(question.Room, question.Id, AnsweredElsewhere, ReactionTimeout);
        return null;
    }

    private static Reply Notice(Reply reply, [TextKey(typeof(MatrixTexts))] string key) => Reply.Say(reply.Language, MatrixTexts.All[reply.Language, key]);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: a private answer could not be sent: {Reason}")]
    private static partial void LogUnreachable(ILogger logger, string reason);
}
