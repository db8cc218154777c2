namespace AdvocacyBot.Matrix.Memory;

/// <summary>The little that the homeserver cannot be asked for again.</summary>
internal sealed record Remembered
{
    /// <summary>The device under which the bot posts, and since when: transaction ids are a device's own.</summary>
    public string Device { get; set; } = "";

    public DateTime DeviceSince { get; set; }

    /// <summary>Rooms that replaced another, with the first of their line, under which subscriptions and settings stand.</summary>
    public Dictionary<string, string> Moved { get; init; } = [];

    /// <summary>Encrypted rooms that have been told.</summary>
    public HashSet<string> Told { get; init; } = [];

    /// <summary>Invitations that are accepted but could not be followed yet.</summary>
    public Dictionary<string, PendingInvite> Invites { get; init; } = [];

    /// <summary>Reactions that made a choice, by a digest of their own id, so that their removal can take it back.</summary>
    public Dictionary<string, ReactionMade> Reactions { get; init; } = [];
}

/// <param name="From">Who invited.</param>
/// <param name="Direct">Whether to a conversation of two.</param>
/// <param name="Attempts">How often joining has failed.</param>
/// <param name="NotBefore">When to try again, UTC.</param>
internal sealed record PendingInvite(string From, bool Direct, int Attempts, DateTime NotBefore);

/// <param name="Message">The message that offered the choice.</param>
/// <param name="Choice">The choice's id.</param>
/// <param name="At">UTC, when it was made.</param>
internal sealed record ReactionMade(string Message, string Choice, DateTime At);

/// <summary>A session as it is stored.</summary>
/// <param name="User">Whose.</param>
/// <param name="Device">Open, since it is no secret and is wanted even where the token is lost.</param>
/// <param name="Token">Sealed under the password.</param>
internal sealed record StoredSession(string User, string Device, string Token);
