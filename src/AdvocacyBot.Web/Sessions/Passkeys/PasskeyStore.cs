using Microsoft.AspNetCore.Identity;

namespace AdvocacyBot.Web.Sessions.Passkeys;

/// <summary>
/// Lets Identity's handler read organizers' passkeys. Organizers are not accounts: there are no names, passwords or profiles, and
/// what Identity asks about those is refused.
/// </summary>
internal sealed class PasskeyStore(PasskeyTable table) : IUserPasskeyStore<PasskeyUser>
{
    public async Task<PasskeyUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        (await table.OfAsync(userId, cancellationToken)).Count > 0 ? new PasskeyUser(userId) : null;

    public async Task<PasskeyUser?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await table.FindAsync(credentialId, cancellationToken) is { } passkey ? new PasskeyUser(passkey.Handle) : null;

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyUser user, CancellationToken cancellationToken) =>
        [.. (await table.OfAsync(user.Handle, cancellationToken)).Select(p => p.Info)];

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(PasskeyUser user, byte[] credentialId, CancellationToken cancellationToken) =>
        await table.FindAsync(credentialId, cancellationToken) is { } passkey && passkey.Handle == user.Handle ? passkey.Info : null;

    public Task<string> GetUserIdAsync(PasskeyUser user, CancellationToken cancellationToken) => Task.FromResult(user.Handle);

    public Task<string?> GetUserNameAsync(PasskeyUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<string?> GetNormalizedUserNameAsync(PasskeyUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<PasskeyUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult<PasskeyUser?>(null);

    public Task AddOrUpdatePasskeyAsync(PasskeyUser user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw Refused();

    public Task RemovePasskeyAsync(PasskeyUser user, byte[] credentialId, CancellationToken cancellationToken) => throw Refused();

    public Task SetUserNameAsync(PasskeyUser user, string? userName, CancellationToken cancellationToken) => throw Refused();

    public Task SetNormalizedUserNameAsync(PasskeyUser user, string? normalizedName, CancellationToken cancellationToken) => throw Refused();

    public Task<IdentityResult> CreateAsync(PasskeyUser user, CancellationToken cancellationToken) => throw Refused();

    public Task<IdentityResult> UpdateAsync(PasskeyUser user, CancellationToken cancellationToken) => throw Refused();

    public Task<IdentityResult> DeleteAsync(PasskeyUser user, CancellationToken cancellationToken) => throw Refused();

    public void Dispose()
    {
        // The table belongs to the container.
    }

    private static NotSupportedException Refused() => new("Passkeys are written through PasskeyTable, which knows more about them than Identity does.");
}
