using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities.Hosting;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Alerts;

/// <summary>Where a community reads alerts, and which it has been notified of.</summary>
/// <param name="Channels">In the order in which they were chosen.</param>
/// <param name="Open">When each open alert began, UTC, by its key.</param>
internal sealed record AlertState(IReadOnlyList<ChannelRef> Channels, IReadOnlyDictionary<string, DateTime> Open)
{
    public static readonly AlertState Empty = new([], new Dictionary<string, DateTime>());
}

/// <summary>Stores the <see cref="AlertState"/> of each community.</summary>
internal sealed class AlertStore(PlatformState state)
{
    private const string Prefix = CommunityStates.Alerts;

    public async Task<AlertState> FindAsync(long community, CancellationToken ct) => Read(await state.FindAsync(KeyOf(community), ct));

    /// <summary>The states of the communities that have chosen a channel.</summary>
    public async Task<IReadOnlyDictionary<long, AlertState>> AllAsync(CancellationToken ct) => (await state.FindAllAsync(Prefix, ct))
        .Select(row => (Community: long.Parse(row.Key[Prefix.Length..], CultureInfo.InvariantCulture), State: Read(row.Value)))
        .Where(row => row.State.Channels.Count > 0)
        .ToDictionary(row => row.Community, row => row.State);

    /// <summary>Joins the present transaction.</summary>
    public Task SaveAsync(long community, AlertState alerts, CancellationToken ct) =>
        state.SaveAsync(
            KeyOf(community),
            JsonSerializer.Serialize(new StoredAlerts([.. alerts.Channels.Select(c => $"{c.Platform}/{c.Id}")], alerts.Open), AlertJsonContext.Default.StoredAlerts),
            ct);

    private static string KeyOf(long community) => CommunityStates.KeyOf(Prefix, community);

    private static AlertState Read(string? stored) =>
        stored is not null && JsonSerializer.Deserialize(stored, AlertJsonContext.Default.StoredAlerts) is { } read
            ? new AlertState([.. read.Channels.Select(c => c.Split('/', 2)).Select(c => new ChannelRef(c[0], c[1]))], read.Open)
            : AlertState.Empty;
}

/// <summary>An <see cref="AlertState"/> as it is stored.</summary>
/// <param name="Channels">Each as its platform, a slash and its id.</param>
/// <param name="Open">As in <see cref="AlertState.Open"/>.</param>
internal sealed record StoredAlerts(IReadOnlyList<string> Channels, IReadOnlyDictionary<string, DateTime> Open);

[JsonSerializable(typeof(StoredAlerts))]
internal sealed partial class AlertJsonContext : JsonSerializerContext;
