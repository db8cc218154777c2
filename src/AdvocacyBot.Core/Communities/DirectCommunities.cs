using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Loops;
using Microsoft.Extensions.Caching.Memory;

namespace AdvocacyBot.Core.Communities;

/// <summary>
/// Which community a member means in a direct conversation, and in which they were active lately. In memory only, because it
/// says who belongs to whom. Thread-safe.
/// </summary>
public sealed class DirectCommunities(TimeProvider clock) : IDisposable
{
    /// <summary>How many places the platform is asked about for one member; those where the member was active come first.</summary>
    public const int MaxPlacesAsked = 50;

    private const int MaxMembers = 10_000;
    private static readonly TimeSpan ChoiceLifetime = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan ActivityLifetime = TimeSpan.FromHours(12);
    private readonly MemoryCache chosen = ClockedCache.Create(clock, MaxMembers);
    private readonly MemoryCache active = ClockedCache.Create(clock, MaxMembers);

    /// <summary>The community that the member chose, or the only one they are in; null if that is not known.</summary>
    public long? Chosen(MemberRef member) => chosen.TryGetValue(member, out long community) ? community : null;

    public void Choose(MemberRef member, long community) => chosen.Set(member, community, Entry(ChoiceLifetime));

    /// <summary>Records that a member was active in a place of a community.</summary>
    public void Saw(MemberRef member, long community)
    {
        var seen = SeenIn(member);
        if (!seen.Contains(community))
            active.Set(member, seen.Append(community).ToHashSet(), Entry(ActivityLifetime));
    }

    /// <summary>The communities in which a member was active lately.</summary>
    public IReadOnlySet<long> SeenIn(MemberRef member) => active.TryGetValue(member, out HashSet<long>? seen) ? seen! : new HashSet<long>();

    /// <summary>Removes everything about a member, when they ask to be forgotten.</summary>
    public void Forget(MemberRef member)
    {
        chosen.Remove(member);
        active.Remove(member);
    }

    public void Dispose()
    {
        chosen.Dispose();
        active.Dispose();
    }

    private static MemoryCacheEntryOptions Entry(TimeSpan lifetime) => new() { Size = 1, SlidingExpiration = lifetime };
}
