using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Matrix.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Matrix.Memory;

/// <summary>What the bot keeps of Matrix across restarts: how far it has listened, its session, and <see cref="Remembered"/>.</summary>
internal sealed class MatrixMemory(IServiceScopeFactory scopes)
{
    private const string PositionStream = "matrix/since";
    private const string MemoryStream = "matrix/memory";
    private const string SessionStream = "matrix/session";
    private readonly Lock gate = new();
    private Remembered now = new();
    private bool changed;

    public async Task LoadAsync(CancellationToken ct)
    {
        var loaded = await ReadAsync(MemoryStream, MatrixJson.Default.Remembered, ct) ?? new Remembered();
        lock (gate)
            (now, changed) = (loaded, false);
    }

    public T Read<T>(Func<Remembered, T> question)
    {
        lock (gate)
            return question(now);
    }

    /// <summary>Changes the memory; it is stored by the next <see cref="KeepAsync(CancellationToken)"/>.</summary>
    public void Change(Action<Remembered> change)
    {
        lock (gate)
        {
            change(now);
            changed = true;
        }
    }

    /// <summary>Stores what has changed.</summary>
    public async Task KeepAsync(CancellationToken ct)
    {
        string json;
        lock (gate)
        {
            if (!changed)
                return;
            json = JsonSerializer.Serialize(now, MatrixJson.Default.Remembered);
            changed = false;
        }

        await WriteAsync(MemoryStream, json, ct);
    }

    /// <summary>The position of an account; null where none is stored.</summary>
    public async Task<Position?> PositionOfAsync(string user, CancellationToken ct) =>
        await ReadAsync(PositionStream, MatrixJson.Default.Position, ct) is { } position && position.User == user ? position : null;

    public Task KeepAsync(Position position, CancellationToken ct) =>
        WriteAsync(PositionStream, JsonSerializer.Serialize(position, MatrixJson.Default.Position), ct);

    public Task<StoredSession?> SessionAsync(CancellationToken ct) => ReadAsync(SessionStream, MatrixJson.Default.StoredSession, ct);

    public Task KeepAsync(StoredSession session, CancellationToken ct) =>
        WriteAsync(SessionStream, JsonSerializer.Serialize(session, MatrixJson.Default.StoredSession), ct);

    private async Task<T?> ReadAsync<T>(string stream, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        await using var scope = scopes.CreateAsyncScope();
        var json = await scope.ServiceProvider.GetRequiredService<PlatformState>().FindAsync(stream, ct);
        return json is null ? null : JsonSerializer.Deserialize(json, type);
    }

    private async Task WriteAsync(string stream, string json, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PlatformState>().SaveAsync(stream, json, ct);
    }
}
