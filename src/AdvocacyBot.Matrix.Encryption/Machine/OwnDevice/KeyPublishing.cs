using System.Text.Json;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Signing;

namespace AdvocacyBot.Matrix.Encryption.Machine.OwnDevice;

/// <summary>Uploads device keys, one-time keys and fallback keys (Uploading keys; One-time and fallback keys).</summary>
internal static class KeyPublishing
{
    /// <summary>
    /// Reads the counts in a /sync response. A missing count means zero (Extensions to /sync: servers may omit it), and a missing
    /// fallback type means that the key was used.
    /// </summary>
    public static void ReadCounts(StepBuilder step, JsonElement sync)
    {
        var count = sync.Member("device_one_time_keys_count")?.Number(PreKey.Algorithm) ?? 0;
        Replenish(step, count);

        if (sync.Member("device_unused_fallback_key_types") is { ValueKind: JsonValueKind.Array } unused
            && !unused.Texts().Contains(PreKey.Algorithm)
            && step.Account.Fallback is null or { Published: true })
        {
            step.Account = step.Account.ReplaceFallback(step.Now, step.Random);
        }

        Upload(step);
    }

    /// <summary>Uploads what is not published; the private keys are stored before, because a step is stored before its effects.</summary>
    public static void Upload(StepBuilder step)
    {
        if (!step.Account.HasUnpublished || step.State.InFlight.Values.OfType<InFlightRequest.Upload>().Any())
            return;

        step.Send(RequestKind.KeysUpload, step.Account.UploadBody(), new InFlightRequest.Upload(step.Account.NextKeyId - 1));
    }

    public static void Uploaded(StepBuilder step, InFlightRequest.Upload upload, JsonElement response)
    {
        step.Account = step.Account.MarkPublished(upload.HighestKeyId);
        if (response.Member("one_time_key_counts")?.Number(PreKey.Algorithm) is { } count)
            Replenish(step, count);
        Upload(step);
    }

    /// <summary>
    /// The homeserver has other keys under these names, so another copy of this store is in use or was: keys must never be replaced
    /// under the same name.
    /// </summary>
    public static void Refused(StepBuilder step, int status)
    {
        step.Report(EncryptionFault.RequestRefused, null, $"The homeserver refused this device's keys with status {status}.");
        if (status == 400)
            step.Emit(new MachineEffect.DeviceUnusable());
    }

    /// <summary>Removes the replaced fallback key after an hour.</summary>
    public static void ExpireFallback(StepBuilder step)
    {
        var account = step.Account;
        if (account.PreviousFallback is not null && step.Now - account.FallbackReplacedAt > OlmAccount.PreviousFallbackLifetime)
            step.Account = account with { PreviousFallback = null };
    }

    private static void Replenish(StepBuilder step, long onServer)
    {
        // New keys are made only after the earlier ones were uploaded, or a count that is behind would add more each time.
        var account = step.Account;
        if (account.OneTimeKeys.Any(k => !k.Published) || onServer >= OlmAccount.TargetOnServer / 2)
            return;

        step.Account = account.Replenish((int)Math.Max(onServer, 0), step.Random);
    }
}
