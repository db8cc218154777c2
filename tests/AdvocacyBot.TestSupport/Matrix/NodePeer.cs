using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AdvocacyBot.TestSupport.Matrix;

/// <summary>matrix-js-sdk in a Node process: the implementation that Element uses.</summary>
internal sealed class NodePeer : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private int lastId;

    /// <param name="script">The script in tests/peers that drives it.</param>
    public NodePeer(string script)
    {
        process = Process.Start(new ProcessStartInfo("node", script)
        {
            WorkingDirectory = Folder(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
    }

    public static bool IsInstalled { get; } =
        Directory.Exists(Path.Combine(Folder(), "node_modules", "matrix-js-sdk"))
        && (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "node")));

    /// <summary>Throws with the peer's message if the operation fails.</summary>
    public JsonElement Call(string operation, string machine, JsonObject? arguments = null)
    {
        var request = (JsonObject?)arguments?.DeepClone() ?? [];
        request["id"] = ++lastId;
        request["op"] = operation;
        request["machine"] = machine;
        process.StandardInput.WriteLine(request.ToJsonString());
        process.StandardInput.Flush();
        var read = process.StandardOutput.ReadLineAsync();
        Assert.True(read.Wait(Timeout), $"{operation} took too long.");
        using var answer = JsonDocument.Parse(read.Result ?? throw new InvalidOperationException("The peer stopped."));
        return answer.RootElement.TryGetProperty("error", out var error)
            ? throw new PeerException($"{operation}: {error}")
            : answer.RootElement.GetProperty("result").Clone();
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(5000))
            process.Kill();
        process.Dispose();
    }

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "peers"));
}

/// <summary>The peer refused.</summary>
internal sealed class PeerException(string message) : Exception(message);

/// <summary>A test that compares with matrix-js-sdk.</summary>
public sealed class MatrixSdkFactAttribute : FactAttribute
{
    public MatrixSdkFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber) =>
        Skip = SkipReason;

    internal static string? SkipReason => Needs.SkipWithout(NodePeer.IsInstalled, "matrix-js-sdk (npm ci --ignore-scripts in tests/peers)");
}
