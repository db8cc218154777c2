using System.Globalization;
using System.Security.Cryptography;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace AdvocacyBot.Core.Commands;

/// <summary>Asks in a direct conversation which community is meant, where the member is in several.</summary>
internal sealed class CommunityChoices(BotDb db, DirectCommunities direct, PendingIntents pending)
{
    private const string Prefix = "community";

    /// <summary>Asks which community an intent is for, and keeps the intent for a few minutes.</summary>
    public async Task<Reply> AskAsync(Intent intent, IReadOnlyList<long> communities, Language language, CancellationToken ct)
    {
        var names = await db.Communities.Where(c => communities.Contains(c.Id)).OrderBy(c => c.Id).Select(c => new { c.Id, c.Name }).ToListAsync(ct);
        var token = pending.Keep(intent);
        return Reply.Tell(language, ChatTexts.All[language, "community.which"]) with
        {
            Choices = [.. names.Select(c => new Chat.Choice(string.Create(CultureInfo.InvariantCulture, $"{Prefix}:{c.Id}:{token}"), SafeText.Shorten(c.Name, 80)))],
        };
    }

    /// <summary>The community that an intent's choice names, with what the member had said; null for other intents.</summary>
    public Choice? Chosen(Intent intent) =>
        intent is { IsDirect: true, Body: ChoiceBody choice } && choice.ChoiceId.Split(':') is [Prefix, var id, var token]
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var community)
            ? new Choice(community, pending.Take(intent.Member, token))
            : null;

    public void Remember(MemberRef member, long community) => direct.Choose(member, community);

    /// <param name="Community">Which the member chose; not yet checked.</param>
    /// <param name="Body">What they had said; null if it is no longer kept.</param>
    public sealed record Choice(long Community, IntentBody? Body);
}

/// <summary>What members have said in direct conversations before it was known which community they mean. In memory, for minutes.</summary>
internal sealed class PendingIntents(TimeProvider clock) : IDisposable
{
    private const int MaxCount = 1_000;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private readonly MemoryCache pending = ClockedCache.Create(clock, MaxCount);

    /// <returns>A token that only this member can use, once.</returns>
    public string Keep(Intent intent)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        pending.Set((intent.Member, token), intent.Body, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime });
        return token;
    }

    public IntentBody? Take(MemberRef member, string token)
    {
        if (pending.TryGetValue((member, token), out IntentBody? body))
            pending.Remove((member, token));
        return body;
    }

    /// <summary>Removes what a member has said.</summary>
    public void Forget(MemberRef member)
    {
        foreach (var key in pending.Keys.OfType<(MemberRef Member, string Token)>().Where(k => k.Member == member).ToList())
            pending.Remove(key);
    }

    public void Dispose() => pending.Dispose();
}
