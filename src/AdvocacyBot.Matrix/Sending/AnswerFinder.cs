using System.Collections.Concurrent;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>
/// Finds the bot's answers to a question, so that they can be corrected or retracted. Recent ones are cached; older ones are searched
/// in the room's history by their key, so that nothing about who asked what has to be stored. Thread-safe.
/// </summary>
internal sealed class AnswerFinder(MatrixApi api, SentMessageFinder history, DirectRooms directs, AnswerKeys keys, TimeProvider clock)
{
    private const int MaxCached = 1_000;

    /// <summary>How far the homeserver's clock may differ from the bot's.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, SentAnswer> recent = new(StringComparer.Ordinal);
    private DateTime cachedSince = clock.UtcNow;

    /// <summary>Records an answer that has just been sent.</summary>
    public void Add(string key, SentAnswer answer)
    {
        if (!AnswerKeys.IsAnswer(key))
            return;
        if (recent.Count >= MaxCached)
        {
            recent.Clear();
            cachedSince = clock.UtcNow;
        }

        recent[key] = answer;
    }

    /// <summary>The answer to a question that was given where it was asked; null if there is none.</summary>
    public Task<SentAnswer?> FindAsync(RoomState room, ChannelRef channel, MatrixEvent question, CancellationToken ct) =>
        FindAsync(room.Id, channel, keys.Of(channel, question.Id), question.At, ct);

    /// <summary>Every answer to a question that has been removed: in its room and in the conversation with whoever asked.</summary>
    public async Task<IReadOnlyList<SentAnswer>> FindAllAsync(RoomState room, ChannelRef channel, string question, CancellationToken ct)
    {
        var (here, alone) = (keys.Of(channel, question), keys.OfPrivate(question));
        List<SentAnswer> found = [.. new[] { recent.GetValueOrDefault(here), recent.GetValueOrDefault(alone) }.OfType<SentAnswer>()];
        if (found.Count > 0 || await api.FindEventAsync(room.Id, question, ct) is not { Type: EventTypes.Message or EventTypes.Encrypted } removed || !MayBeUncached(removed.At))
            return found;

        if (await FindAsync(room.Id, channel, here, removed.At, ct) is { } inRoom)
            found.Add(inRoom);
        if (directs.Find(removed.Sender) is { } conversation
            && await FindAsync(conversation, channel with { Id = conversation }, alone, removed.At, ct) is { } inConversation)
        {
            found.Add(inConversation);
        }

        return found;
    }

    public void Remove(string key) => recent.TryRemove(key, out _);

    private async Task<SentAnswer?> FindAsync(string room, ChannelRef channel, string key, DateTime askedAt, CancellationToken ct)
    {
        if (recent.TryGetValue(key, out var known))
            return known;
        return MayBeUncached(askedAt) && await history.FindAsync(room, key, askedAt - ClockSkew, ct) is { } message
            ? new SentAnswer(key, room, new MessageRef(channel, message))
            : null;
    }

    private bool MayBeUncached(DateTime askedAt) => askedAt < cachedSince + ClockSkew;
}

/// <summary>An answer that the bot has sent.</summary>
/// <param name="Key">As in <see cref="AnswerKeys"/>.</param>
/// <param name="Room">The room that contains the message.</param>
/// <param name="Message">The message, under its channel.</param>
internal sealed record SentAnswer(string Key, string Room, MessageRef Message);
