using System.Collections.Concurrent;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Chat;

/// <summary>
/// The languages settled for channels, remembered for a moment: nearly every intent asks, and when a crowd answers at once they
/// all ask for the same one. What is settled in this process counts at once.
/// </summary>
internal sealed class ChannelLanguages(TimeProvider clock)
{
    private const int Most = 1_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<ChannelRef, Known> known = new();

    /// <summary>Null where none is settled.</summary>
    public async ValueTask<Language?> OfAsync(BotDb db, ChannelRef channel, CancellationToken ct)
    {
        var now = clock.GetTimestamp();
        known.TryGetValue(channel, out var before);
        if (before is not null && clock.GetElapsedTime(before.At, now) < Fresh)
            return before.Language;

        var read = new Known(await db.LanguageOfAsync(channel, ct), now);
        if (known.Count >= Most)
            known.Clear();
        // What was settled meanwhile stays.
        _ = before is not null ? known.TryUpdate(channel, read, before) : known.TryAdd(channel, read);
        return read.Language;
    }

    /// <summary>To be called when it is committed.</summary>
    public void Settle(ChannelRef channel, Language language) => known[channel] = new Known(language, clock.GetTimestamp());

    /// <summary>Removes a member's own conversation, whose name contains their id.</summary>
    public void Forget(MemberRef member) => known.TryRemove(ChannelRef.DirectTo(member), out _);

    private sealed record Known(Language? Language, long At);
}
