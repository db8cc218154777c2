using AdvocacyBot.Benchmarks.Articles;
using AdvocacyBot.Benchmarks.Communities;
using AdvocacyBot.Benchmarks.Discord;
using AdvocacyBot.Benchmarks.Facts;
using AdvocacyBot.Benchmarks.Host;
using AdvocacyBot.Benchmarks.Matrix;
using AdvocacyBot.Benchmarks.Mobilizations;
using AdvocacyBot.Benchmarks.Soak;
using AdvocacyBot.Benchmarks.Web;

// Each measurement prints its figures, a bare baseline of the same run beside them, and asserts nothing.
var all = new Dictionary<string, Func<string[], Task>>(StringComparer.Ordinal)
{
    ["parser"] = _ => ParserBenchmark.RunAsync(),
    ["fuzz"] = _ => FuzzBenchmark.RunAsync(),
    ["bombs"] = _ => BombBenchmark.RunAsync(),
    ["feed-server"] = CountingServer.RunAsync,
    ["polls"] = _ => PollBenchmark.RunAsync(),
    ["discord"] = _ => DiscordBenchmark.RunAsync(),
    ["facts"] = FactsBenchmark.RunAsync,
    ["import"] = ImportBenchmark.RunAsync,
    ["matrix"] = MatrixBenchmark.RunAsync,
    ["encryption"] = _ => EncryptionBenchmark.RunAsync(),
    ["start"] = _ => StartBenchmark.RunAsync(),
    ["backup"] = _ => BackupBenchmark.RunAsync(),
    ["communities"] = CommunityBenchmark.RunAsync,
    ["dates"] = _ => DateBenchmark.RunAsync(),
    ["rsvps"] = _ => RsvpBenchmark.RunAsync(),
    ["public"] = _ => PublicBenchmark.RunAsync(),
    ["soak"] = SoakBenchmark.RunAsync,
};

var names = args.TakeWhile(a => !a.StartsWith('-')).ToArray();
var rest = args.Skip(names.Length).ToArray();
if (names.Length == 0 || names.Any(name => !all.ContainsKey(name)))
{
    Console.WriteLine($"Name what to measure: {string.Join(", ", all.Keys)}");
    return 1;
}

foreach (var name in names)
{
    Console.WriteLine($"== {name}");
    await all[name](rest);
}

return 0;
