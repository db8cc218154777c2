namespace AdvocacyBot.Web.Room.Moderation;

/// <summary>The rules that organizers have set for talk in the web room. They never apply to organizers of the web.</summary>
/// <param name="IsClosed">Whether what members write reaches nobody else.</param>
/// <param name="Pause">How long a member waits between two public messages; zero for no limit.</param>
public sealed record RoomRules(bool IsClosed, TimeSpan Pause);

/// <summary>A member whose words reach nobody else for a while.</summary>
/// <param name="Author">As in <see cref="Sessions.Visitor.Author"/>.</param>
/// <param name="Name">The name that the member has chosen; null if there is none.</param>
/// <param name="EndsAt">UTC.</param>
internal sealed record MutedMember(string Author, string? Name, DateTime EndsAt);
