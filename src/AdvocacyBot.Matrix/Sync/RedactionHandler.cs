using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Sending;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Sync;

/// <summary>
/// Handles removed events: a removed reaction takes its choice back, and a removed question takes the bot's answer with it, because
/// the answer repeats the question.
/// </summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#redactions"/>
internal sealed class RedactionHandler(ReactionHandler reactions, IntentFactory intents, AnswerFinder finder, AnswerDelivery answers)
{
    public async Task HandleAsync(IntentHandler handle, RoomState room, MatrixEvent redaction, SyncOrigin origin, CancellationToken ct)
    {
        if (redaction.Redacts is not { } removed || await reactions.HandleRemovalAsync(handle, room, redaction, origin, ct))
            return;

        foreach (var answer in await finder.FindAllAsync(room, intents.ChannelOf(room), removed, ct))
            await answers.RetractAsync(answer, ct);
    }
}
