using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Matrix.State;

/// <summary>
/// Keeps the sync position, the session and <see cref="MatrixState"/> across restarts. Thread-safe: readers and writers see
/// <see cref="MatrixState"/> under one lock.
/// </summary>
internal sealed class MatrixStateStore(IServiceScopeFactory scopes)
{
    private const string PositionKey = "matrix/since";
    private const string StateKey = "matrix/memory";
    private const string SessionKey = "matrix/session";
    private const string IdentityKey = "matrix/identity";
    private readonly Lock gate = new();
    private MatrixState current = new();
    private bool isChanged;
    private bool isLoaded;

    /// <summary>Whether there is a state to change; before, saving would replace the stored one.</summary>
    public bool IsLoaded
    {
        get
        {
            lock (gate)
                return isLoaded;
        }
    }

    public async Task LoadAsync(CancellationToken ct)
    {
        var loaded = await ReadAsync(StateKey, MatrixJson.Default.MatrixState, ct) ?? new MatrixState();
        // Former versions named reactions so that others could recognize them, and did not record whose they are.
        var outdated = loaded.Reactions.Where(r => r.Value.Author is null).Select(r => r.Key).ToList();
        outdated.ForEach(reaction => loaded.Reactions.Remove(reaction));
        lock (gate)
            (current, isChanged, isLoaded) = (loaded, outdated.Count > 0, true);
        await SaveAsync(ct);
    }

    /// <param name="query">Must not keep a reference to the state or to its collections.</param>
    public T Read<T>(Func<MatrixState, T> query)
    {
        lock (gate)
            return query(current);
    }

    /// <summary>Changes the state in memory; the next <see cref="SaveAsync(CancellationToken)"/> stores it.</summary>
    public void Change(Action<MatrixState> change)
    {
        lock (gate)
        {
            change(current);
            isChanged = true;
        }
    }

    /// <summary>Stores the state if it has changed.</summary>
    public async Task SaveAsync(CancellationToken ct)
    {
        string json;
        lock (gate)
        {
            if (!isChanged)
                return;
            json = JsonSerializer.Serialize(current, MatrixJson.Default.MatrixState);
            isChanged = false;
        }

        await WriteAsync(StateKey, json, ct);
    }

    /// <summary>The stored position of an account; null if there is none.</summary>
    public async Task<SyncPosition?> FindPositionAsync(string user, CancellationToken ct) =>
        await ReadAsync(PositionKey, MatrixJson.Default.SyncPosition, ct) is { } position && position.User == user ? position : null;

    public Task SaveAsync(SyncPosition position, CancellationToken ct) =>
        WriteAsync(PositionKey, JsonSerializer.Serialize(position, MatrixJson.Default.SyncPosition), ct);

    public Task<StoredSession?> FindSessionAsync(CancellationToken ct) => ReadAsync(SessionKey, MatrixJson.Default.StoredSession, ct);

    public Task SaveAsync(StoredSession session, CancellationToken ct) =>
        WriteAsync(SessionKey, JsonSerializer.Serialize(session, MatrixJson.Default.StoredSession), ct);

    /// <summary>The sealed cross-signing keys; null if there are none.</summary>
    public async Task<string?> FindIdentityAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PlatformState>().FindAsync(IdentityKey, ct);
    }

    public Task SaveIdentityAsync(string box, CancellationToken ct) => WriteAsync(IdentityKey, box, ct);

    private async Task<T?> ReadAsync<T>(string key, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        await using var scope = scopes.CreateAsyncScope();
        var json = await scope.ServiceProvider.GetRequiredService<PlatformState>().FindAsync(key, ct);
        return json is null ? null : JsonSerializer.Deserialize(json, type);
    }

    private async Task WriteAsync(string key, string json, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PlatformState>().SaveAsync(key, json, ct);
    }
}
