using System.Text.Json;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.Matrix.Encryption.Identity;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.SignIn;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>
/// Reads the cross-signing keys of an account that has an identity already, with its recovery key. An identity is never replaced: people
/// may have verified it.
/// </summary>
/// <seealso href="https://spec.matrix.org/v1.19/client-server-api/#secret-storage"/>
internal sealed partial class IdentityRecovery(MatrixApi api, Session session, MatrixSettings settings, EncryptionDevice device, ILogger<IdentityRecovery> logger)
{
    public async Task RunAsync(Ed25519Key shown, CancellationToken ct)
    {
        if (settings.RecoveryKey.Length == 0)
        {
            LogKeyNeeded(logger, shown.Value);
            return;
        }

        try
        {
            using var storage = await OpenAsync(ct);
            var keys = CrossSigningKeys.FromSeeds(
                await ReadAsync(storage, "master", ct), await ReadAsync(storage, "self_signing", ct), await ReadAsync(storage, "user_signing", ct));
            await device.StepAsync(new MachineInput.IdentityRecovered(keys), ct);
        }
        catch (EncryptionException e)
        {
            LogNotRecovered(logger, e.Message);
        }
        catch (MatrixException e) when (!e.IsUnknownToken)
        {
            LogNotRecovered(logger, e.Message);
        }
    }

    private async Task<SecretStorage> OpenAsync(CancellationToken ct)
    {
        var id = (await DataAsync("m.secret_storage.default_key", ct)).Text("key")
            ?? throw new EncryptionException(EncryptionFault.WrongRecoveryKey, "The account has no secret storage that a recovery key could open.");
        return SecretStorage.Open(id, await DataAsync($"m.secret_storage.key.{id}", ct), RecoveryKey.Parse(settings.RecoveryKey));
    }

    private async Task<SecretBytes> ReadAsync(SecretStorage storage, string key, CancellationToken ct) =>
        storage.ReadSeed($"m.cross_signing.{key}", await DataAsync($"m.cross_signing.{key}", ct));

    private Task<JsonElement> DataAsync(string type, CancellationToken ct) => api.FindAccountDataAsync(session.Me, type, ct);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: the bot's account already has an encryption identity ({Fingerprint}), made in another client. Set Matrix:RecoveryKey to its recovery key, so that the bot can sign its device; until then, people see a warning, and strict clients do not let the bot read")]
    private static partial void LogKeyNeeded(ILogger logger, string fingerprint);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Matrix: the encryption identity could not be read with Matrix:RecoveryKey. Check the key: {Reason}")]
    private static partial void LogNotRecovered(ILogger logger, string reason);
}
