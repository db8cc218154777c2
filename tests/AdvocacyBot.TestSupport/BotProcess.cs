using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace AdvocacyBot.TestSupport;

/// <summary>The real executable as a process of its own, on a data folder, on a free port of loopback.</summary>
internal sealed class BotProcess : IAsyncDisposable
{
    private static readonly (string, string) AnyPort = ("Web__Url", "http://127.0.0.1:0");

    /// <summary>Long enough for a machine that does ten other things.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<Uri> link = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BotProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The address of its room.</summary>
    public Uri Room => new(link.Task.Result.GetLeftPart(UriPartial.Authority));

    /// <summary>The link that makes an organizer.</summary>
    public Uri OrganizerLink => link.Task.Result;

    /// <summary>The process id.</summary>
    public int Id => process.Id;

    /// <summary>Its resident memory in bytes; 0 once it has ended.</summary>
    public long ResidentMemory
    {
        get
        {
            process.Refresh();
            return process.HasExited ? 0 : process.WorkingSet64;
        }
    }

    /// <summary>Whether it says that it can be used, asked on a connection of its own. One that gives no answer in time cannot.</summary>
    public async Task<bool> IsReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = Room, Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            using var answer = await client.GetAsync(new Uri("/readyz", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Everything that it has printed.</summary>
    public string Output
    {
        get
        {
            lock (output)
                return output.ToString();
        }
    }

    /// <summary>Starts the bot and waits for nothing.</summary>
    public static BotProcess Launch(string folder, params (string Name, string Value)[] settings) =>
        new(LaunchBot(folder, [], [AnyPort, .. settings]));

    /// <summary>Starts the bot and waits until its room is open.</summary>
    public static Task<BotProcess> StartAsync(string folder, params (string Name, string Value)[] settings) => OpenedAsync(Launch(folder, settings));

    /// <summary>Starts the bot with no more than so many files and sockets at once, and waits until its room is open.</summary>
    public static Task<BotProcess> StartWithFewFilesAsync(string folder, int files, params (string Name, string Value)[] settings) =>
        OpenedAsync(new BotProcess(LaunchBot(folder, [], [AnyPort, .. settings], "prlimit", [$"--nofile={files}:{files}"])));

    /// <summary>Starts a program that contains the bot and a runtime, and waits until its room is open.</summary>
    public static Task<BotProcess> StartProgramAsync(string program, string folder, params (string Name, string Value)[] settings) =>
        OpenedAsync(new BotProcess(Launch(folder, [program], [AnyPort, .. settings])));

    /// <summary>Starts the bot with a umask that takes no permission away, and waits until its room is open.</summary>
    public static Task<BotProcess> StartWithoutUmaskAsync(string folder) =>
        OpenedAsync(new BotProcess(LaunchBot(folder, [], [AnyPort], "sh", ["-c", "umask 0; exec \"$@\"", "sh"])));

    private static async Task<BotProcess> OpenedAsync(BotProcess bot)
    {
        try
        {
            var opened = await Task.WhenAny(bot.link.Task, bot.process.WaitForExitAsync()).WaitAsync(Patience);
            if (opened != bot.link.Task)
                throw new InvalidOperationException($"The bot did not start:\n{bot.Output}");
            return bot;
        }
        catch
        {
            await bot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string folder, string[] arguments, string? input = null, params (string Name, string Value)[] settings)
    {
        await using var bot = new BotProcess(LaunchBot(folder, arguments, settings));
        await bot.process.StandardInput.WriteAsync(input);
        bot.process.StandardInput.Close();
        await bot.process.WaitForExitAsync().WaitAsync(Patience);
        return (bot.process.ExitCode, bot.Output);
    }

    /// <summary>Kills it with SIGKILL, without a chance to clean up.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Makes it stand still (SIGSTOP), with all its connections open.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    /// <summary>Lets it go on (SIGCONT).</summary>
    public Task ThawAsync() => SignalAsync("-CONT");

    /// <summary>What <c>/readyz</c> answers, whatever it says; empty without an answer in time.</summary>
    public async Task<string> ReadinessAsync()
    {
        using var client = new HttpClient { BaseAddress = Room, Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            using var answer = await client.GetAsync(new Uri("/readyz", UriKind.Relative));
            return await answer.Content.ReadAsStringAsync();
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return "";
        }
    }

    /// <summary>Waits until it has died by itself.</summary>
    /// <param name="why">What it should die of.</param>
    /// <exception cref="TimeoutException">It lives.</exception>
    public async Task DiesAsync(string why)
    {
        await process.WaitForExitAsync().WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.HasExited)
            throw new TimeoutException($"It did not die {why}:\n{Output}");
    }

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="TimeoutException">It has not ended within the time.</exception>
    public async Task<int> StopAsync(TimeSpan? within = null)
    {
        await SignalAsync("-TERM");
        await process.WaitForExitAsync().WaitAsync(within ?? Patience);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await KillAsync();
        process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private static Process LaunchBot(
        string folder, string[] arguments, (string Name, string Value)[] settings, string? within = null, params string[] options)
    {
        var dotnet = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet");
        string[] command = [dotnet, Path.Combine(AppContext.BaseDirectory, "AdvocacyBot.dll"), .. arguments];
        if (within is not null)
            command = [within, .. options, .. command];
        return Launch(folder, command, settings);
    }

    private static Process Launch(string folder, string[] command, (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        start.Environment["Data__Folder"] = Path.Combine(folder, "data");
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (output)
            output.AppendLine(line);
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (Array.Find(words, w => w.Contains("/desk/sign-in?token=", StringComparison.Ordinal)) is { } address)
            link.TrySetResult(new Uri(address));
    }
}
