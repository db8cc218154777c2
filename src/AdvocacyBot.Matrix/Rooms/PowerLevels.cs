using System.Globalization;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>Who may do what in a room. Pure.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#mroompower_levels"/>
internal sealed class PowerLevels
{
    /// <summary>A creator's level from room version 12 on: above every number.</summary>
    public const long Infinite = long.MaxValue;

    private const int FirstVersionWithCreators = 12;

    /// <summary>The specification's default for redacting others' events and for notifying the whole room.</summary>
    private const long DefaultRestricted = 50;

    private readonly Dictionary<string, long> users = new(StringComparer.Ordinal);
    private readonly HashSet<string> creators = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> events = new(StringComparer.Ordinal);
    private readonly long usersDefault;
    private readonly long eventsDefault;
    private readonly long redact;
    private readonly long notifyRoom;

    /// <param name="create">The room's m.room.create.</param>
    /// <param name="levels">The room's m.room.power_levels; null if it has none yet.</param>
    public PowerLevels(MatrixEvent? create, MatrixEvent? levels)
    {
        var content = levels?.Content ?? default;
        usersDefault = content.Number("users_default") ?? 0;
        eventsDefault = content.Number("events_default") ?? 0;
        redact = content.Number("redact") ?? DefaultRestricted;
        notifyRoom = content.At("notifications").Number("room") ?? DefaultRestricted;
        foreach (var user in content.At("users").Members())
            users[user.Name] = user.Value.AsNumber() ?? usersDefault;
        foreach (var type in content.At("events").Members())
            events[type.Name] = type.Value.AsNumber() ?? eventsDefault;

        if (create is not { } made)
            return;
        if (HasCreators(made.Content.Text("room_version")))
            creators.UnionWith([made.Sender, .. made.Content.Items("additional_creators").Select(c => c.AsText() ?? "")]);
        else if (levels is null)
            users[made.Content.Text("creator") ?? made.Sender] = 100;
    }

    public long Of(string user) =>
        creators.Contains(user) ? Infinite : users.TryGetValue(user, out var level) ? level : usersDefault;

    public bool MaySend(string user, string type) => Of(user) >= (events.TryGetValue(type, out var level) ? level : eventsDefault);

    /// <summary>Whether the user may redact other people's events.</summary>
    public bool MayRedact(string user) => Of(user) >= redact && MaySend(user, EventTypes.Redaction);

    /// <summary>Whether a mention of the whole room by this user notifies anyone. Clients ignore it below this level.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#user-and-room-mentions"/>
    public bool MayNotifyRoom(string user) => Of(user) >= notifyRoom;

    /// <summary>Versions are names, not numbers. Non-numeric ones are experimental, and one of those had creators.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/rooms/v12/"/>
    private static bool HasCreators(string? version) =>
        version == "org.matrix.hydra.11" || (int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= FirstVersionWithCreators);
}
