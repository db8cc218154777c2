using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core.Secrets;

namespace AdvocacyBot.Matrix.State;

/// <summary>
/// Names recorded reactions. Everybody in a room knows the ids of its events, so they are stored as HMACs under a key outside the
/// database. Thread-safe.
/// </summary>
internal sealed class ReactionIds(MasterKey master)
{
    private readonly Lazy<byte[]> key = new(() => master.Derive("matrix-reactions"));

    public string Of(string reaction) => Base64Url.EncodeToString(HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes(reaction)));
}
