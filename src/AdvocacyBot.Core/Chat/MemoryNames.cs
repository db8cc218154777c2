using System.Security.Cryptography;
using System.Text;

namespace AdvocacyBot.Core.Chat;

/// <summary>
/// Names members in structures that only count or limit, so that their ids are not in memory for longer than an intent takes, and so
/// that being forgotten lifts no limit. The names are HMACs under a key that only this process knows. Thread-safe.
/// </summary>
public static class MemoryNames
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    public static UInt128 Of(MemberRef member) => Of($"{member.Platform}\0{member.Id}");

    public static UInt128 Of(string text)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(text), mac);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(mac);
    }
}
