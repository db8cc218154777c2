using System.Diagnostics;

namespace AdvocacyBot.Benchmarks.Facts;

/// <summary>Measures in a process of its own, so that neither compiled code nor memory of one measurement helps or burdens the next.</summary>
internal static class OwnProcess
{
    public static async Task RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(OwnProcess).Assembly.Location, .. arguments]) { UseShellExecute = false })!;
        await process.WaitForExitAsync();
    }
}
