using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Mobilizations.Answering;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>
/// Publishes or discards what was previewed, or settles which time is meant: <c>draft:TOKEN:publish</c>,
/// <c>draft:TOKEN:discard</c>, <c>draft:TOKEN:2</c>.
/// </summary>
internal sealed class DraftChoices(EventInbox inbox, Drafts drafts) : IChoiceHandler
{
    public static string Prefix => "draft";

    public static bool IsOrganizing => true;

    public Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct) =>
        inbox.OnceAsync(
            request.Intent,
            "mobilizations",
            inner => SettleAsync(request, parts, inner),
            _ => Task.FromResult(Receipt.Problem(request.Language, "announce.again")),
            ct);

    private async Task<Reply> SettleAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        if (!request.IsOrganizer)
            return Receipt.Problem(request.Language, "manage.refused");
        if (parts is not [var token, var action] || await drafts.FindAsync(token, ct) is not { } draft)
            return Receipt.Problem(request.Language, "announce.nodraft");
        if (action == "publish")
            return await drafts.PublishAsync(draft, ct);
        if (int.TryParse(action, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return await drafts.ChooseAsync(draft, number, ct);

        drafts.Discard(draft);
        return Receipt.Problem(request.Language, "announce.discarded");
    }
}
