using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.Rooms;

/// <summary>
/// Joins the rooms that the settings name, by id or by alias. A room named by its alias becomes a place of the first community once
/// the alias is resolved; if the alias later points elsewhere, the first room stays, because whoever controls the alias's server must
/// not be able to give a community another room.
/// </summary>
internal sealed partial class ConfiguredRooms(
    MatrixApi api, RoomDirectory rooms, Invitations invitations, MatrixStateStore state, MatrixSettings settings, IServiceScopeFactory scopes,
    ILogger<ConfiguredRooms> logger)
{
    private readonly HashSet<string> done = new(StringComparer.Ordinal);

    /// <summary>Joins the rooms that the bot is not in. Called after each sync; what fails for a while is tried again after the next one.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        foreach (var entry in settings.Rooms.Where(r => !done.Contains(r)).ToList())
        {
            try
            {
                await EnsureAsync(entry, ct);
                done.Add(entry);
            }
            catch (MatrixException e) when (e.IsTransient)
            {
                LogLater(logger, entry, e.Message);
            }
        }
    }

    private async Task EnsureAsync(string entry, CancellationToken ct)
    {
        if (await FindAsync(entry, ct) is not { } room)
        {
            LogUnknown(logger, entry);
            return;
        }

        if (entry != room)
            await AddPlaceAsync(room, ct);
        if (rooms.ChainOf(rooms.FirstOf(room)).Count == 0)
            invitations.AcceptConfigured(room, entry);
    }

    private async Task<string?> FindAsync(string entry, CancellationToken ct)
    {
        if (!entry.StartsWith('#'))
            return entry;
        if (state.Read(s => s.Aliases.GetValueOrDefault(entry)) is { } known)
            return known;

        var room = await api.ResolveAliasAsync(entry, ct);
        if (room is not null)
        {
            state.Change(s => s.Aliases[entry] = room);
            await state.SaveAsync(ct);
        }

        return room;
    }

    private async Task AddPlaceAsync(string room, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Membership>().EnsureAsync(
            new PlaceRef(MatrixPlatform.PlatformName, rooms.FirstOf(room)), Community.FirstId, PlaceState.Confirmed, ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: {Room} in Matrix:Rooms does not exist, or the homeserver cannot find it")]
    private static partial void LogUnknown(ILogger logger, string room);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: {Room} in Matrix:Rooms cannot be joined yet: {Reason}")]
    private static partial void LogLater(ILogger logger, string room, string reason);
}
