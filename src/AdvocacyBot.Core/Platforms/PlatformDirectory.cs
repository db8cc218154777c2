using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Platforms;

/// <summary>The configured platforms by their names; asks them about the channels and roles that commands name.</summary>
public sealed class PlatformDirectory(IEnumerable<IChatPlatform> platforms, PlatformConnections connections)
{
    /// <summary>The names of the configured platforms.</summary>
    public IReadOnlyList<string> Names { get; } = [.. platforms.Select(p => p.Name)];

    /// <summary>Whether this process can send to a platform, or another one has to.</summary>
    public bool CanSend(string name) => Find(name) is { SendsOnlyWhileConnected: false } || !connections.IsElsewhere(name);

    /// <summary>The platform with a name; null if it is not configured.</summary>
    public IChatPlatform? Find(string? name) => platforms.FirstOrDefault(p => p.Name == name);

    /// <inheritdoc cref="IChatPlatform.CheckChannelAsync"/>
    public Task<ChannelCheck> CheckChannelAsync(ChannelRef target, ChannelRef askedIn, Language language, CancellationToken ct) =>
        Find(target.Platform)?.CheckChannelAsync(target, askedIn, language, ct) ?? Task.FromResult(new ChannelCheck(null, null));

    /// <inheritdoc cref="IChatPlatform.FindRoleAsync"/>
    public Task<RoleCheck?> FindRoleAsync(ChannelRef channel, string text, Language language, CancellationToken ct) =>
        Find(channel.Platform)?.FindRoleAsync(channel, text, language, ct) ?? Task.FromResult<RoleCheck?>(null);
}
