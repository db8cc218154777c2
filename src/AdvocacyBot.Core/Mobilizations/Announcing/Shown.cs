using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Mobilizations.Announcing;

/// <summary>What the public messages of a mobilization say, as digests, to be held against what is so. Pure.</summary>
/// <param name="Lasting">Of what people must know.</param>
/// <param name="Whole">Of that, and of what changes with every answer.</param>
internal sealed record Shown(string Lasting, string Whole)
{
    public static Shown Of(Mobilization mobilization, IReadOnlyList<SlotCover> roles, DateTime now)
    {
        return new Shown(Digest(withNumbers: false), Digest(withNumbers: true));

        // Whether the action is open decides what platforms show besides the message, such as a scheduled event.
        string Digest(bool withNumbers) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            ReplyJson.Write(Announcement.Write(mobilization, roles, Language.English, now, withNumbers)) + (mobilization.IsPublic ? "open" : "") + mobilization.Translations)));
    }

    /// <summary>As it was written; what cannot be read is like nothing else.</summary>
    public static Shown Read(string written) => written.Split(' ') is [var lasting, var whole] ? new Shown(lasting, whole) : new Shown("", "");

    public override string ToString() => $"{Lasting} {Whole}";
}
