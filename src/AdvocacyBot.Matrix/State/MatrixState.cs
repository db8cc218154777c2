using System.Text.Json.Serialization;
using AdvocacyBot.Matrix.SignIn;

namespace AdvocacyBot.Matrix.State;

/// <summary>What the homeserver cannot be asked for again. The JSON names are those of the first release.</summary>
internal sealed record MatrixState
{
    /// <summary>The device that the bot posts as. Transaction ids are valid for one device only.</summary>
    public string Device { get; set; } = "";

    /// <summary>Since when it has been posting as that device, UTC.</summary>
    public DateTime DeviceSince { get; set; }

    /// <summary>Rooms that replaced another one, each with the first room of the chain. Subscriptions and settings are stored under that.</summary>
    [JsonPropertyName("moved")]
    public Dictionary<string, string> Replacements { get; init; } = [];

    /// <summary>Rooms that were joined as replacements, with the room that each must name as its predecessor.</summary>
    public Dictionary<string, string> ExpectedPredecessors { get; init; } = [];

    /// <summary>Rooms that were encrypted at any time: the homeserver must not be able to deny it.</summary>
    public HashSet<string> EncryptedRooms { get; init; } = [];

    /// <summary>When the homeserver last encrypted a conversation although the bot had not asked for it, UTC.</summary>
    public DateTime? ForcedEncryptionAt { get; set; }

    /// <summary>The aliases in the settings, with the rooms to which they pointed first.</summary>
    public Dictionary<string, string> Aliases { get; init; } = [];

    /// <summary>Accepted invitations that could not be followed yet, by room.</summary>
    public Dictionary<string, PendingInvite> Invites { get; init; } = [];

    /// <summary>Reactions that made a choice, by the reaction's id as <see cref="ReactionNames"/> writes it, so that removing one can take the choice back.</summary>
    public Dictionary<string, RecordedReaction> Reactions { get; init; } = [];

    /// <summary>Rooms whose organizers have turned reactions off.</summary>
    public HashSet<string> RoomsWithoutReactions { get; init; } = [];
}

/// <param name="From">Who invited; the id or alias of a room that the settings name. Its server is asked first.</param>
/// <param name="Direct">Whether to a conversation of two.</param>
/// <param name="Attempts">How often joining has failed.</param>
/// <param name="NotBefore">When to try next, UTC.</param>
internal sealed record PendingInvite(string From, bool Direct, int Attempts, DateTime NotBefore);

/// <param name="Message">The message that offered the choice.</param>
/// <param name="Choice">The choice's id.</param>
/// <param name="At">The day on which it was made, UTC.</param>
/// <param name="Author">Who made it, as <see cref="ReactionNames"/> writes it; null in what former versions stored.</param>
internal sealed record RecordedReaction(string Message, string Choice, DateTime At, string? Author);

/// <summary>A stored session.</summary>
/// <param name="User">The account.</param>
/// <param name="Device">In clear: it is not secret, and is needed even if the tokens can no longer be opened.</param>
/// <param name="Token">The tokens, sealed.</param>
internal sealed record StoredSession(string User, string Device, string Token)
{
    /// <summary>Null if the homeserver issued the tokens itself.</summary>
    public OAuthRegistration? OAuth { get; init; }
}
