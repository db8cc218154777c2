using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Times;
using NodaTime;
using NodaTime.Text;

namespace AdvocacyBot.Benchmarks.Mobilizations;

/// <summary>How many dates the bot and chrono-node read right, ask about, refuse and read wrong, by language. Needs npm ci in tests/peers.</summary>
internal static class DateBenchmark
{
    private static readonly string[] Files = ["dates.jsonl", "dates-more.jsonl", "dates-fresh.jsonl", "dates-kinds.jsonl"];
    private static readonly string[] Verdicts = ["right", "asked", "refused", "wrong"];

    public static async Task RunAsync()
    {
        var samples = Files.SelectMany(Read).ToList();
        var ours = samples.ConvertAll(Ours);
        var theirs = (await ChronoAsync(samples)).Zip(samples, (read, sample) => sample.Judge(read)).ToList();
        Print("Dates that have a reading", samples, ours, theirs, sample => sample.Times.Count > 0);
        Print("Dates that must be asked about or refused", samples, ours, theirs, sample => sample.Times.Count == 0);
        Print("Of these, 200 written before either parser had seen them", samples, ours, theirs, sample => sample.IsFresh);
    }

    private static string Ours(DateSample sample)
    {
        var read = WhenReader.Read(sample.Text, new WhenContext(sample.Now, sample.Zone, DateTimeZoneProviders.Tzdb), sample.Language);
        var verdict = sample.Judge(new DateReading(read.Reading?.Start.Written, read.Reading?.Start.Utc.ToString(DateReading.UtcFormat, CultureInfo.InvariantCulture)));
        return verdict == "refused" && read.IsQuestion ? "asked" : verdict;
    }

    private static async Task<IReadOnlyList<DateReading>> ChronoAsync(IReadOnlyList<DateSample> samples)
    {
        using var process = Process.Start(new ProcessStartInfo("node", "read-dates.mjs")
        {
            WorkingDirectory = Path.Combine(Tests(), "peers"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        foreach (var sample in samples)
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["lang"] = sample.Language.Code,
                ["in"] = sample.Text,
                ["now"] = sample.Now.ToString(),
                ["offset"] = sample.Zone.GetUtcOffset(sample.Now).Seconds / 60,
            }));
        }

        process.StandardInput.Close();
        return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<DateReading>(line, JsonSerializerOptions.Web)!)];
    }

    private static IEnumerable<DateSample> Read(string file) =>
        File.ReadLines(Path.Combine(Tests(), "AdvocacyBot.Tests", "Mobilizations", "Samples", file))
            .Select(line => DateSample.Of(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(line)!, file == "dates-fresh.jsonl"));

    private static void Print(string title, IReadOnlyList<DateSample> samples, IReadOnlyList<string> ours, IReadOnlyList<string> theirs, Func<DateSample, bool> isIn)
    {
        Console.WriteLine($"{title}:");
        Console.WriteLine($"{"",-5}{"dates",6} {"bot: " + string.Join('/', Verdicts),-36} chrono-node: {string.Join('/', Verdicts)}");
        foreach (var language in LanguageNames.All.Select(l => (Language?)l).Append(null))
        {
            var rows = Enumerable.Range(0, samples.Count).Where(i => isIn(samples[i]) && (language is null || samples[i].Language == language)).ToList();
            Console.WriteLine($"{language?.Code ?? "all",-5}{rows.Count,6} {Counts(ours, rows),-36} {Counts(theirs, rows)}");
        }

        static string Counts(IReadOnlyList<string> verdicts, List<int> rows) =>
            string.Join(" / ", Verdicts.Select(verdict => rows.Count(i => verdicts[i] == verdict).ToString(CultureInfo.InvariantCulture)));
    }

    private static string Tests([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}

/// <summary>What a parser made of a text: a local time, or null if it holds back.</summary>
/// <param name="Utc">The moment; null if it follows from the local time and the writer's zone.</param>
internal sealed record DateReading(string? Start, string? Utc)
{
    public const string UtcFormat = "yyyy-MM-dd'T'HH:mm";
}

/// <summary>A date as somebody wrote it, with its decided readings.</summary>
internal sealed record DateSample(Language Language, string Text, Instant Now, DateTimeZone Zone, IReadOnlyList<string> Times, bool MayHold, string? Utc)
{
    public bool IsFresh { get; private init; }

    public static DateSample Of(Dictionary<string, JsonElement> line, bool isFresh)
    {
        var accept = line.TryGetValue("accept", out var list) ? [.. list.EnumerateArray().Select(one => one.GetString()!)]
            : line["outcome"].GetString() == "read" ? new List<string> { line["start"].GetString()! } : ["ask"];
        return new DateSample(
            LanguageNames.FromLocale(line["lang"].GetString())!.Value, line["in"].GetString()!, InstantPattern.General.Parse(line["now"].GetString()!).Value,
            DateTimeZoneProviders.Tzdb[line["zone"].GetString()!], [.. accept.Where(time => time != "ask")], accept.Contains("ask"),
            line.TryGetValue("utc", out var utc) ? utc.GetString() : null)
        {
            IsFresh = isFresh,
        };
    }

    /// <summary>Holding back is right where that is accepted too.</summary>
    public string Judge(DateReading read)
    {
        if (read.Start is null)
            return MayHold ? "right" : "refused";
        return Times.Contains(read.Start) && (Utc is null || Utc == MomentOf(read)) ? "right" : "wrong";
    }

    private string MomentOf(DateReading read) => read.Utc
        ?? LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(read.Start!).Value
            .InZoneLeniently(Zone).ToDateTimeUtc().ToString(DateReading.UtcFormat, CultureInfo.InvariantCulture);
}
