using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Sending;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Listening;

/// <summary>Takes in one event of a room: finds what its sender wants, has that answered, and gives the answer.</summary>
internal sealed class Listener(
    Session session, MatrixSettings settings, RoomBook book, Organizers organizers, ChoiceBook choices, Reactions reactions,
    Departures departures, Answers answers)
{
    private const string Platform = MatrixPlatform.PlatformName;

    public async Task HearAsync(IntentHandler handle, RoomState room, MatrixEvent e, CancellationToken ct)
    {
        if (e.Sender == session.Me || e.Id.Length == 0 || room.IsEncrypted)
            return;

        switch (e.Type)
        {
            case EventTypes.Message:
                await MessageAsync(handle, room, e, ct);
                break;
            case EventTypes.Member:
                await departures.HearAsync(room, e, ct);
                break;
            case EventTypes.Reaction:
                if (await reactions.MadeAsync(room, e, ct) is { } made)
                    await AnswerAsync(handle, IntentOf(room, e.Id, e.Sender, made.IntentBody) with { Message = made.Message }, null, ct);
                break;
            case EventTypes.Redaction:
                if (await reactions.RemovedAsync(room, e, ct) is { } removed)
                    await AnswerAsync(handle, IntentOf(room, e.Id, e.Sender, removed.IntentBody) with { Message = removed.Message }, null, ct);
                break;
        }
    }

    private async Task MessageAsync(IntentHandler handle, RoomState room, MatrixEvent e, CancellationToken ct)
    {
        var isDirect = book.OtherIn(room.Id) is not null;
        if (new Addressing(session.Me, session.DisplayName, settings.Prefix).Read(e, isDirect) is not { } heard)
            return;

        var picked = await PickedAsync(room, heard, isDirect, ct);
        if (picked is null && heard.OnlyAsChoice)
            return;

        IntentBody wish = picked is { } choice ? new ChoiceBody(choice) : new TextBody(heard.Text, heard.IsCommand);
        await AnswerAsync(handle, IntentOf(room, e.Id, e.Sender, wish), heard.Thread, ct);
    }

    /// <summary>The choice that a bare number picks, of the message that it replies to or, in a conversation of two, of the latest one.</summary>
    private async Task<string?> PickedAsync(RoomState room, Heard heard, bool isDirect, CancellationToken ct)
    {
        if (heard.Number is not { } number)
            return null;

        var message = heard.RepliesTo ?? (isDirect ? await choices.LatestAsync(room.Id, ct) : null);
        var offered = message is null ? [] : await choices.OfAsync(room.Id, message, ct);
        return number >= 1 && number <= offered.Count ? offered[number - 1].Id : null;
    }

    private Intent IntentOf(RoomState room, string eventId, string sender, IntentBody wish) =>
        new(eventId, new MemberRef(Platform, sender), new ChannelRef(Platform, book.FirstOf(room.Id)), wish)
        {
            Place = book.OtherIn(room.Id) is null ? new PlaceRef(Platform, book.FirstOf(room.Id)) : null,
            IsVouchedOrganizer = organizers.Include(room, sender),
            IsDirect = book.OtherIn(room.Id) is not null,
        };

    private async Task AnswerAsync(IntentHandler handle, Intent intent, string? thread, CancellationToken ct) =>
        await answers.GiveAsync(intent, thread, await handle(intent, ct), ct);
}
