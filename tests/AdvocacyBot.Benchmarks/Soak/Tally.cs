using System.Collections.Concurrent;
using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Matrix;

namespace AdvocacyBot.Benchmarks.Soak;

/// <summary>How long answers took, which were none, and what was never answered.</summary>
internal sealed class Tally
{
    /// <summary>Who has waited so long is given no answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>How the bot begins when it says that it could not, up to what differs.</summary>
    private static readonly string[] Failures =
    [
        .. new[]
        {
            ChatTexts.All[Language.English, "limited"], ChatTexts.All[Language.English, "failed"], ChatTexts.All[Language.English, "refused"],
            ChatTexts.All[Language.English, "nochoice"], MatrixTexts.All[Language.English, "unreachable"],
        }.Select(text => text.Split('{')[0]),
    ];

    private readonly ConcurrentQueue<double> milliseconds = new();
    private readonly ConcurrentQueue<string> failures = new();
    private int unanswered;

    /// <param name="took">From when it was due.</param>
    /// <param name="words">The answer's; empty where they are not known.</param>
    public void Answered(TimeSpan took, string words = "")
    {
        if (Array.Exists(Failures, f => words.StartsWith(f, StringComparison.Ordinal)))
            Failed(words);
        else
            milliseconds.Enqueue(took.TotalMilliseconds);
    }

    public void Failed(string why) => failures.Enqueue(why);

    public void Unanswered() => Interlocked.Increment(ref unanswered);

    public override string ToString()
    {
        var sorted = milliseconds.Order().ToList();
        var times = sorted.Count == 0
            ? "no answers"
            : string.Create(CultureInfo.InvariantCulture,
                $"p50 {At(0.50):0} ms, p95 {At(0.95):0} ms, p99 {At(0.99):0} ms, max {sorted[^1]:0} ms of {sorted.Count}");
        return $"{times}; {unanswered} without an answer, {failures.Count} failed{(failures.TryPeek(out var first) ? $", the first: {first}" : "")}";

        double At(double part) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))];
    }
}
