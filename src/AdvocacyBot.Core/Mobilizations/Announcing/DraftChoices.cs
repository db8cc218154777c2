using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>Publishes or discards what a form previewed: <c>draft:7:publish</c>, <c>draft:7:discard</c>.</summary>
internal sealed class DraftChoices(BotDb db, EventInbox inbox, PublishMobilization publish, RemoveMobilization remove) : IChoiceHandler
{
    public static string Prefix => "draft";

    public static IReadOnlyList<Choice> Of(long mobilization, Language language) =>
    [
        new Choice($"{Prefix}:{RsvpChoices.Write(mobilization)}:publish", MobilizationTexts.All[language, "choice.publish"], Style: ChoiceStyle.Primary),
        new Choice($"{Prefix}:{RsvpChoices.Write(mobilization)}:discard", MobilizationTexts.All[language, "choice.discard"]),
    ];

    public async Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        if (!request.IsOrganizer)
            return Receipt.Problem(request.Language, "manage.refused");
        if (parts is not [var number, "publish" or "discard"] || RsvpChoices.Number(number) is not { } id)
            return Receipt.Problem(request.Language, "rsvp.unknown");

        return await inbox.OnceAsync(
            request.Intent,
            Subject.Of("mobilization", id),
            inner => SettleAsync(request, id, parts[1] == "publish", inner),
            _ => Task.FromResult(Receipt.Problem(request.Language, "announce.again")),
            ct);
    }

    private async Task<Reply> SettleAsync(Request request, long id, bool isPublished, CancellationToken ct)
    {
        var mobilization = await db.Mobilizations.FindAsync([id], ct);
        if (mobilization is not { State: MobilizationState.Draft })
            return Receipt.Problem(request.Language, "announce.nodraft");
        if (isPublished)
        {
            await publish.RunAsync(mobilization, ct);
            return AnnounceCommand.Done(mobilization, request.Language);
        }

        await remove.RunAsync(mobilization, ct);
        return Receipt.Problem(request.Language, "announce.discarded");
    }
}
