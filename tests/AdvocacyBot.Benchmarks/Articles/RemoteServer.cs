using System.Diagnostics;
using System.Globalization;

namespace AdvocacyBot.Benchmarks.Articles;

/// <summary>A <see cref="CountingServer"/> in another process.</summary>
internal sealed class RemoteServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly HttpClient http = new();
    private readonly int port;

    private RemoteServer(Process process, int port) => (this.process, this.port) = (process, port);

    /// <summary>How many articles more each feed has than at the beginning.</summary>
    public int Generation { get; private set; }

    /// <summary>Of so many feeds, one has another article.</summary>
    public int ChangedEvery { get; private set; } = int.MaxValue;

    public static async Task<RemoteServer> StartAsync(int hosts)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(RemoteServer).Assembly.Location, "feed-server", "--hosts", hosts.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var process = Process.Start(start)!;
        // The first line names the measurement.
        await process.StandardOutput.ReadLineAsync();
        return new RemoteServer(process, int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture));
    }

    public string At(int host, int number) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.1.{host + 1}:{port}/{number}");

    public string TagOf(int number) => CountingServer.TagOf(number, Generation, ChangedEvery);

    /// <summary>Changes what is served, and returns how many requests there were since the last time, and the most at once to one host.</summary>
    public async Task<(int Requests, int MaxPerHost)> SetAsync(int generation, int changedEvery)
    {
        (Generation, ChangedEvery) = (generation, changedEvery);
        var counts = (await http.GetStringAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.1.1:{port}/control?generation={generation}&every={changedEvery}")))).Split(' ');
        return (int.Parse(counts[0], CultureInfo.InvariantCulture), int.Parse(counts[1], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        http.Dispose();
    }
}
