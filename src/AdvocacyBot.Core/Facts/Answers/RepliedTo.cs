using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>Reads the question back that an answer must have been to, from the claims that it shows: their topic, event and time.</summary>
internal static class RepliedTo
{
    /// <returns>Null if the claims have no topic in common, or are no longer published.</returns>
    public static async Task<Question?> ReadAsync(BotDb db, IReadOnlyList<string> publicIds, FindClaims find, CancellationToken ct)
    {
        var rows = await db.Claims.Where(c => publicIds.Contains(c.PublicId) && c.Status == ClaimStatus.Published).Select(c => c.Id).ToListAsync(ct);
        var heading = Heading.Of(await find.LoadAsync(rows, ct));
        return heading.Topic is not { } topic
            ? null
            : new Question
            {
                Topics = [new TopicSlot(topic.Slug, [topic], NameRole.Label)],
                Names = heading.Event is { } @event ? [new NameSlot(@event.Slug, [@event])] : [],
                Times = Period.Parse(heading.When) is { } period ? [period] : [],
            };
    }
}
