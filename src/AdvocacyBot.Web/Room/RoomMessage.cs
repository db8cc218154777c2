using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Web.Room;

/// <summary>A message in the web room.</summary>
/// <param name="Id">Grows with each message; unique, also over restarts.</param>
/// <param name="At">UTC.</param>
/// <param name="Author">As in <see cref="Sessions.Visitor.Author"/>; null for the bot.</param>
/// <param name="OnlyFor">Who alone may see it, as in <see cref="Sessions.Visitor.Author"/>, so that memory holds no id; null for a public one.</param>
/// <param name="Reply">What it says.</param>
internal sealed record RoomMessage(long Id, DateTime At, string? Author, string? OnlyFor, Reply Reply)
{
    /// <summary>The name that the author has chosen.</summary>
    public string? AuthorName { get; init; }

    /// <summary>The id of the message that it replies to, which may be gone; null for most messages.</summary>
    public long? ReplyTo { get; init; }

    /// <param name="reader">As in <see cref="Sessions.Visitor.Author"/>.</param>
    public bool IsVisibleTo(string reader) => OnlyFor is null || OnlyFor == reader;
}

/// <summary>A change that listeners are notified of.</summary>
internal sealed record RoomUpdate(RoomMessage Message, RoomUpdateKind Kind)
{
    /// <summary>The message was deleted. Contains only its id, so that it can be sent to all listeners.</summary>
    public static RoomUpdate Deletion(long id) =>
        new(new RoomMessage(id, default, null, null, Reply.Nothing(Language.English)), RoomUpdateKind.Deleted);
}

internal enum RoomUpdateKind
{
    Added,
    Edited,
    Deleted,
}
