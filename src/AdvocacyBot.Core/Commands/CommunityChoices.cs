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

/// <summary>
/// Choices in direct conversations, where a number alone does not say which community it belongs to: a prefix in the id, and
/// the question which community is meant.
/// </summary>
internal sealed class CommunityChoices(BotDb db, DirectCommunities direct, PendingIntents pending)
{
    private const string Prefix = "community";

    /// <summary>Marks the choices of a reply with the community they belong to, as in <c>rsvp:c2.7:going</c>.</summary>
    public static Reply Qualify(Reply reply, long community) =>
        (reply.Choices.Count == 0 && reply.Menus.Count == 0) || community == Community.FirstId
            ? reply
            : reply with
            {
                Choices = Qualify(reply.Choices, community),
                Menus = [.. reply.Menus.Select(m => m with { Id = Qualify(m.Id, community), Choices = Qualify(m.Choices, community) })],
            };

    /// <summary>The intent without a community's mark in its choice, and that community; null if it has none.</summary>
    public static (Intent Intent, long Community)? Unqualify(Intent intent)
    {
        if (!intent.IsDirect || intent.Body is not ChoiceBody choice || choice.ChoiceId.Split(':') is not [var kind, var first, .. var rest])
            return null;
        if (!first.StartsWith('c') || first.Split('.', 2) is not [var mark, var value]
            || !long.TryParse(mark.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var community))
            return null;
        return (intent with { Body = choice with { ChoiceId = string.Join(':', [kind, value, .. rest]) } }, community);
    }

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

    private static List<Chat.Choice> Qualify(IReadOnlyList<Chat.Choice> choices, long community) =>
        [.. choices.Select(c => c with { Id = Qualify(c.Id, community) })];

    private static string Qualify(string id, long community) => id.Split(':') is [var kind, var first, .. var rest]
        ? string.Join(':', [kind, string.Create(CultureInfo.InvariantCulture, $"c{community}.{first}"), .. rest])
        : id;

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

    public void Dispose() => pending.Dispose();
}
