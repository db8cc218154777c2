using System.Net.Sockets;
using AdvocacyBot.Core;
using Microsoft.Data.Sqlite;

namespace AdvocacyBot.Host;

/// <summary>Explains what keeps the bot from starting in a sentence that says what to do.</summary>
internal static class StartupFailures
{
    /// <summary>The sentence; null for an unexpected exception.</summary>
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
            "The address in Web:Url is in use by another program. Stop that program, or choose another port, for example Web__Url=http://localhost:5081.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable or SocketError.AccessDenied } =>
            "The address in Web:Url cannot be used on this machine. Choose another one, for example Web__Url=http://localhost:5081.",
        SqliteException { SqliteErrorCode: 8 } =>
            "The database in the data folder is read-only. Give this user the right to write to it, or choose another folder with Data__Folder.",
        SqliteException { SqliteErrorCode: 13 } =>
            "The disk is full: the database in the data folder cannot grow. Free some space and start again.",
        SqliteException { SqliteErrorCode: 11 or 26 } =>
            "The database in the data folder is damaged or is not a database. Restore a backup, or move the file away to start afresh.",
        SqliteException { SqliteErrorCode: 14 } =>
            "The database in the data folder cannot be opened. Check that the folder exists and can be written to.",
        SqliteException { SqliteErrorCode: 5 } =>
            "The database in the data folder is locked by another program. Close that program and start again.",
        Npgsql.NpgsqlException e =>
            $"PostgreSQL cannot be used: {e.Message.TrimEnd('.')}. Check ConnectionStrings__BotDb and that the server is running.",
        IOException e when e.HResult == 28 || e.Message.Contains("No space left", StringComparison.Ordinal) =>
            "The disk is full: nothing can be written to the data folder. Free some space and start again.",
        _ => null,
    };
}
