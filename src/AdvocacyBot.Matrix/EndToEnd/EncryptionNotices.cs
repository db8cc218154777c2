using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Rooms;
using AdvocacyBot.Matrix.Sending;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>Handles what the machine reports: to the log without content, to a room in one sentence, or by ending the connection.</summary>
internal sealed partial class EncryptionNotices(
    EncryptionDevice device, KeyFile file, IdentityRecovery recovery, IdentityChanges changes, RoomDirectory rooms, RoomNotices notices, ILogger<EncryptionNotices> logger)
{
    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="PlatformUnavailableException">The device's keys cannot be used any more.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        await foreach (var notice in device.Notices.ReadAllAsync(ct))
        {
            switch (notice)
            {
                case MachineEffect.EventUndecryptable unread:
                    await ReportAsync(unread, ct);
                    break;
                case MachineEffect.RecoveryKeyNeeded needed:
                    await recovery.RunAsync(needed.OnServer, ct);
                    break;
                case MachineEffect.OwnDeviceSigned own:
                    LogSigned(logger, own.Identity.Value, own.Device.Value);
                    break;
                case MachineEffect.DeviceUnusable:
                    file.Delete();
                    throw new PlatformUnavailableException(
                        "The homeserver knows other encryption keys for this device, as after a restore; the bot signs in as a new device.");
                case MachineEffect.IdentityChanged changed:
                    await changes.AnnounceAsync(changed, ct);
                    break;
                case MachineEffect.Problem problem:
                    LogProblem(logger, problem.Fault, problem.Description);
                    break;
            }
        }
    }

    /// <summary>The machine asks for it at most once a day for each person.</summary>
    private async Task ReportAsync(MachineEffect.EventUndecryptable unread, CancellationToken ct)
    {
        LogUnread(logger, rooms.LogNameOf(unread.RoomId), unread.Fault);
        if (!unread.AskToResend || rooms[unread.RoomId] is not { } room)
            return;

        await notices.PostAsync(
            room, $"unread/{unread.EventId}", language => MatrixTexts.All[language, TextFor(unread.Fault)], ct,
            MessageContent.Answering(unread.EventId, thread: null));
    }

    private static string TextFor(EncryptionFault fault) =>
        fault is EncryptionFault.UnsignedDevice or EncryptionFault.Withheld ? "unread.unverified" : "unread";

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: a message in {Room} could not be decrypted: {Reason}")]
    private static partial void LogUnread(ILogger logger, string room, EncryptionFault reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Matrix: this device is signed by the account's identity; people's clients show it as verified by its owner. The identity's fingerprint is {Identity}, the device's {Device}")]
    private static partial void LogSigned(ILogger logger, string identity, string device);

    [LoggerMessage(Level = LogLevel.Information, Message = "Matrix: encryption: {Fault}: {Description}")]
    private static partial void LogProblem(ILogger logger, EncryptionFault fault, string description);
}
