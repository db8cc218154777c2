using AdvocacyBot.Core.Chat;


namespace AdvocacyBot.Web.Room;

/// <summary>A message in the web room.</summary>
/// <param name="Id">Grows with each message; no two are alike, also over restarts.</param>
/// <param name="At">UTC.</param>
/// <param name="Author">The member's tag; null for the bot.</param>
/// <param name="OnlyFor">The member who alone may see it; null for a public one.</param>
/// <param name="Reply">What it says.</param>
internal sealed record RoomMessage(long Id, DateTime At, string? Author, string? OnlyFor, Reply Reply)
{
    public bool IsVisibleTo(string member) => OnlyFor is null || OnlyFor == member;
}

/// <summary>What a listener is told: a new message, or a new text for one.</summary>
internal sealed record RoomUpdate(RoomMessage Message, bool IsEdit);
