namespace AdvocacyBot.Core.Chat;

/// <summary>
/// A person as one platform knows them. Prints as redacted, so that no log, exception or metric ever holds who did what;
/// <see cref="Id"/> has to be asked for by name.
/// </summary>
/// <param name="Platform">The platform's name: "room", "discord" or "matrix".</param>
/// <param name="Id">The platform's own id of the person.</param>
public readonly record struct MemberRef(string Platform, string Id)
{
    public override string ToString() => $"{Platform}:(redacted)";
}

/// <summary>What a community joins with on a platform: a Discord server, a Matrix room, the web room.</summary>
/// <param name="Platform">The platform's name.</param>
/// <param name="Id">The platform's own id of the server or room.</param>
public readonly record struct PlaceRef(string Platform, string Id)
{
    public override string ToString() => $"{Platform}/{Id}";
}

/// <summary>Where messages are posted: a Discord channel, a Matrix room, the web room, a conversation with one member.</summary>
/// <param name="Platform">The platform's name.</param>
/// <param name="Id">The platform's own id of the channel.</param>
public readonly record struct ChannelRef(string Platform, string Id)
{
    private const string DirectPrefix = "direct:";

    /// <summary>
    /// The member, where this is their own conversation with the bot, which the platform finds or opens when it posts there.
    /// </summary>
    public MemberRef? Direct => Id.StartsWith(DirectPrefix, StringComparison.Ordinal) ? new MemberRef(Platform, Id[DirectPrefix.Length..]) : null;

    /// <summary>A member's own conversation with the bot. Never stored: it names a person.</summary>
    public static ChannelRef DirectTo(MemberRef member) => new(member.Platform, DirectPrefix + member.Id);

    public override string ToString() => Direct is null ? $"{Platform}/{Id}" : $"{Platform}/(redacted)";
}

/// <summary>A message that a platform has shown.</summary>
/// <param name="Channel">Where it stands.</param>
/// <param name="Id">The platform's own id of the message.</param>
public readonly record struct MessageRef(ChannelRef Channel, string Id)
{
    public override string ToString() => $"{Channel}#{Id}";
}
