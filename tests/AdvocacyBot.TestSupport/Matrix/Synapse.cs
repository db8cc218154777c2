using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace AdvocacyBot.TestSupport.Matrix;

/// <summary>
/// A real Synapse on loopback, started from the folder where <c>.ci/run</c> installs it, with a data folder of its own. It ends with
/// the test run.
/// </summary>
internal sealed class Synapse : IAsyncDisposable
{
    private const string Secret = "only for tests";
    private static readonly Lazy<Task<Synapse>> SharedOne = new(() => StartAsync());
    private static readonly HttpClient Http = new();
    private readonly string folder;
    private readonly string inside;
    private Process? process;

    private Synapse(string name)
    {
        inside = $"/srv/{name}";
        folder = Path.Combine(Root, "srv", name);
        Address = new Uri($"http://127.0.0.1:{Loopback.FreePort()}/");
    }

    /// <summary>The folder that contains Synapse and everything that it needs.</summary>
    public static string Root { get; } = Environment.GetEnvironmentVariable("ADVOCACYBOT_SYNAPSE") ?? "/opt/advocacybot-synapse";

    public static bool IsInstalled { get; } =
        Directory.Exists(Path.Combine(Root, "usr/lib/python3/dist-packages/synapse")) && Environment.IsPrivilegedProcess;

    public static string ServerName => "test.local";

    public Uri Address { get; }

    /// <summary>The one for all tests that neither stop it nor need special options.</summary>
    public static Task<Synapse> SharedAsync() => SharedOne.Value;

    public static async Task<Synapse> StartAsync(SynapseOptions? options = null)
    {
        var synapse = new Synapse($"advocacybot-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..6]}");
        Directory.CreateDirectory(synapse.folder);
        await File.WriteAllTextAsync(Path.Combine(synapse.folder, "homeserver.yaml"), synapse.Config(options ?? new SynapseOptions()));
        await synapse.RunAsync("--generate-keys");
        synapse.EndWithThisProcess();
        await synapse.ResumeAsync();
        return synapse;
    }

    /// <summary>Kills the process without warning, as a power cut would.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Starts it, or restarts it on the same data.</summary>
    public async Task ResumeAsync()
    {
        process = Start();
        await File.WriteAllTextAsync(Path.Combine(folder, "pid"), $"{process.Id}");
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await AnswersAsync(deadline.Token))
            await Task.Delay(50, deadline.Token);
    }

    /// <summary>Registers a person.</summary>
    [SuppressMessage("Security", "CA5350:Do not use weak cryptographic algorithms", Justification = "Synapse's registration API requires it.")]
    public async Task<MatrixHuman> RegisterAsync(string? name = null)
    {
        name ??= $"user{Guid.NewGuid().ToString("N")[..8]}";
        var human = new MatrixHuman(Address, $"@{name}:{ServerName}");
        var nonce = (await human.CallAsync("GET", "_synapse/admin/v1/register")).GetProperty("nonce").GetString()!;
        var mac = HMACSHA1.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{nonce}\0{name}\0{human.Password}\0notadmin"));
        var made = await human.CallAsync("POST", "_synapse/admin/v1/register", new JsonObject
        {
            ["nonce"] = nonce,
            ["username"] = name,
            ["password"] = human.Password,
            ["admin"] = false,
            ["mac"] = Convert.ToHexStringLower(mac),
        });
        human.Token = made.GetProperty("access_token").GetString()!;
        return human;
    }

    /// <summary>How many rooms a user has made, including those that nobody is in any more.</summary>
    public async Task<long> CountRoomsAsync(string creator)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "homeserver.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM rooms WHERE creator = $creator";
        command.Parameters.AddWithValue("$creator", creator);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        if (process!.HasExited)
            throw new InvalidOperationException($"Synapse ended with {process.ExitCode}: {await File.ReadAllTextAsync(Path.Combine(folder, "log"), ct)}");
        try
        {
            using var answer = await Http.GetAsync(new Uri(Address, "health"), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task RunAsync(string argument)
    {
        using var run = Start(argument);
        await run.WaitForExitAsync();
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"Synapse {argument} ended with {run.ExitCode}.");
    }

    private Process Start(string argument = "")
    {
        var command = $"exec chroot {Root} /usr/bin/python3 -m synapse.app.homeserver -c {inside}/homeserver.yaml {argument} >{folder}/log 2>&1 </dev/null";
        return Process.Start(new ProcessStartInfo("sh", ["-c", command]) { WorkingDirectory = "/" })!;
    }

    /// <summary>Starts a separate watcher that ends Synapse when this process is gone, even if it was killed.</summary>
    private void EndWithThisProcess()
    {
        var watch = $"while kill -0 {Environment.ProcessId} 2>/dev/null && [ -d {folder} ]; do sleep 1; done; "
            + $"[ -f {folder}/pid ] && kill -9 $(cat {folder}/pid) 2>/dev/null; rm -rf {folder}";
        using var watcher = Process.Start(new ProcessStartInfo("setsid", ["--fork", "sh", "-c", $"({watch}) >/dev/null 2>&1 </dev/null"]) { WorkingDirectory = "/" });
    }

    private string Config(SynapseOptions options)
    {
        var wide = "{per_second: 10000, burst_count: 10000}";
        return $"""
            server_name: {ServerName}
            pid_file: {inside}/homeserver.pid
            listeners:
              - {"{"}port: {Address.Port}, type: http, tls: false, bind_addresses: ['127.0.0.1'], resources: [{"{"}names: [client], compress: false{"}"}]{"}"}
            database: {"{"}name: sqlite3, args: {"{"}database: {inside}/homeserver.db{"}"}{"}"}
            media_store_path: {inside}/media
            signing_key_path: {inside}/signing.key
            macaroon_secret_key: only-for-tests
            form_secret: only-for-tests
            registration_shared_secret: {Secret}
            bcrypt_rounds: 4
            trusted_key_servers: []
            report_stats: false
            enable_registration: false
            url_preview_enabled: false
            rc_login: {"{"}address: {wide}, account: {wide}, failed_attempts: {wide}{"}"}
            rc_joins: {"{"}local: {wide}, remote: {wide}{"}"}
            rc_joins_per_room: {wide}
            rc_invites: {"{"}per_room: {wide}, per_user: {wide}, per_issuer: {wide}{"}"}
            rc_room_creation: {wide}
            {string.Join('\n', Special(options))}
            """;
    }

    private static IEnumerable<string> Special(SynapseOptions options)
    {
        if (!options.DefaultMessageLimits)
            yield return "rc_message: {per_second: 10000, burst_count: 10000}";
        if (options.ForcedEncryption is { } rooms)
            yield return $"encryption_enabled_by_default_for_room_type: {rooms}";
        if (!options.AcceptsPasswords)
            yield return "password_config: {enabled: false}";
        if (options.TokenLifetime is { } lifetime)
        {
            var seconds = (int)lifetime.TotalSeconds;
            yield return $"refreshable_access_token_lifetime: {seconds}s";
        }

        if (options.AuthenticationService is { } service)
            yield return $"matrix_authentication_service: {{enabled: true, endpoint: '{service}', secret: {options.AuthenticationSecret}}}";
    }
}
