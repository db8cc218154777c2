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

    /// <param name="purpose">
    /// The platform's name for events in the inbox; anything else for other purposes. Names for different purposes cannot be matched
    /// with each other.
    /// </param>
    /// <param name="eventId">The platform's id of the event.</param>
    public string Of(string purpose, string eventId) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes($"{purpose}\0{eventId}")));
}
