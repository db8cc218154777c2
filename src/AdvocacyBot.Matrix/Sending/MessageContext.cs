using System.Text.Json.Nodes;

namespace AdvocacyBot.Matrix.Sending;

/// <summary>What the content of a message depends on besides its reply.</summary>
internal sealed record MessageContext
{
    /// <summary>Whether nobody but the bot and one member can read the room.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Whether the message is encrypted, which leaves less space for it.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>The member to notify by name; null for none.</summary>
    public string? Recipient { get; init; }

    /// <summary>Whether a mention of the room by the bot notifies its members.</summary>
    public bool MayNotifyRoom { get; init; }

    /// <summary>Whether choices can be made by reaction.</summary>
    public bool TakesReactions { get; init; } = true;

    /// <summary>The <c>mxc:</c> address of the reply's picture; null if it could not be uploaded.</summary>
    public string? Picture { get; init; }

    /// <summary>The relation to the question or thread that the message answers.</summary>
    public JsonObject? Relation { get; init; }
}
