using System.Security.Cryptography;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Storage;
using AdvocacyBot.Matrix.State;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>
/// Keeps the private cross-signing keys with the session, sealed under the master key. They outlive the device: after a restore, they
/// sign the new one.
/// </summary>
internal sealed class IdentityStore(MatrixStateStore state, MasterKey master)
{
    private const string Purpose = "matrix-identity";

    /// <summary>Null if there is none, or if the master key has changed. The caller overwrites the value.</summary>
    public async Task<StoredRow?> FindAsync(CancellationToken ct)
    {
        if (await state.FindIdentityAsync(ct) is not { } stored)
            return null;
        try
        {
            var bytes = Sealing.Open(master.Derive(Purpose), Convert.FromBase64String(stored), Purpose);
            var value = SecretBytes.CopyOf(bytes);
            CryptographicOperations.ZeroMemory(bytes);
            return new StoredRow(RowKind.Identity, string.Empty, value);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    public Task SaveAsync(SecretBytes identity, CancellationToken ct) =>
        state.SaveIdentityAsync(Convert.ToBase64String(Sealing.Seal(master.Derive(Purpose), identity.Span, Purpose)), ct);
}
