using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Devices;
using AdvocacyBot.Matrix.Encryption.Olm;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Signing;

namespace AdvocacyBot.Matrix.Encryption.Machine.Peers;

/// <summary>Begins Olm sessions with claimed one-time keys (POST /keys/claim), and replaces broken ones.</summary>
internal static class SessionClaiming
{
    private const int MaxDevicesPerClaim = 200;

    /// <summary>After a failed claim, the device goes without the key for this long.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromHours(1);

    /// <summary>Recovering from undecryptable messages: at most one new session per device and hour, or two bots replace them forever.</summary>
    private static readonly TimeSpan ReplaceInterval = TimeSpan.FromHours(1);

    /// <summary>Claims keys of devices without a session, unless a claim failed recently. True if an answer has to be awaited.</summary>
    public static bool Claim(StepBuilder step, IEnumerable<PeerDevice> devices)
    {
        var inFlight = step.State.InFlight.Values
            .OfType<InFlightRequest.Claim>()
            .SelectMany(c => c.Devices)
            .Select(d => d.IdentityKey)
            .ToHashSet();
        var wanted = devices.Where(d => step.Peer(d).NextClaimAt <= step.Now).ToArray();
        foreach (var chunk in wanted.Where(d => !inFlight.Contains(d.IdentityKey)).Chunk(MaxDevicesPerClaim))
        {
            var users = new JsonObject();
            foreach (var device in chunk)
            {
                if (users[device.UserId] is not JsonObject algorithms)
                    users[device.UserId] = algorithms = [];
                algorithms[device.DeviceId] = PreKey.Algorithm;
            }

            step.Send(RequestKind.KeysClaim, new JsonObject { ["one_time_keys"] = users }, new InFlightRequest.Claim([.. chunk]));
        }

        return wanted.Length > 0;
    }

    public static void Answered(StepBuilder step, InFlightRequest.Claim claim, JsonElement response)
    {
        var begun = ImmutableArray.CreateBuilder<PeerDevice>();
        foreach (var device in claim.Devices)
        {
            try
            {
                var key = ReadKey(response, device);
                var peer = step.Peer(device);
                step.Save(device, peer.WithNew(OlmSession.Begin(step.Account.Identity, device.IdentityKey, key, step.Random), step.Now));
                begun.Add(device);
            }
            catch (EncryptionException e)
            {
                step.Report(e.Fault, device.UserId, $"No session with device {device.DeviceId}: {e.Message}");
                PutOff(step, device);
            }
        }

        SendDummies(step, begun);
    }

    public static void Failed(StepBuilder step, InFlightRequest.Claim claim)
    {
        foreach (var device in claim.Devices)
            PutOff(step, device);
    }

    /// <summary>A message of this device could not be decrypted: begins a new session and announces it with m.dummy.</summary>
    public static void Replace(StepBuilder step, PeerDevice device)
    {
        var peer = step.Peer(device);
        if (step.Now - peer.ReplacedAt < ReplaceInterval)
            return;

        step.Save(device, peer with { ReplacedAt = step.Now, DummyWanted = true, NextClaimAt = default });
        Claim(step, [device]);
    }

    /// <summary>Takes up replacements that a restart interrupted.</summary>
    public static void Resume(StepBuilder step)
    {
        var wanted = step.State.Peers.Entries.Where(p => p.Value.DummyWanted).Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        if (wanted.Count == 0)
            return;

        var devices = step.State.Users.Values.SelectMany(u => u.Devices.Values).Where(d => wanted.Contains(d.IdentityKey.Value)).ToArray();
        Claim(step, devices);
    }

    /// <summary>The device must have signed the one-time key (Key algorithms, signed_curve25519), or the homeserver could swap it.</summary>
    private static Curve25519Key ReadKey(JsonElement response, PeerDevice device)
    {
        foreach (var (name, json) in response.Member("one_time_keys")?.Member(device.UserId)?.Member(device.DeviceId)?.Members() ?? [])
        {
            if (!name.StartsWith($"{PreKey.Algorithm}:", StringComparison.Ordinal))
                continue;
            if (!SignedJson.IsSigned(json, device.UserId, device.DeviceId, device.SigningKey))
                throw new EncryptionException(EncryptionFault.BadSignature, "the device did not sign the one-time key.");
            return Curve25519Key.TryParse(json.Text("key"), out var key)
                ? key
                : throw EncryptionException.Malformed("the one-time key is not a key.");
        }

        throw new EncryptionException(EncryptionFault.NoSession, "the device has no one-time key.");
    }

    private static void PutOff(StepBuilder step, PeerDevice device) =>
        step.Save(device, step.Peer(device) with { NextClaimAt = step.Now + RetryAfter, DummyWanted = false });

    private static void SendDummies(StepBuilder step, IEnumerable<PeerDevice> devices)
    {
        OlmSending? sending = null;
        var messages = new JsonObject();
        foreach (var device in devices.Where(d => step.Peer(d).DummyWanted))
        {
            sending ??= new OlmSending(step);
            if (sending.Encrypt(device, "m.dummy", writer => WriteEmptyObject(writer)) is { } content)
                OlmSending.Add(messages, device, content);
            step.Save(device, step.Peer(device) with { DummyWanted = false });
        }

        if (messages.Count > 0)
            step.SendToDevice("m.room.encrypted", messages);
    }

    private static void WriteEmptyObject(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    }
}
