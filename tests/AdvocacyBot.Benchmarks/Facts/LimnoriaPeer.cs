using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AdvocacyBot.Benchmarks.Facts;

/// <summary>Limnoria's Factoids with as many facts: from a message in a channel to the bot's reply, in its own test harness without a network.</summary>
internal static class LimnoriaPeer
{
    public const int Facts = 5_000;
    private const string Python = "/usr/bin/python3";
    private const int Warm = 50;
    private const int Years = 36;

    /// <returns>Milliseconds for each question; null if Limnoria is not installed.</returns>
    public static async Task<double[]?> AskAsync(int asked)
    {
        if (!File.Exists(Python))
            return null;
        using var process = Process.Start(new ProcessStartInfo(Python, "ask-factoids.py")
        {
            WorkingDirectory = Path.Combine(Tests(), "peers"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var facts = Enumerable.Range(0, Facts).Select(i => new[] { Key(i), $"{i} things, by source {i % 7}" });
        try
        {
            await process.StandardInput.WriteAsync(JsonSerializer.Serialize(new { facts, asked = Enumerable.Range(0, Warm + asked).Select(Key), warm = Warm }));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Without Limnoria the script ends before it reads.
        }

        await Task.WhenAll(output, errors, process.WaitForExitAsync());
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<Answer>(await output, JsonSerializerOptions.Web)!.Times : null;
    }

    /// <summary>A topic and a year; some facts share one, as claims do.</summary>
    private static string Key(int i) => string.Create(CultureInfo.InvariantCulture, $"{SyntheticFacts.Topic(i % SyntheticFacts.Topics)} {1988 + (i / SyntheticFacts.Topics % Years)}");

    private static string Tests([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    private sealed record Answer(string Version, double[] Times);
}
