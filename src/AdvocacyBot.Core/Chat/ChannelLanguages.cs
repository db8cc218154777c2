using System.Collections.Concurrent;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Chat;

/// <summary>
/// Caches the languages set for channels for a moment, because nearly every intent needs one, and a crowd that answers at once needs the
/// same one. A language set in this process applies at once.
/// </summary>
internal sealed class ChannelLanguages(TimeProvider clock)
{
    private const int MaxCount = 1_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<ChannelRef, Known> known = new();

    /// <returns>Null if none is set.</returns>
    public async ValueTask<Language?> OfAsync(BotDb db, ChannelRef channel, CancellationToken ct)
    {
        var now = clock.GetTimestamp();
        known.TryGetValue(channel, out var before);
        if (before is not null && clock.GetElapsedTime(before.At, now) < Lifetime)
            return before.Language;

        var read = new Known(await db.LanguageOfAsync(channel, ct), now);
        if (known.Count >= MaxCount)
            known.Clear();
        // Keeps a language that was set meanwhile.
        _ = before is not null ? known.TryUpdate(channel, read, before) : known.TryAdd(channel, read);
        return read.Language;
    }

    /// <summary>Records a language after its transaction is committed.</summary>
    public void Set(ChannelRef channel, Language language) => known[channel] = new Known(language, clock.GetTimestamp());

    /// <summary>Removes a member's own conversation, whose name contains their id.</summary>
    public void Forget(MemberRef member) => known.TryRemove(ChannelRef.DirectTo(member), out _);

    private sealed record Known(Language? Language, long At);
}
