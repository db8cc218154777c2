using System.Security.Cryptography;
using AdvocacyBot.Core.Facts.Uploads;

namespace AdvocacyBot.Web.Desk;

/// <summary>
/// Keeps uploaded files in memory, and nowhere else, until they are proposed or discarded: one for each session, for half an hour at
/// most, and a limited number in total. Thread-safe.
/// </summary>
internal sealed class UploadedFiles(TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>At 1 MB each.</summary>
    public const int MaxCount = 20;

    private readonly Lock gate = new();
    private readonly List<Kept> kept = [];

    /// <summary>Keeps a file in the place of the session's earlier one; the oldest makes room if there are too many.</summary>
    /// <returns>A token for the forms of this session.</returns>
    public string Keep(long session, FactUpload upload)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (gate)
        {
            foreach (var former in kept.Where(k => k.Session == session).ToList())
                Drop(former);
            if (kept.Count >= MaxCount)
                Drop(kept[0]);
            var file = new Kept(session, token, upload);
            kept.Add(file);
            file.Timer = clock.CreateTimer(_ => Discard(session, token), null, Lifetime, Timeout.InfiniteTimeSpan);
        }

        return token;
    }

    /// <returns>Null if it has expired, or belongs to another session.</returns>
    public FactUpload? Find(long session, string token)
    {
        lock (gate)
            return kept.FirstOrDefault(k => k.Session == session && k.Token == token)?.Upload;
    }

    /// <summary>Takes a file out, so that a form that is sent twice has one effect.</summary>
    public FactUpload? Take(long session, string token)
    {
        lock (gate)
        {
            if (kept.FirstOrDefault(k => k.Session == session && k.Token == token) is not { } file)
                return null;
            Drop(file);
            return file.Upload;
        }
    }

    public void Discard(long session, string token) => Take(session, token);

    private void Drop(Kept file)
    {
        kept.Remove(file);
        file.Timer?.Dispose();
    }

    private sealed record Kept(long Session, string Token, FactUpload Upload)
    {
        public ITimer? Timer { get; set; }
    }
}
