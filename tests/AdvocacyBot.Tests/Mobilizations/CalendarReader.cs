using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using AdvocacyBot.TestSupport;
using Xunit.Sdk;
using Xunit.v3;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>An event as a reader understands it. Times are UTC, such as 2026-05-31T11:00.</summary>
/// <param name="Alarms">Minutes relative to the start.</param>
internal sealed record ReadEvent(string Uid, string Title, string Place, string Text, string Start, string End, int Sequence, string Status, int[] Alarms)
{
    public static string Written(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    public override string ToString() => $"{Uid} {Title} {Place} {Text} {Start} {End} {Sequence} {Status} {string.Join(' ', Alarms)}";
}

/// <summary>An independent program or library that reads calendar files.</summary>
public enum CalendarReader
{
    /// <summary>Python's icalendar.</summary>
    Python,

    /// <summary>ical.js, which Thunderbird uses.</summary>
    JavaScript,

    /// <summary>Ical.Net.</summary>
    DotNet,
}

internal static class CalendarReaders
{
    extension(CalendarReader reader)
    {
        public bool IsInstalled => reader switch
        {
            CalendarReader.Python => Directory.Exists("/usr/lib/python3/dist-packages/icalendar"),
            CalendarReader.JavaScript => Directory.Exists(Path.Combine(Peers(), "node_modules", "ical.js")),
            _ => true,
        };

        public async Task<IReadOnlyList<ReadEvent>> ReadAsync(string calendar) => reader switch
        {
            CalendarReader.Python => await RunAsync("/usr/bin/python3", "read-calendar.py", calendar),
            CalendarReader.JavaScript => await RunAsync("node", "read-calendar.mjs", calendar),
            _ => [.. Ical.Net.Calendar.Load(calendar)!.Events.Select(Of)],
        };
    }

    private static ReadEvent Of(Ical.Net.CalendarComponents.CalendarEvent one) => new(
        one.Uid!, one.Summary!, one.Location!, one.Description ?? "", ReadEvent.Written(one.DtStart!.AsUtc), ReadEvent.Written(one.DtEnd!.AsUtc), one.Sequence, one.Status!,
        [.. one.Alarms.Select(alarm => (int)alarm.Trigger!.Duration!.Value.ToTimeSpanUnspecified().TotalMinutes).Order()]);

    private static async Task<IReadOnlyList<ReadEvent>> RunAsync(string program, string script, string calendar)
    {
        using var process = Process.Start(new ProcessStartInfo(program, script)
        {
            WorkingDirectory = Peers(),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        })!;
        await process.StandardInput.WriteAsync(calendar);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return JsonSerializer.Deserialize<ReadEvent[]>(output, JsonSerializerOptions.Web)!;
    }

    private static string Peers([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "peers"));
}

/// <summary>Runs a theory with each <see cref="CalendarReader"/> that is installed.</summary>
public sealed class WithEachReaderAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(System.Reflection.MethodInfo testMethod, DisposalTracker disposalTracker) => new(
    [
        .. Enum.GetValues<CalendarReader>().Select(reader => new TheoryDataRow<CalendarReader>(reader) { Skip = Needs.SkipWithout(reader.IsInstalled, $"The calendar reader for {reader}") }),
    ]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
