using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AdvocacyBot.Discord.Rest;

/// <summary>Keys under which Discord shows a message once, and the instants in its ids.</summary>
internal static class Nonces
{
    /// <summary>
    /// How long to rely on a nonce. Discord remembers it for "the past few minutes".
    /// https://docs.discord.com/developers/resources/message#create-message-jsonform-params
    /// </summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(100);

    private static readonly DateTime Epoch = new(2015, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Unique for an author rather than a channel, so the channel is part of it; 22 of at most 25 characters.</summary>
    public static string Of(string operation, string channel, string part) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{operation}\0{channel}\0{part}")))[..22];

    /// <summary>The lowest id that something made at an instant can have. https://docs.discord.com/developers/reference#snowflakes</summary>
    public static string IdAt(DateTime at) =>
        ((ulong)Math.Max(0, (at - Epoch).TotalMilliseconds) << 22).ToString(CultureInfo.InvariantCulture);
}
