using System.Diagnostics;
using System.Globalization;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Benchmarks.Soak;

/// <summary>What the process holds, and how quickly it answers what needs no work: its bare HTTP, under the same load.</summary>
internal sealed class Vitals(BotProcess bot, HttpClient client)
{
    private readonly List<(double Minutes, double Megabytes)> samples = [];
    private readonly Tally health = new();

    /// <param name="minutes">Since measuring began.</param>
    public void Sample(double minutes) => samples.Add((minutes, bot.ResidentMemory / 1048576.0));

    public async Task AskHealthAsync(long due)
    {
        try
        {
            using var patience = new CancellationTokenSource(Tally.Patience);
            using var answer = await client.GetAsync(new Uri("/healthz", UriKind.Relative), patience.Token);
            answer.EnsureSuccessStatusCode();
            health.Answered(Stopwatch.GetElapsedTime(due));
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException)
        {
            health.Failed(e.Message);
        }
    }

    public void Print(Action<string> say)
    {
        say($"bare HTTP on the same process (GET /healthz): {health}");
        say($"resident memory in MB, the median of each minute: {Write(samples.GroupBy(s => (int)s.Minutes), Median)}");
        // The bot gives back what it no longer needs about as often: what grows in earnest shows here.
        say($"the lowest in each five minutes: {Write(samples.GroupBy(s => (int)s.Minutes / 5), some => some.Min())}");
        say($"its slope after the first two minutes: {Growth}");
    }

    private string Growth => Slope.Of([.. samples.Where(s => s.Minutes >= 2)]) is { } slope
        ? string.Create(CultureInfo.InvariantCulture, $"{slope:+0.00;-0.00} MB a minute")
        : "too short to tell";

    private static string Write(IEnumerable<IGrouping<int, (double Minutes, double Megabytes)>> spans, Func<IEnumerable<double>, double> figure) =>
        string.Join(' ', spans.Select(span => figure(span.Select(s => s.Megabytes)).ToString("0", CultureInfo.InvariantCulture)));

    private static double Median(IEnumerable<double> some)
    {
        var sorted = some.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
