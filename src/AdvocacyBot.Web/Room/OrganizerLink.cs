using System.Security.Cryptography;
using System.Text;

namespace AdvocacyBot.Web.Room;

/// <summary>The link that makes whoever opens it first an organizer of the room: good once, for one hour after the start.</summary>
public sealed class OrganizerLink(TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);
    private readonly byte[] token = RandomNumberGenerator.GetBytes(24);
    private readonly long made = clock.GetTimestamp();
    private int used;

    /// <summary>The whole address to open.</summary>
    public Uri At(Uri room) => new(room, $"/?organizer={Token}");

    /// <summary>Whether the token is right and nobody has used it; from now on somebody has.</summary>
    public bool Use(string given) =>
        clock.GetElapsedTime(made) < Life
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Token))
        && Interlocked.Exchange(ref used, 1) == 0;

    private string Token => Convert.ToHexStringLower(token);
}
