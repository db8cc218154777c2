using AdvocacyBot.Core.Inbox;

namespace AdvocacyBot.Matrix.State;

/// <summary>
/// Names recorded reactions and who made them. Everybody in a room knows the ids of its events and members, so they are stored as
/// <see cref="EventIds"/>. Thread-safe.
/// </summary>
internal sealed class ReactionNames(EventIds ids)
{
    /// <summary>The name of a reaction.</summary>
    /// <param name="reaction">The event's id.</param>
    public string Of(string reaction) => ids.Of("matrix/reaction", reaction);

    /// <summary>The name of a member under one message; another one under every other message, so that nobody can be followed.</summary>
    public string AuthorOf(string message, string user) => ids.Of("matrix/reaction-author", $"{message}\0{user}");
}
