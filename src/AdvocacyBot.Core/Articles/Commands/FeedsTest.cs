using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Shows only the asker how the newest article of a feed would look.</summary>
internal sealed class FeedsTest(BotDb db, Followed followed, QueuePosts posts) : ICommand
{
    public static CommandSpec Spec { get; } = new("feeds test", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which with { Kind = OptionKind.Rest }],
        IsPrivate = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var (texts, language, which) = (ArticleTexts.All, request.Language, request.Required(ChangeSubscription.Which.Name));
        if (await followed.FindAsync(request.Intent, which, ct) is not var (subscription, feed))
            return Reply.Tell(language, texts.Format(language, "unknown", SafeText.Shorten(which, 100)));

        var newest = await db.Articles.Where(a => a.FeedId == feed.Id).OrderByDescending(a => a.SortAt).ThenBy(a => a.Id).FirstOrDefaultAsync(ct);
        return newest is null
            ? Reply.Tell(language, texts.Format(language, "test.none", feed.Title))
            : await posts.WriteAsync(feed, newest, subscription, ct) with { Visibility = Visibility.Private, MentionedRoles = [], Subjects = [] };
    }
}
