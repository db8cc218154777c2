using System.Diagnostics;
using Npgsql;

namespace AdvocacyBot.TestSupport;

/// <summary>A private PostgreSQL on loopback, started once for a test run if its programs are there, and gone with it.</summary>
internal sealed class PostgresCluster
{
    private static readonly Lazy<PostgresCluster> Shared = new(() => new PostgresCluster(isDurable: false));
    private static readonly Lazy<PostgresCluster> Durable = new(() => new PostgresCluster(isDurable: true));
    private readonly string folder = Directory.CreateTempSubdirectory("advocacybot-pg-").FullName;
    private readonly int port = Loopback.FreePort();
    private readonly bool isDurable;
    private int databases;

    private PostgresCluster(bool isDurable)
    {
        if (AsPostgres.Length > 0)
            Run("chown", "postgres", folder);
        this.isDurable = isDurable;
        RunAsPostgres("initdb", "-D", Data, "-U", "bot", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        Start();
        EndWithThisProcess(Data);
    }

    /// <summary>A cluster that one test may stop and start.</summary>
    public static PostgresCluster StartOwn() => new(isDurable: true);

    /// <summary>A connection string for a new database in a cluster of its own.</summary>
    public string NewOwnDatabase() => Create(this, copyOf: null);

    public void Start() => RunAsPostgres(
        "pg_ctl", "-D", Data, "-w", "-l", Path.Combine(folder, "log"), "-o",
        $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync={(isDurable ? "on" : "off")} -c max_connections=500", "start");

    /// <summary>Ends every process of the cluster at once, as when its machine fails; the next start recovers from the log.</summary>
    public void Kill() => RunAsPostgres("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");

    private string Data => Path.Combine(folder, "data");

    /// <summary>Where Debian puts the programs; null where they are not installed.</summary>
    public static string? Programs { get; } =
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin"))
                .LastOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
            : null;

    /// <summary>PostgreSQL refuses to run as root, so root runs it as Debian's own user for it.</summary>
    private static string[] AsPostgres { get; } =
        Environment.IsPrivilegedProcess && OperatingSystem.IsLinux()
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
            : [];

    /// <summary>A connection string for a new database.</summary>
    /// <param name="copyOf">The name of the one that it is a copy of; empty where null.</param>
    public static string NewDatabase(string? copyOf = null) => Create(Shared.Value, copyOf);

    /// <summary>The same in a cluster that waits for the disk, for measurements.</summary>
    public static string NewDurableDatabase() => Create(Durable.Value, copyOf: null);

    /// <summary>The folder of a database's tables, indexes and catalogs, and that of the cluster's write-ahead log.</summary>
    public static async Task<(string Tables, string Log)> FoldersOfAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT oid::text FROM pg_database WHERE datname = current_database()", connection);
        var data = Path.Combine(Shared.Value.folder, "data");
        return (Path.Combine(data, "base", (string)(await command.ExecuteScalarAsync())!), Path.Combine(data, "pg_wal"));
    }

    /// <summary>A database as <c>pg_dump</c> writes it.</summary>
    public static async Task<string> DumpAsync(string connectionString)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        string[] arguments = ["-h", database.Host!, "-p", $"{database.Port}", "-U", database.Username!, database.Database!];
        var start = new ProcessStartInfo(Path.Combine(Programs!, "pg_dump"), arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        return await process.StandardOutput.ReadToEndAsync();
    }

    private static string Create(PostgresCluster cluster, string? copyOf)
    {
        var name = $"bot{Interlocked.Increment(ref cluster.databases)}";
        using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres"));
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE DATABASE {name}{(copyOf is null ? "" : $" TEMPLATE {copyOf}")}", connection);
        command.ExecuteNonQuery();
        return cluster.ConnectionString(name);
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={port};Username=bot;Database={database};Maximum Pool Size=40;Connection Idle Lifetime=10";

    private void RunAsPostgres(string program, params string[] arguments) =>
        Run([.. AsPostgres, Path.Combine(Programs!, program), .. arguments]);

    private void Run(params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{Path.GetFileName(command[0])} ended with {process.ExitCode}.");
    }

    /// <summary>A watcher of its own ends the cluster when this process is gone, however that came about.</summary>
    private void EndWithThisProcess(string data)
    {
        var stop = string.Join(' ', [.. AsPostgres, Path.Combine(Programs!, "pg_ctl"), "-D", data, "-m", "immediate", "stop"]);
        var watch = $"while kill -0 {Environment.ProcessId} 2>/dev/null; do sleep 1; done; {stop}; rm -rf {folder}";
        var start = new ProcessStartInfo("setsid", ["--fork", "sh", "-c", $"({watch}) >/dev/null 2>&1 </dev/null"]) { WorkingDirectory = "/" };
        using var watcher = Process.Start(start);
    }
}
