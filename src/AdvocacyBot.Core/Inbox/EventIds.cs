using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core.Secrets;

namespace AdvocacyBot.Core.Inbox;

/// <summary>
/// Turns event ids into ids that only this installation recognizes. A platform's ids lead to people and are known to many or can be
/// enumerated, so they are stored as HMACs under a key outside the database. Thread-safe.
/// </summary>
public sealed class EventIds(MasterKey master)
{
    private readonly Lazy<byte[]> key = new(() => master.Derive("inbox"));

    /// <param name="eventId">The platform's id of the event.</param>
    internal string Of(string platform, string eventId) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes($"{platform}\0{eventId}")));
}
