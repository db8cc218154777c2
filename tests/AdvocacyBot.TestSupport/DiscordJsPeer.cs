using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using AdvocacyBot.FakeDiscord;

namespace AdvocacyBot.TestSupport;

/// <summary>A bot on unmodified discord.js in a Node process, connected to the fake server.</summary>
internal sealed class DiscordJsPeer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);
    private readonly Process process;
    private readonly StringBuilder errors = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private DiscordJsPeer(FakeDiscordServer server, string script)
    {
        process = Process.Start(new ProcessStartInfo("node", Path.Combine("discord", script))
        {
            WorkingDirectory = Folder(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["DISCORD_API"] = new Uri(server.Address, "/api").ToString(), ["DISCORD_TOKEN"] = server.Settings.Token },
        })!;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data == "ready")
                ready.TrySetResult();
        };
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
                errors.AppendLine(line.Data);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Whether Node and discord.js are installed.</summary>
    public static bool IsInstalled { get; } =
        Directory.Exists(Path.Combine(Folder(), "node_modules", "discord.js"))
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "node")));

    /// <summary>What the process wrote to its error output.</summary>
    public string Errors
    {
        get
        {
            lock (errors)
                return errors.ToString();
        }
    }

    /// <summary>Starts a script of <c>tests/peers/discord</c> and waits until it is connected.</summary>
    public static async Task<DiscordJsPeer> StartAsync(FakeDiscordServer server, string script)
    {
        var peer = new DiscordJsPeer(server, script);
        var first = await Task.WhenAny(peer.ready.Task, peer.process.WaitForExitAsync()).WaitAsync(StartTimeout);
        if (first == peer.ready.Task)
            return peer;
        await peer.DisposeAsync();
        throw new InvalidOperationException($"{script} stopped:\n{peer.Errors}");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "peers"));
}
