using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AdvocacyBot.Discord.Rest;

/// <summary>Idempotency keys of messages.</summary>
internal static class Nonces
{
    /// <summary>
    /// How long to rely on a nonce; Discord remembers it for "the past few minutes".
    /// https://docs.discord.com/developers/resources/message#create-message-jsonform-params
    /// </summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(100);

    /// <summary>Nonces are unique per author, so the channel is included. 22 characters; the limit is 25.</summary>
    public static string Of(string operation, string channel, string part) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{operation}\0{channel}\0{part}")))[..22];
}
