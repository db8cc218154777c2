namespace AdvocacyBot.Web.Room;

/// <summary>A member of the room, known by a random cookie and nothing else.</summary>
/// <param name="Id">The digest of the cookie, so that neither file nor log can be used to pose as the member.</param>
/// <param name="IsOrganizer">Whether the member came by an organizer link.</param>
internal sealed record RoomMember(string Id, bool IsOrganizer)
{
    /// <summary>What the others see in place of a name.</summary>
    public string Tag => Id[..8];
}
