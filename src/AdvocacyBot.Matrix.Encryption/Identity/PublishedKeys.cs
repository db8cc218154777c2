using System.Text.Json;
using AdvocacyBot.Matrix.Encryption.Devices;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Signing;

namespace AdvocacyBot.Matrix.Encryption.Identity;

/// <summary>What a homeserver shows of an account's keys, with verified signatures: what other clients make of it.</summary>
/// <param name="Identity">The identity's fingerprint; null if there is none, or a broken one.</param>
/// <param name="Devices">The devices whose keys are valid.</param>
public sealed record PublishedKeys(Ed25519Key? Identity, IReadOnlyList<PublishedDevice> Devices)
{
    /// <summary>Reads an answer of /keys/query.</summary>
    public static PublishedKeys Read(JsonElement response, string userId)
    {
        var listed = response.Member("device_keys")?.Member(userId)?.Members().ToArray() ?? [];
        var identity = UserIdentity.Parse(response, userId, listed.Select(device => device.Name));
        var devices = new List<PublishedDevice>();
        foreach (var (id, json) in listed)
        {
            try
            {
                var device = PeerDevice.Parse(json, userId, id, identity);
                devices.Add(new PublishedDevice(id, device.SigningKey, device.Signed));
            }
            catch (EncryptionException)
            {
                // Other clients leave it out as well.
            }
        }

        return new PublishedKeys(identity?.Master, devices);
    }
}

/// <param name="Id">The device's id.</param>
/// <param name="Fingerprint">Its fingerprint.</param>
/// <param name="IsSigned">Whether the account's identity signed it.</param>
public sealed record PublishedDevice(string Id, Ed25519Key Fingerprint, bool IsSigned);
