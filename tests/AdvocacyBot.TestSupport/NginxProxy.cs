using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AdvocacyBot.TestSupport;

/// <summary>A test that needs nginx.</summary>
public sealed class NginxFactAttribute : FactAttribute
{
    public NginxFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) =>
        Skip = Needs.SkipWithout(NginxProxy.IsInstalled, "nginx");
}

/// <summary>A real nginx with TLS in front of a bot, on a free port of loopback, with the server block that the documentation recommends.</summary>
internal sealed class NginxProxy : IAsyncDisposable
{
    public const string Name = "bot.example.org";
    private const string Program = "/usr/sbin/nginx";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);
    private readonly TemporaryFolder folder;
    private readonly Process process;
    private readonly X509Certificate2 certificate;

    private NginxProxy(TemporaryFolder folder, Process process, X509Certificate2 certificate, int port) =>
        (this.folder, this.process, this.certificate, Port) = (folder, process, certificate, port);

    public static bool IsInstalled => File.Exists(Program);

    public int Port { get; }

    /// <param name="bot">Where the bot listens.</param>
    /// <param name="serverBlock">As the documentation has it.</param>
    public static async Task<NginxProxy> StartAsync(Uri bot, string serverBlock)
    {
        var folder = new TemporaryFolder();
        var port = Loopback.FreePort();
        var certificate = NewCertificate();
        var (chain, key) = (Path.Combine(folder.Path, "chain.pem"), Path.Combine(folder.Path, "key.pem"));
        await File.WriteAllTextAsync(chain, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var server = serverBlock
            .Replace("listen 443 ssl;", $"listen 127.0.0.1:{port} ssl;", StringComparison.Ordinal)
            .Replace($"/etc/letsencrypt/live/{Name}/fullchain.pem", chain, StringComparison.Ordinal)
            .Replace($"/etc/letsencrypt/live/{Name}/privkey.pem", key, StringComparison.Ordinal)
            .Replace("http://127.0.0.1:5080", bot.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        var temporary = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(kind => $"{kind}_temp_path {folder.Path}/{kind};\n"));
        var settings = $"daemon off;\nmaster_process off;\npid {folder.Path}/pid;\nerror_log {folder.Path}/errors;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}{server}}}\n";
        var file = Path.Combine(folder.Path, "nginx.conf");
        await File.WriteAllTextAsync(file, settings);
        var process = Process.Start(new ProcessStartInfo(Program, ["-p", folder.Path, "-c", file, "-e", Path.Combine(folder.Path, "errors")]) { RedirectStandardError = true, UseShellExecute = false })!;
        var proxy = new NginxProxy(folder, process, certificate, port);
        await proxy.OpensAsync();
        return proxy;
    }

    /// <summary>A visitor who opens the bot's public name and whose packets come from an address of loopback.</summary>
    public HttpClient Visit(string from = "127.0.0.1") => new(new SocketsHttpHandler
    {
        UseCookies = true,
        AllowAutoRedirect = false,
        ConnectCallback = async (_, ct) => await ConnectAsync(from, Port, ct),
        SslOptions = { RemoteCertificateValidationCallback = (_, given, _, _) => given?.GetCertHashString() == certificate.GetCertHashString() },
    })
    {
        BaseAddress = new Uri($"https://{Name}/"),
    };

    /// <summary>Connects to a port of loopback from one of its addresses.</summary>
    public static async Task<Stream> ConnectAsync(string from, int port, CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            await socket.ConnectAsync(IPAddress.Loopback, port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        certificate.Dispose();
        folder.Dispose();
    }

    private async Task OpensAsync()
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await (await ConnectAsync("127.0.0.1", Port, CancellationToken.None)).DisposeAsync();
                return;
            }
            catch (SocketException) when (!process.HasExited && watch.Elapsed < StartTimeout)
            {
                await Task.Delay(20);
            }
            catch (SocketException e)
            {
                throw new InvalidOperationException($"nginx did not start: {await File.ReadAllTextAsync(Path.Combine(folder.Path, "errors"))}", e);
            }
        }
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
