using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Matrix.Encryption.Primitives;
using Microsoft.Data.Sqlite;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>
/// The file that holds the keys of the bot's device. It is in the folder of the mobilizations' keys, so no backup contains it. Every row
/// is sealed under the master key and is named by a HMAC, so the file discloses neither people nor rooms.
/// </summary>
internal sealed class KeyFile(KeyStoreSettings settings, MasterKey master)
{
    private const string FileName = "matrix-encryption.db";
    private const int HeaderSize = 1 + sizeof(int);

    private readonly string path = Path.Combine(Path.GetFullPath(settings.Folder), FileName);
    private readonly Lazy<byte[]> sealingKey = new(() => master.Derive("matrix-encryption"));
    private readonly Lazy<byte[]> namingKey = new(() => master.Derive("matrix-encryption-names"));

    /// <summary>All rows; the caller overwrites their values.</summary>
    /// <returns>Null if the file cannot be read: the master key is another one, or the file is damaged.</returns>
    public async Task<IReadOnlyList<KeyRow>?> ReadAsync(CancellationToken ct)
    {
        if (!File.Exists(path))
            return [];

        var rows = new List<KeyRow>();
        try
        {
            await using var connection = await OpenAsync(ct);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT Id, Value FROM Keys";
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                rows.Add(Unseal((byte[])reader[0], (byte[])reader[1]));
            return rows;
        }
        catch (Exception e) when (e is CryptographicException or SqliteException { SqliteErrorCode: SqliteCorrupt or SqliteNotADatabase })
        {
            rows.ForEach(row => row.Value?.Dispose());
            return null;
        }
    }

    /// <summary>Writes rows, and deletes those without a value, in one durable transaction.</summary>
    public async Task WriteAsync(IReadOnlyCollection<KeyRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;

        await using var connection = await OpenAsync(ct);
        await using var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(ct);
        await using var save = Prepare(connection, transaction, "INSERT INTO Keys (Id, Value) VALUES ($id, $value) ON CONFLICT (Id) DO UPDATE SET Value = excluded.Value");
        var value = save.Parameters.Add("$value", SqliteType.Blob);
        await using var delete = Prepare(connection, transaction, "DELETE FROM Keys WHERE Id = $id");
        foreach (var row in rows)
        {
            var id = IdOf(row.Kind, row.Key);
            var command = row.Value is null ? delete : save;
            command.Parameters["$id"].Value = id;
            if (row.Value is not null)
                value.Value = Seal(id, row);
            await command.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>Removes the overwritten versions of rows from the write-ahead log.</summary>
    public async Task TruncateLogAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        await Sqlite.TruncateLogAsync(connection, ct);
    }

    /// <summary>Deletes everything: the keys are of no use any more.</summary>
    public void Delete()
    {
        Sqlite.Release(path);
        foreach (var file in new[] { path, path + "-wal", path + "-shm" })
            File.Delete(file);
    }

    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    private async Task<SqliteConnection> OpenAsync(CancellationToken ct)
    {
        PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
        PrivateFiles.PrepareDatabase(path);
        var connection = await Sqlite.OpenAsync(path, ct);
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE IF NOT EXISTS Keys (Id BLOB PRIMARY KEY, Value BLOB NOT NULL) WITHOUT ROWID";
            await command.ExecuteNonQueryAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static SqliteCommand Prepare(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.Parameters.Add("$id", SqliteType.Blob);
        return command;
    }

    private byte[] IdOf(byte kind, string key) => HMACSHA256.HashData(namingKey.Value, (byte[])[kind, .. Encoding.UTF8.GetBytes(key)]);

    private byte[] Seal(byte[] id, KeyRow row)
    {
        var key = Encoding.UTF8.GetBytes(row.Key);
        var content = new byte[HeaderSize + key.Length + row.Value!.Length];
        content[0] = row.Kind;
        BinaryPrimitives.WriteInt32LittleEndian(content.AsSpan(1), key.Length);
        key.CopyTo(content, HeaderSize);
        row.Value.Span.CopyTo(content.AsSpan(HeaderSize + key.Length));
        try
        {
            return Sealing.Seal(sealingKey.Value, content, Convert.ToHexString(id));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private KeyRow Unseal(byte[] id, byte[] box)
    {
        var content = Sealing.Open(sealingKey.Value, box, Convert.ToHexString(id));
        try
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(content.AsSpan(1));
            var key = Encoding.UTF8.GetString(content.AsSpan(HeaderSize, length));
            return new KeyRow(content[0], key, SecretBytes.CopyOf(content.AsSpan(HeaderSize + length)));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }
}

/// <summary>A row to write, or to delete if it has no value.</summary>
/// <param name="Kind">The table.</param>
internal sealed record KeyRow(byte Kind, string Key, SecretBytes? Value)
{
    /// <summary>Which device the keys belong to, and which run used them last.</summary>
    public const byte Owner = 100;

    /// <summary>A decrypted event until it has had its effect.</summary>
    public const byte ReadEvent = 101;

    /// <summary>What a message of the bot's offers.</summary>
    public const byte Offer = 102;
}
