using System.Net.Sockets;
using AdvocacyBot.Core;
using Microsoft.Data.Sqlite;

namespace AdvocacyBot.Host;

/// <summary>Turns what keeps the bot from starting into one sentence that says what to do.</summary>
internal static class StartupFailures
{
    /// <summary>The sentence; null for what is a surprise.</summary>
    public static string? Explain(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (Sentence(e) is { } sentence)
                return sentence;
        }

        return null;
    }

    private static string? Sentence(Exception exception) => exception switch
    {
        StartupException problem => problem.Message,
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } =>
            "The room's address is in use by another program. Stop that program, or give the room another address with Room__Url, such as http://127.0.0.1:5081.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable or SocketError.AccessDenied } =>
            "The room's address cannot be used on this machine. Give the room another address with Room__Url, such as http://127.0.0.1:5081.",
        SqliteException { SqliteErrorCode: 8 } =>
            "The database in the data folder is read-only. Give this user the right to write to it, or name another folder with Data__Folder.",
        SqliteException { SqliteErrorCode: 13 } =>
            "The disk is full: the database in the data folder cannot grow. Make room and start again.",
        SqliteException { SqliteErrorCode: 11 or 26 } =>
            "The database in the data folder is damaged or is no database. Restore a backup, or move the file away to begin anew.",
        SqliteException { SqliteErrorCode: 14 } =>
            "The database in the data folder cannot be opened. Check that the folder exists and can be written to.",
        SqliteException { SqliteErrorCode: 5 } =>
            "The database in the data folder is held by another program. Close that program and start again.",
        Npgsql.NpgsqlException e =>
            $"PostgreSQL cannot be used: {e.Message.TrimEnd('.')}. Check ConnectionStrings__BotDb and that the server runs.",
        IOException e when e.HResult == 28 || e.Message.Contains("No space left", StringComparison.Ordinal) =>
            "The disk is full: nothing can be written to the data folder. Make room and start again.",
        _ => null,
    };
}
