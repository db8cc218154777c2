using System.Text.Json;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Storage;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>
/// Decides at each connection whether the stored keys may be used. Keys that were lost, restored or copied must not be: a message key
/// used twice discloses both messages. The bot then signs in as a new device, which its identity signs.
/// </summary>
internal sealed partial class DeviceOpening(
    MatrixApi api, Session session, KeyFile file, IdentityStore identities, EncryptionDevice device, RunMarks marks, OfferedChoices offers,
    EncryptedRooms encrypted, EncryptedRoomRecord record, MatrixSettings settings, ILogger<DeviceOpening> logger)
{
    private MachineOptions Options => new(settings.AllowUnsignedDevices);

    public async Task OpenAsync(CancellationToken ct)
    {
        record.Load();
        device.Use(null);
        if (session.Device.Length == 0)
        {
            LogNoDevice(logger);
            return;
        }

        try
        {
            var rows = await file.ReadAsync(ct);
            if (await ContinueAsync(rows, ct) is not { } owner)
                owner = await BeginAsync(rows, ct);
            await marks.BeginRunAsync(owner, ct);
            await device.StepAsync(new MachineInput.Started(), ct);
            LogFingerprint(logger, device.Machine!.DeviceId, device.Machine.DeviceFingerprint.Value);
        }
        catch (MatrixException e) when (e is { IsTransient: false, IsUnknownToken: false })
        {
            device.Use(null);
            LogUnsupported(logger, e.Message);
        }
    }

    /// <returns>The stored keys' owner; null if they must not be used.</returns>
    private async Task<KeyOwner?> ContinueAsync(IReadOnlyList<KeyRow>? rows, CancellationToken ct)
    {
        if (rows is null or [] || RunMarks.OwnerIn(rows) is not { } owner || owner.User != session.Me || owner.Device != session.Device
            || !owner.Accepts(await marks.LatestRunAsync(ct)) || await LoadAsync(rows, ct) is not { } machine)
        {
            return null;
        }

        // A device that was signed out has lost its keys on the homeserver, and its name must not get others.
        if (machine.AreKeysPublished && !await IsListedAsync(ct))
            return null;

        device.Read.Clear();
        foreach (var row in rows.Where(row => row.Kind == KeyRow.ReadEvent))
            device.Read.Add(new ReadEvent(row.Key, row.Value!.Span.ToArray()));
        offers.Load(rows);
        encrypted.Add(machine.EncryptedRooms);
        device.Use(machine);
        foreach (var row in rows)
            row.Value?.Dispose();
        return owner;
    }

    private async Task<EncryptionMachine?> LoadAsync(IReadOnlyList<KeyRow> rows, CancellationToken ct)
    {
        try
        {
            var stored = rows.Where(row => row.Kind < KeyRow.Owner).Select(row => new StoredRow((RowKind)row.Kind, row.Key, row.Value));
            if (await identities.FindAsync(ct) is { } identity)
                stored = stored.Append(identity);
            return EncryptionMachine.Load(stored, Options);
        }
        catch (EncryptionException e)
        {
            LogUnreadable(logger, e.Message);
            return null;
        }
    }

    /// <summary>Makes keys for a device that never had any.</summary>
    private async Task<KeyOwner> BeginAsync(IReadOnlyList<KeyRow>? rows, CancellationToken ct)
    {
        if (await IsListedAsync(ct) || (rows is not null && RunMarks.OwnerIn(rows)?.Device == session.Device))
        {
            LogNewDevice(logger);
            // A copy of the keys may be in use elsewhere, and with it the session: it is ended only if there is no copy.
            await session.RenewAsync(endFormer: rows is null or [], ct);
        }

        file.Delete();
        offers.Load([]);
        await device.CreateAsync(EncryptionMachine.Create(session.Me, session.Device, await identities.FindAsync(ct), Options, RunMarks.Random), ct);
        return new KeyOwner(session.Me, session.Device, []);
    }

    private async Task<bool> IsListedAsync(CancellationToken ct) =>
        (await api.KeysOfAsync(session.Me, ct)).At("device_keys").At(session.Me).At(session.Device).ValueKind == JsonValueKind.Object;

    [LoggerMessage(Level = LogLevel.Information, Message = "Matrix: end-to-end encryption is on; this device is {Device} with the fingerprint {Fingerprint}")]
    private static partial void LogFingerprint(ILogger logger, string device, string fingerprint);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: the bot's encryption keys are missing or were restored or copied, so the bot signs in as a new device. People see it as a new session of the same, verified account. If no other copy of the bot is running, sign the old session out")]
    private static partial void LogNewDevice(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: the stored encryption keys cannot be used: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: the access token belongs to no device, so the bot cannot read encrypted rooms. Make a token by signing in and set Matrix:AccessToken")]
    private static partial void LogNoDevice(ILogger logger);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: end-to-end encryption is off, because the homeserver does not support it: {Reason}")]
    private static partial void LogUnsupported(ILogger logger, string reason);
}
