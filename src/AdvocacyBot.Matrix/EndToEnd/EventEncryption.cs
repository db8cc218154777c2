using System.Text.Json.Nodes;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Rooms;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>Encrypts events for everyone in a room, once their devices are known and have the key.</summary>
internal sealed class EventEncryption(EncryptionDevice device, RoomMembers members, TimeProvider clock)
{
    /// <summary>How long the keys of the recipients may take; the message is then tried again later.</summary>
    private static readonly TimeSpan KeyTimeout = TimeSpan.FromSeconds(45);

    /// <summary>How long the first message of a new device waits until its identity has signed it: others read a signed device only.</summary>
    private static readonly TimeSpan SignatureTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    /// <param name="transaction">The same transaction yields the same ciphertext until it is confirmed.</param>
    /// <exception cref="SendFailedException">It cannot be encrypted, or not yet.</exception>
    public async Task<JsonObject> EncryptAsync(RoomState room, string transaction, string type, JsonObject content, CancellationToken ct)
    {
        if (!device.IsOn)
            throw new SendFailedException(SendFailure.Never, "This Matrix room is encrypted, and the bot has no encryption keys. Run \"doctor\" to see why.");

        using var timeout = new CancellationTokenSource(KeyTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            await WaitForSignatureAsync(either.Token);
            while (true)
            {
                var answer = device.NextAnswer;
                var recipients = await members.OfAsync(room, ct);
                var input = new MachineInput.EncryptEvent(room.Id, transaction, type, content, recipients, room.SharesHistory);
                foreach (var effect in await device.StepAsync(input, ct))
                {
                    if (effect is MachineEffect.EventEncrypted encrypted && encrypted.Transaction == transaction)
                        return JsonNode.Parse(encrypted.Content)!.AsObject();
                    if (effect is MachineEffect.EncryptionRefused refused && refused.Transaction == transaction)
                        throw new SendFailedException(SendFailure.Never, ReasonOf(refused.Fault));
                }

                await answer.WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new SendFailedException(SendFailure.Later, "The encryption keys of the room's members are not there yet.", RetryAfter);
        }
    }

    private async Task WaitForSignatureAsync(CancellationToken ct)
    {
        while (device.Machine is { IsDeviceSigned: false } && clock.GetElapsedTime(device.UsedSince) < SignatureTimeout)
            await Task.WhenAny(device.NextAnswer, Task.Delay(TimeSpan.FromSeconds(1), clock, ct));
    }

    /// <summary>The homeserver confirmed the event, or it is given up.</summary>
    public Task ConfirmAsync(string transaction, CancellationToken ct) => device.StepAsync(new MachineInput.EventSent(transaction), ct);

    private static string ReasonOf(EncryptionFault fault) => fault switch
    {
        EncryptionFault.TooLarge => "The message is longer than an encrypted room accepts.",
        EncryptionFault.UnknownAlgorithm => "This Matrix room uses an encryption that the bot does not know. Use a room with Megolm encryption, the default in every client.",
        _ => $"The message could not be encrypted ({fault}).",
    };
}
