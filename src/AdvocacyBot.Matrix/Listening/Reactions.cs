using System.Net;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Memory;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Sending;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Listening;

/// <summary>
/// Reads reactions to the bot's messages as choices. They are a way to say something and never the truth: what counts is what the
/// feature has recorded. A removal takes back the choice that the reaction made, unless an older reaction of the same person then
/// shows again, or a newer one stands anyway.
/// </summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#event-annotations-and-reactions"/>
internal sealed class Reactions(MatrixApi api, ChoiceBook choices, MatrixMemory memory, RoomBook book, TimeProvider clock)
{
    private const int MostRemembered = 5_000;
    private const int MostPages = 20;
    private static readonly TimeSpan RememberedFor = TimeSpan.FromDays(60);

    /// <returns>Null where the reaction means nothing to the bot.</returns>
    public async Task<Chosen?> MadeAsync(RoomState room, MatrixEvent e, CancellationToken ct)
    {
        if (TargetOf(e) is not { } message || await ChoiceAsync(room, message, e, ct) is not { } choice)
            return null;

        memory.Change(m => Remember(m, e.Id, new ReactionMade(message, choice, clock.UtcNow)));
        // Stored before it has its effect: once the reaction is removed, nobody can tell any more what it was.
        await memory.KeepAsync(ct);
        return new Chosen(new ChoiceBody(choice), Ref(room, message));
    }

    /// <param name="room">Where.</param>
    /// <param name="e">A redaction of anything.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null where it removes no reaction that made a choice, or changes nothing.</returns>
    public async Task<Chosen?> RemovedAsync(RoomState room, MatrixEvent e, CancellationToken ct)
    {
        if (e.Redacts is not { } id || memory.Read(m => m.Reactions.GetValueOrDefault(Transactions.IdOf(id))) is not { } made)
            return null;

        var removed = await FindAsync(room, id, ct);
        // A moderator who tidies up has not changed anybody's mind.
        if (removed is not { } reaction || reaction.Sender != e.Sender)
            return null;

        var wish = await AfterRemovalAsync(room, made, reaction, ct);
        return wish is null ? null : new Chosen(wish, Ref(room, made.Message));
    }

    private async Task<ChoiceBody?> AfterRemovalAsync(RoomState room, ReactionMade made, MatrixEvent removed, CancellationToken ct)
    {
        (MatrixEvent Event, string Choice)? latest = null;
        string? from = null;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await api.ReactionsAsync(room.Id, made.Message, from, ct);
            foreach (var other in (answer.Chunk ?? []).Select(json => new MatrixEvent(json)))
            {
                if (other.Sender == removed.Sender && (latest is null || other.At > latest.Value.Event.At)
                    && await ChoiceAsync(room, made.Message, other, ct) is { } choice)
                {
                    latest = (other, choice);
                }
            }

            if (answer.NextBatch is null)
                break;
            from = answer.NextBatch;
        }

        return latest switch
        {
            null => new ChoiceBody(made.Choice) { TakenBack = true },
            { } standing when standing.Event.At > removed.At => null,
            { } standing => new ChoiceBody(standing.Choice),
        };
    }

    private async Task<string?> ChoiceAsync(RoomState room, string message, MatrixEvent reaction, CancellationToken ct)
    {
        if (reaction.Content.At("m.relates_to").Text("key") is not { Length: <= 64 } key)
            return null;

        var pressed = ChoiceMarks.Fold(key);
        var offered = await choices.OfAsync(room.Id, message, ct);
        return offered.FirstOrDefault(choice => choice.Mark is { } mark && ChoiceMarks.Fold(mark) == pressed)?.Id;
    }

    private async Task<MatrixEvent?> FindAsync(RoomState room, string id, CancellationToken ct)
    {
        try
        {
            return await api.EventAsync(room.Id, id, ct);
        }
        catch (MatrixException e) when (e.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return null;
        }
    }

    private MessageRef Ref(RoomState room, string message) =>
        new(new ChannelRef(MatrixPlatform.PlatformName, book.FirstOf(room.Id)), message);

    private static string? TargetOf(MatrixEvent e)
    {
        var relation = e.Content.At("m.relates_to");
        return relation.Text("rel_type") == "m.annotation" ? relation.Text("event_id") : null;
    }

    private static void Remember(Remembered memory, string reaction, ReactionMade made)
    {
        memory.Reactions[Transactions.IdOf(reaction)] = made;
        var old = memory.Reactions.Where(r => r.Value.At < made.At - RememberedFor).Select(r => r.Key).ToList();
        if (memory.Reactions.Count - old.Count > MostRemembered)
            old = [.. memory.Reactions.OrderBy(r => r.Value.At).Take(memory.Reactions.Count - MostRemembered).Select(r => r.Key)];
        foreach (var key in old)
            memory.Reactions.Remove(key);
    }
}

/// <param name="IntentBody">What the reaction, or its removal, means.</param>
/// <param name="Message">The message that offers the choice.</param>
internal sealed record Chosen(ChoiceBody IntentBody, MessageRef Message);
