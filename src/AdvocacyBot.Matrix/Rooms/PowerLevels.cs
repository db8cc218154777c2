using System.Globalization;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>Who may do what in a room. Pure.</summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#mroompower_levels"/>
internal sealed class PowerLevels
{
    /// <summary>Above every number: a creator's from room version 12 on.</summary>
    public const long Infinite = long.MaxValue;

    private const int FirstVersionWithCreators = 12;
    private readonly Dictionary<string, long> users = new(StringComparer.Ordinal);
    private readonly HashSet<string> creators = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> events = new(StringComparer.Ordinal);
    private readonly long others;
    private readonly long messages;

    /// <param name="create">The room's m.room.create.</param>
    /// <param name="levels">The room's m.room.power_levels; null where it has none yet.</param>
    public PowerLevels(MatrixEvent? create, MatrixEvent? levels)
    {
        var content = levels?.Content ?? default;
        others = content.Number("users_default") ?? 0;
        messages = content.Number("events_default") ?? 0;
        foreach (var user in content.At("users").Members())
            users[user.Name] = user.Value.AsNumber() ?? others;
        foreach (var type in content.At("events").Members())
            events[type.Name] = type.Value.AsNumber() ?? messages;

        if (create is not { } made)
            return;
        if (HasCreators(made.Content.Text("room_version")))
            creators.UnionWith([made.Sender, .. made.Content.Items("additional_creators").Select(c => c.AsText() ?? "")]);
        else if (levels is null)
            users[made.Content.Text("creator") ?? made.Sender] = 100;
    }

    /// <summary>Everybody whose level was given to them by name.</summary>
    public IEnumerable<string> Named => users.Keys.Concat(creators);

    public long Of(string user) =>
        creators.Contains(user) ? Infinite : users.TryGetValue(user, out var level) ? level : others;

    public bool MaySend(string user, string type) => Of(user) >= (events.TryGetValue(type, out var level) ? level : messages);

    /// <summary>Versions are names and not numbers; those that are no whole number are experiments, of which one had creators.</summary>
    /// <seealso href="https://spec.matrix.org/v1.19/rooms/v12/"/>
    private static bool HasCreators(string? version) =>
        version == "org.matrix.hydra.11" || (int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= FirstVersionWithCreators);
}
