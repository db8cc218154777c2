using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>
/// Resolves the roles that an announcement notifies. They are notified once, by the first message, after the organizer has seen them in
/// the preview and published it.
/// </summary>
internal sealed class PingRoles(PlatformDirectory platforms)
{
    private const int MaxCount = 5;
    private const int MaxNameLength = 100;

    /// <param name="channel">The first channel of the announcement.</param>
    /// <returns>The request with the ids of the roles, or why they cannot be used.</returns>
    public async Task<(Request Request, string? Problem)> ResolveAsync(Request request, ChannelRef channel, CancellationToken ct)
    {
        if (request[AnnounceOptions.Ping] is not { } text)
            return (request, null);

        var options = request.Options.ToDictionary(StringComparer.Ordinal);
        options.Remove(AnnounceOptions.Ping);
        if (SettingWords.IsOff(text))
            return (request with { Options = options }, null);

        var roles = await FindAsync(channel, text.Trim(), request.Language, ct);
        if (roles is null or { Count: > MaxCount })
            return (request, MobilizationTexts.All.Format(request.Language, roles is null ? "announce.problem.noroles" : "announce.problem.manyroles", MaxCount));
        if (roles.Find(r => r.Id is null) is { } unknown)
            return (request, unknown.Problem ?? MobilizationTexts.All.Format(request.Language, "announce.problem.role", SafeText.Shorten(unknown.Name, MaxNameLength)));

        options[AnnounceOptions.Ping] = string.Join(' ', roles.Select(r => r.Id));
        options[AnnounceOptions.PingNames] = string.Join(", ", roles.Select(r => r.Name));
        if (roles.Find(r => r.Problem is not null) is { Problem: { } problem })
            options[AnnounceOptions.PingProblem] = problem;
        return (request with { Options = options }, null);
    }

    /// <returns>Null if the platform has no roles.</returns>
    private async Task<List<RoleCheck>?> FindAsync(ChannelRef channel, string text, Language language, CancellationToken ct)
    {
        if (await platforms.FindRoleAsync(channel, text, language, ct) is { Id: not null } whole)
            return [whole];

        var roles = new List<RoleCheck>();
        foreach (var part in text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal))
        {
            if (await platforms.FindRoleAsync(channel, part, language, ct) is not { } role)
                return null;
            roles.Add(role);
        }

        return roles;
    }
}
