using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Sending;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.State;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Sync;

/// <summary>
/// Reads reactions to the bot's messages as choices. Only what the feature records counts; the reaction itself is removed afterwards
/// if the bot may do so, because everyone in the room sees it. Removing a reaction takes its choice back, unless an older reaction of
/// the same person becomes visible again, or a newer one still stands.
/// </summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#event-annotations-and-reactions"/>
internal sealed class ReactionHandler(
    MatrixApi api, Session session, OwnMessages own, MatrixStateStore state, IntentFactory intents, AnswerDelivery answers, BackgroundSends background, ReactionNames names, TimeProvider clock)
{
    private const int MaxRecorded = 5_000;
    private const int MaxPages = 20;
    private const int MaxKeyLength = 64;
    private static readonly TimeSpan Retention = TimeSpan.FromDays(60);

    /// <summary>How long the bot tries to remove a reaction that it has recorded.</summary>
    private static readonly TimeSpan RemovalTimeout = TimeSpan.FromMinutes(10);

    public async Task HandleAsync(IntentHandler handle, RoomState room, MatrixEvent e, SyncOrigin origin, CancellationToken ct)
    {
        if (e.Relation.Text("rel_type") != "m.annotation" || e.Relation.Text("event_id") is not { } message
            || IsOff(room) || await ChoiceAsync(room, message, e, ct) is not { } choice)
        {
            return;
        }

        // The day is all that retention needs.
        state.Change(s => Record(s, names.Of(e.Id), new RecordedReaction(message, choice, clock.UtcNow.Date, names.AuthorOf(message, e.Sender))));
        // Stored before it takes effect: once the reaction is removed, nobody can say what it was.
        await state.SaveAsync(ct);
        await AnswerAsync(handle, room, e, new ChoiceBody(choice), message, origin, ct);
        if (room.Powers.MayRedact(session.Me))
            background.Redact(room.Id, e.Id, RemovalTimeout);
    }

    /// <returns>False if the redaction does not remove a reaction that made a choice.</returns>
    public async Task<bool> HandleRemovalAsync(IntentHandler handle, RoomState room, MatrixEvent redaction, SyncOrigin origin, CancellationToken ct)
    {
        if (redaction.Redacts is not { } id || state.Read(s => s.Reactions.GetValueOrDefault(names.Of(id))) is not { } recorded)
            return false;

        // A moderator who tidies up changes nobody's mind.
        if (await api.FindEventAsync(room.Id, id, ct) is not { } reaction || reaction.Sender != redaction.Sender)
            return true;

        if (await AfterRemovalAsync(room, recorded, reaction, ct) is { } body)
            await AnswerAsync(handle, room, redaction, body, recorded.Message, origin, ct);
        return true;
    }

    private bool IsOff(RoomState room) => state.Read(s => s.RoomsWithoutReactions.Contains(intents.ChannelOf(room).Id));

    private async Task AnswerAsync(
        IntentHandler handle, RoomState room, MatrixEvent e, ChoiceBody body, string message, SyncOrigin origin, CancellationToken ct)
    {
        var intent = await intents.MakeAsync(room, e, body, origin, ct);
        intent = intent with { Message = new MessageRef(intent.Channel, message) };
        await answers.GiveAsync(intent, new AskedEvent(room.Id, e.Id, null) { IsReaction = true }, await handle(intent, ct), ct);
    }

    private async Task<ChoiceBody?> AfterRemovalAsync(RoomState room, RecordedReaction recorded, MatrixEvent removed, CancellationToken ct)
    {
        (MatrixEvent Event, string Choice)? latest = null;
        string? from = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var received = await api.ReactionsAsync(room.Id, recorded.Message, from, ct);
            foreach (var other in (received.Chunk ?? []).Select(json => new MatrixEvent(json)))
            {
                if (other.Sender == removed.Sender && (latest is null || other.At > latest.Value.Event.At)
                    && await ChoiceAsync(room, recorded.Message, other, ct) is { } choice)
                {
                    latest = (other, choice);
                }
            }

            if (received.NextBatch is null)
                break;
            from = received.NextBatch;
        }

        return latest switch
        {
            null => new ChoiceBody(recorded.Choice) { TakenBack = true },
            { } standing when standing.Event.At > removed.At => null,
            { } standing => new ChoiceBody(standing.Choice),
        };
    }

    private async Task<string?> ChoiceAsync(RoomState room, string message, MatrixEvent reaction, CancellationToken ct)
    {
        if (reaction.Relation.Text("key") is not { Length: <= MaxKeyLength } key || await own.FindAsync(room.Id, message, ct) is not { } offer)
            return null;

        var pressed = ChoiceReactions.Normalize(key);
        return offer.Choices.FirstOrDefault(choice => choice.Mark is { } mark && ChoiceReactions.Normalize(mark) == pressed)?.Id;
    }

    private static void Record(MatrixState state, string reaction, RecordedReaction recorded)
    {
        state.Reactions[reaction] = recorded;
        var old = state.Reactions.Where(r => r.Value.At < recorded.At - Retention).Select(r => r.Key).ToList();
        if (state.Reactions.Count - old.Count > MaxRecorded)
            old = [.. state.Reactions.OrderBy(r => r.Value.At).Take(state.Reactions.Count - MaxRecorded).Select(r => r.Key)];
        foreach (var key in old)
            state.Reactions.Remove(key);
    }
}
