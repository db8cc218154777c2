using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core.Chat;

namespace AdvocacyBot.Core.Mobilizations.Privacy;

/// <summary>
/// A person within one mobilization: HMAC-SHA256 under its key of the platform, a zero and the member's id. Ids can be
/// counted through, so a plain hash would hide nobody; a key for each mobilization keeps a person from being followed from
/// one to the next. Prints as redacted.
/// </summary>
internal readonly record struct Pseudonym(string Value)
{
    public static Pseudonym Of(byte[] key, MemberRef member) => new(Mac(key, $"{member.Platform}\0{member.Id}"));

    /// <summary>Another name of the same person, for a purpose that must not be tied to their answer.</summary>
    public static string For(byte[] key, string purpose, Pseudonym person) => Mac(key, $"\0{purpose}\0{person.Value}");

    /// <summary>What is kept of a one-time code.</summary>
    public static string OfCode(byte[] key, string code) => Mac(key, $"\0code\0{code}");

    public override string ToString() => "(redacted)";

    private static string Mac(byte[] key, string text) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}
