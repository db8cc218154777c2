using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Web.Room.Moderation;

/// <summary>Carries out organizers' orders about the web room: once each, for the community that the room belongs to.</summary>
internal sealed class ModerationOrders(EventInbox inbox, RoomHistory history)
{
    /// <param name="work">Applies the order and answers.</param>
    public Task<Reply> RunAsync(Request request, Func<CancellationToken, Task<Reply>> work, CancellationToken ct) => request.Community == Community.FirstId
        ? inbox.OnceAsync(request.Intent, "web-room", work, _ => Task.FromResult(Tell(request, "moderation.again")), ct)
        : Task.FromResult(Tell(request, "moderation.elsewhere"));

    /// <summary>Tells everybody in the room about a changed rule, each in their own language.</summary>
    public Task NotifyAsync(Request request, [TextKey(typeof(ModerationTexts))] string key, Func<Language, object?> value, CancellationToken ct)
    {
        var (notice, others) = (In(Language.English), LanguageNames.All.Where(language => language != Language.English).Select(In));
        return history.AddAsync(new NewMessage(notice with { Translations = [.. others] }) { Key = $"moderation/{request.Intent.EventId}" }, ct);

        Reply In(Language language) => Reply.Say(language, ModerationTexts.All.Format(language, key, value(language)));
    }

    public static Reply Tell(Request request, [TextKey(typeof(ModerationTexts))] string key, params ReadOnlySpan<object?> values) =>
        Reply.Tell(request.Language, ModerationTexts.All.Format(request.Language, key, values));
}
