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

/// <summary>A place where messages are posted: a Discord channel, a Matrix room, the web room.</summary>
/// <param name="Platform">The platform's name.</param>
/// <param name="Id">The platform's own id of the channel.</param>
public readonly record struct ChannelRef(string Platform, string Id)
{
    public override string ToString() => $"{Platform}/{Id}";
}

/// <summary>A message that a platform has shown.</summary>
/// <param name="Channel">Where it stands.</param>
/// <param name="Id">The platform's own id of the message.</param>
public readonly record struct MessageRef(ChannelRef Channel, string Id)
{
    public override string ToString() => $"{Channel}#{Id}";
}
