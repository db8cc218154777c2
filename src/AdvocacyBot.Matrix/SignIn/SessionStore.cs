using System.Security.Cryptography;
using System.Text.Json;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Matrix.State;
using AdvocacyBot.Matrix.Wire;

namespace AdvocacyBot.Matrix.SignIn;

/// <summary>Keeps the session across restarts. Its tokens are sealed, so that a copy of the database does not give access to the account.</summary>
internal sealed class SessionStore(MatrixStateStore state, MasterKey master)
{
    private const string Purpose = "matrix-session";

    /// <summary>The stored session; null if there is none. Its tokens are null if they cannot be opened, as after a change of the master key.</summary>
    public async Task<SavedSession?> FindAsync(CancellationToken ct) =>
        await state.FindSessionAsync(ct) is { } stored ? new SavedSession(stored.User, stored.Device, Open(stored)) { OAuth = stored.OAuth } : null;

    public Task SaveAsync(SavedSession session, CancellationToken ct)
    {
        var tokens = JsonSerializer.SerializeToUtf8Bytes(session.Tokens!, MatrixJson.Default.Tokens);
        var box = Sealing.Seal(master.Derive(Purpose), tokens, BelongsTo(session.User, session.Device));
        return state.SaveAsync(new StoredSession(session.User, session.Device, Convert.ToBase64String(box)) { OAuth = session.OAuth }, ct);
    }

    private Tokens? Open(StoredSession stored)
    {
        var box = new byte[stored.Token.Length];
        if (!Convert.TryFromBase64String(stored.Token, box, out var length))
            return null;
        try
        {
            return JsonSerializer.Deserialize(
                Sealing.Open(master.Derive(Purpose), box.AsSpan(0, length), BelongsTo(stored.User, stored.Device)), MatrixJson.Default.Tokens);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string BelongsTo(string user, string device) => $"{user} {device}";
}

/// <summary>A session of the bot's account.</summary>
/// <param name="User">The account.</param>
/// <param name="Device">The device. It is kept even if the tokens are lost: transaction ids are valid for one device only.</param>
/// <param name="Tokens">Null if they cannot be opened.</param>
internal sealed record SavedSession(string User, string Device, Tokens? Tokens)
{
    /// <summary>Null if the homeserver issued the tokens itself.</summary>
    public OAuthRegistration? OAuth { get; init; }
}
