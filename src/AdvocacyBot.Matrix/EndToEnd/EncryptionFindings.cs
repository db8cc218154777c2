using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Encryption.Identity;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>Examines the account's encryption as other clients see it. Changes nothing.</summary>
internal static class EncryptionFindings
{
    private const int GroupLength = 4;

    public static async Task<IReadOnlyList<MatrixFinding>> ExamineAsync(MatrixApi api, string me, MatrixSettings settings, CancellationToken ct)
    {
        try
        {
            return [.. Explain(PublishedKeys.Read(await api.KeysOfAsync(me, ct), me), settings)];
        }
        catch (MatrixException e) when (e is { IsTransient: false, IsUnknownToken: false })
        {
            return [new(false, "The homeserver does not support end-to-end encryption, so the bot cannot read encrypted rooms.")];
        }
    }

    /// <summary>Pure.</summary>
    public static IEnumerable<MatrixFinding> Explain(PublishedKeys keys, MatrixSettings settings)
    {
        if (keys.Identity is not { } identity)
        {
            yield return keys.Devices.Count == 0
                ? new(true, "Encryption: the account has no keys yet; the bot makes them when it starts.")
                : new(false, "Encryption: the account has no identity that signs its devices, so Element warns of its messages. Start the bot, which makes one.");
            yield break;
        }

        yield return new(true, $"Encryption: the identity's fingerprint is {Grouped(identity.Value)}; people compare it when they verify the bot.");
        foreach (var device in keys.Devices)
        {
            var name = $"Encryption: device {device.Id} with the fingerprint {Grouped(device.Fingerprint.Value)}";
            yield return device.IsSigned
                ? new(true, $"{name} is signed; Element shows its messages without a warning.")
                : new(false, $"{name} is not signed, so Element warns of its messages, and strict clients do not let it read. "
                    + (settings.RecoveryKey.Length == 0 ? "If it is the bot's, set Matrix:RecoveryKey; otherwise sign it out." : "If it is the bot's, check Matrix:RecoveryKey; otherwise sign it out."));
        }

        if (settings.AllowUnsignedDevices)
            yield return new(false, "Encryption: Matrix:AllowUnsignedDevices is on, so a homeserver can add a device that reads along. Turn it off once members have verified their sessions.");
    }

    /// <summary>In groups of four, as Element shows it.</summary>
    private static string Grouped(string fingerprint) => string.Join(' ', fingerprint.Chunk(GroupLength).Select(group => new string(group)));
}
