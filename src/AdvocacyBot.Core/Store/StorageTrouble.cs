using Microsoft.Data.Sqlite;
using Npgsql;

namespace AdvocacyBot.Core.Store;

/// <summary>Explains failures of the storage, and tells those that pass from those that need repair.</summary>
public static class StorageTrouble
{
    private const int NoSpaceLeft = 28;

    /// <summary>SQLITE_IOERR_SHMSIZE: the first connection to a database finds no room for the index of its log.</summary>
    private const int NoRoomForLogIndex = 4874;
    private const int TooManyOpenFiles = 24;

    /// <summary>Whether trying again can succeed without a repair: a full disk, a lock, a lost connection.</summary>
    public static bool IsTemporary(Exception exception) => Find(exception) is { IsTemporary: true };

    /// <summary>A description of the problem, to complete "the database cannot be used: …"; null if the exception is not about storage.</summary>
    public static string? Reason(Exception exception) => Find(exception)?.Reason;

    /// <summary>Whether there is no room left on a disk.</summary>
    public static bool IsDiskFull(Exception exception) => Find(exception) is { IsDiskFull: true };

    private static Trouble? Find(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (Classify(e) is { } trouble)
                return trouble;
        }

        return null;
    }

    /// <remarks>https://www.sqlite.org/rescode.html and https://www.postgresql.org/docs/current/errcodes-appendix.html</remarks>
    private static Trouble? Classify(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: 5 or 6 } => new("it is locked by another program", true),
        SqliteException { SqliteErrorCode: 13 } or SqliteException { SqliteExtendedErrorCode: NoRoomForLogIndex } => new("the disk is full", true, IsDiskFull: true),
        SqliteException { SqliteErrorCode: 10 } => new("the disk reports an error", true),
        SqliteException { SqliteErrorCode: 14 } => new("its file cannot be opened", true),
        SqliteException { SqliteErrorCode: 8 } => new("it is read-only", false),
        SqliteException { SqliteErrorCode: 11 or 26 } => new("it is damaged", false),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new("the disk of PostgreSQL is full", true, IsDiskFull: true),
        PostgresException { IsTransient: true } => new("PostgreSQL is busy or restarting", true),
        PostgresException => null,
        NpgsqlException => new("PostgreSQL does not answer", true),
        IOException { HResult: NoSpaceLeft } => new("the disk is full", true, IsDiskFull: true),
        IOException { HResult: TooManyOpenFiles } => new("too many files are open", true),
        _ => null,
    };

    private sealed record Trouble(string Reason, bool IsTemporary, bool IsDiskFull = false);
}
