using System.Text.Json;
using AdvocacyBot.Matrix.Encryption.Devices;
using AdvocacyBot.Matrix.Encryption.Identity;
using AdvocacyBot.Matrix.Encryption.Machine.Peers;
using AdvocacyBot.Matrix.Encryption.Machine.Rows;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Signing;

namespace AdvocacyBot.Matrix.Encryption.Machine.OwnDevice;

/// <summary>
/// The bot's own cross-signing identity (Cross-signing): created if the account has none, used if its keys are here, never
/// overwritten. Without a signed device, other clients do not share keys with the bot (Recommended client behaviour).
/// </summary>
internal static class OwnIdentity
{
    /// <summary>A homeserver that confirms a signature and then does not show it is not asked forever.</summary>
    private const int MaxSignatureUploads = 3;

    /// <summary>Looks at the account's identity again.</summary>
    public static void Check(StepBuilder step)
    {
        step.Save(step.User(step.Account.UserId).MarkOutdated() with { Tracked = true });
        DeviceTracking.Query(step);
    }

    public static void Queried(StepBuilder step, TrackedUser own, long generation, JsonElement response)
    {
        var account = step.Account;
        var device = response.Member("device_keys")?.Member(account.UserId)?.Member(account.DeviceId);
        var identity = UserIdentity.Parse(response, account.UserId, [account.DeviceId]);
        step.Save(own with { Identity = identity, Outdated = own.Generation != generation, FailedQueries = 0, NextQueryAt = default });

        if (device is { } listed && !IsThisDevice(step, listed))
        {
            step.Emit(new MachineEffect.DeviceUnusable());
            return;
        }

        var keys = step.State.Identities.Find(MachineState.Single)?.Keys;
        var hasIdentity = response.Member("master_keys")?.Member(account.UserId) is not null;
        if (IsUploading(step))
            return; // The homeserver may show a part of the new identity; the answer to the upload leads here again.
        if (!hasIdentity)
            Create(step, keys);
        else if (identity is null || keys is null || keys.Master.Public != identity.Master || keys.SelfSigning.Public != identity.SelfSigning)
            AskForRecoveryKey(step, response);
        else if (device is { } unsigned)
            SignDevice(step, keys, unsigned);
    }

    /// <summary>Keys read with the recovery key count only if they are the ones that the homeserver shows.</summary>
    public static void Recovered(StepBuilder step, CrossSigningKeys keys)
    {
        var identity = step.User(step.Account.UserId).Identity;
        if (identity is null || keys.Master.Public != identity.Master || keys.SelfSigning.Public != identity.SelfSigning)
        {
            step.Report(EncryptionFault.WrongRecoveryKey, step.Account.UserId, "The recovered keys are not the keys of this account.");
            return;
        }

        step.State = step.State with { Identities = step.State.Identities.Set(MachineState.Single, new IdentityRow(keys)) };
        Check(step);
    }

    /// <summary>The identity was uploaded: the device can be signed.</summary>
    public static void Uploaded(StepBuilder step) => Check(step);

    public static void SignatureUploaded(StepBuilder step, JsonElement response)
    {
        if (response.Member("failures")?.Members().Any() == true)
            step.Report(EncryptionFault.BadSignature, step.Account.UserId, "The homeserver refused the signature of this device.");
        Check(step);
    }

    private static void Create(StepBuilder step, CrossSigningKeys? keys)
    {
        if (keys is null)
        {
            keys = CrossSigningKeys.Create(step.Random);
            step.State = step.State with { Identities = step.State.Identities.Set(MachineState.Single, new IdentityRow(keys)) };
        }

        step.Send(RequestKind.DeviceSigningUpload, keys.UploadBody(step.Account.UserId), new InFlightRequest.IdentityUpload());
    }

    private static bool IsUploading(StepBuilder step) => step.State.InFlight.Values.OfType<InFlightRequest.IdentityUpload>().Any();

    private static void AskForRecoveryKey(StepBuilder step, JsonElement response)
    {
        var shown = response.Member("master_keys")?.Member(step.Account.UserId)?.Member("keys")?.Members().FirstOrDefault().Value;
        if (!Ed25519Key.TryParse(shown?.AsText(), out var master))
        {
            step.Report(EncryptionFault.Malformed, step.Account.UserId, "The homeserver shows a broken identity of this account.");
            return;
        }

        if (step.State.RecoveryAskedFor == master)
            return;
        step.State = step.State with { RecoveryAskedFor = master };
        step.Emit(new MachineEffect.RecoveryKeyNeeded(master));
    }

    private static void SignDevice(StepBuilder step, CrossSigningKeys keys, JsonElement device)
    {
        var account = step.Account;
        if (SignedJson.IsSigned(device, account.UserId, keys.SelfSigning.Public.Value, keys.SelfSigning.Public))
        {
            if (step.State.AccountRow.Signed)
                return;
            step.State = step.State with { Accounts = step.State.Accounts.Set(MachineState.Single, step.State.AccountRow with { Signed = true }) };
            step.Emit(new MachineEffect.OwnDeviceSigned(keys.Fingerprint, account.Signing.Public));
            return;
        }

        if (step.State.SignatureUploads >= MaxSignatureUploads)
        {
            step.Report(EncryptionFault.BadSignature, account.UserId, "The homeserver does not show the signature of this device.");
            return;
        }

        step.State = step.State with { SignatureUploads = step.State.SignatureUploads + 1 };
        step.Send(RequestKind.SignaturesUpload, keys.SignaturesBody(account), new InFlightRequest.SignatureUpload());
    }

    private static bool IsThisDevice(StepBuilder step, JsonElement listed)
    {
        var account = step.Account;
        return listed.Member("keys")?.Text($"curve25519:{account.DeviceId}") == account.Identity.Public.Value
            && listed.Member("keys")?.Text($"ed25519:{account.DeviceId}") == account.Signing.Public.Value;
    }
}
