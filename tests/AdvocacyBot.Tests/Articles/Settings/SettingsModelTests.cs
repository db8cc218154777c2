using System.Globalization;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Articles;
using NodaTime;

namespace AdvocacyBot.Tests.Articles.Settings;

/// <summary>
/// Settings given in a random order over a year, with articles in between: exactly what a simple model says is posted, exactly when it
/// says so.
/// </summary>
public sealed partial class SettingsModelTests
{
    private const int Steps = 130;
    private const int MaxShown = 12;
    private static readonly string[] Zones = ["UTC", "America/Lima", "America/Toronto", "Asia/Kathmandu"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, LongRuns.Count(2, 20))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task What_is_posted_and_when_does_not_depend_on_the_order_of_settings(int seed)
    {
        await using var run = await Run.StartAsync(seed);
        for (var step = 0; step < Steps; step++)
        {
            await run.SettleAsync(run.Now.AddMinutes(run.Random.Next(60, 8_000)));
            if (run.Random.Next(3) > 0)
                await run.ChangeAsync();
            if (run.Random.Next(4) > 0)
                await run.PublishAsync();
        }

        await run.SettleAsync(run.Now.AddDays(8));
        Assert.True(run.Model.Posted.Count > Steps / 6, "The run posted too little to mean anything.");
    }

    [GeneratedRegex(@"Article \d+[a-z ]*", RegexOptions.None, 1_000)]
    private static partial Regex TitleForm();

    /// <summary>One year of one bot, with its model.</summary>
    private sealed class Run(ArticleBench bench, int seed) : IAsyncDisposable
    {
        private readonly List<SomeItem> shown = [];
        private readonly List<string> history = [];
        private readonly List<(DateTime At, string Titles)> posted = [];
        private int seen;
        private int number;

        public Random Random { get; } = new(seed);

        public PostingModel Model { get; } = new();

        public DateTime Now => bench.Bot.Clock.Now;

        public static async Task<Run> StartAsync(int seed)
        {
            var bench = await ArticleBench.StartAsync();
            bench.Server.Serve("/feed", SomeFeed.Rss(new SomeItem(0)));
            await bench.FollowAsync();
            var run = new Run(bench, seed);
            bench.Bot.Clock.Advance(TimeSpan.FromSeconds(60 - run.Now.Second));
            await run.CommandAsync("zone 1 UTC");
            return run;
        }

        /// <summary>Time passes up to an instant; nothing may be posted a minute before the model says so.</summary>
        public async Task SettleAsync(DateTime until)
        {
            while (Model.Next is { } due && due <= until)
            {
                await AdvanceToAsync(due.AddMinutes(-1));
                await AdvanceToAsync(due);
            }

            await AdvanceToAsync(until);
        }

        public async Task PublishAsync()
        {
            for (var count = Random.Next(1, 4); count > 0; count--)
            {
                var title = $"Article {++number}{(Random.Next(4) == 0 ? " football" : "")}{(Random.Next(4) == 0 ? " eviction" : "")}";
                shown.Insert(0, new SomeItem(number) { Title = title, Date = Now.AddSeconds(-count).ToString("R", CultureInfo.InvariantCulture) });
                Model.Publish(title, Now);
                history.Add($"{Now:u} published {title}");
            }

            bench.Server.Serve("/feed", SomeFeed.Rss(shown.Take(MaxShown)));
            await CommandAsync("read 1");
            await CheckAsync();
        }

        public async Task ChangeAsync()
        {
            var (command, change) = PickChange();
            await CommandAsync(command);
            change(Now);
            await CheckAsync();
        }

        public ValueTask DisposeAsync() => bench.DisposeAsync();

        private (string Command, Action<DateTime> Change) PickChange()
        {
            switch (Random.Next(10))
            {
                case 0:
                    return ("pause 1", _ => Model.Pause());
                case 1 or 2:
                    return ("resume 1", Model.Resume);
                case 3:
                    var isFiltered = Random.Next(2) == 0;
                    return ($"filter 1 {(isFiltered ? "-football" : "off")}", _ => Model.SetFilter(isFiltered));
                case 4:
                    var isUrgent = Random.Next(2) == 0;
                    return ($"urgent 1 {(isUrgent ? "eviction" : "off")}", _ => Model.SetUrgent(isUrgent));
                case 5:
                    var isHeld = Random.Next(3) == 0;
                    return ($"hold {(isHeld ? "on" : "off")} 1", _ => Model.Hold(isHeld));
                case 6:
                    var zone = Zones[Random.Next(Zones.Length)];
                    return ($"zone 1 {zone}", now => Model.SetZone(zone, now));
                case 7:
                    var hours = (From: Random.Next(24), Length: Random.Next(1, 23));
                    var (from, to) = (hours.From, (hours.From + hours.Length) % 24);
                    return ($"quiet 1 {from:00}:00-{to:00}:00", now => Model.SetQuiet((from, to), now));
                case 8:
                    return Random.Next(2) == 0 ? ("quiet 1 off", now => Model.SetQuiet(null, now)) : ("digest 1 off", now => Model.SetDigest(null, now));
                default:
                    var (hour, day) = (Random.Next(24), Random.Next(2) == 0 ? (IsoDayOfWeek?)null : (IsoDayOfWeek)Random.Next(1, 8));
                    return ($"digest 1 {(day is { } of ? $"weekly {of}" : "daily")} {hour:00}:00", now => Model.SetDigest((hour, day), now));
            }
        }

        private async Task CommandAsync(string command)
        {
            history.Add($"{Now:u} feeds {command}");
            var reply = await bench.OrganizerAsync($"feeds {command}");
            Assert.DoesNotContain("Write", PlainText.Write(reply), StringComparison.Ordinal);
        }

        private async Task AdvanceToAsync(DateTime at)
        {
            if (at > Now)
                bench.Bot.Clock.Advance(at - Now);
            await CheckAsync();
        }

        /// <summary>Everything due is done by both, and both have posted the same.</summary>
        private async Task CheckAsync()
        {
            await bench.Bot.TurnAsync();
            var before = posted.Count;
            Model.Run(Now);
            foreach (var sent in bench.Bot.Platform.Sent.Skip(seen).Where(sent => sent.Reply.Subjects.Any(s => s.StartsWith("article/", StringComparison.Ordinal) || s.StartsWith("digest/", StringComparison.Ordinal))))
                posted.Add((Now, string.Join(", ", TitlesOf(sent.Reply))));
            seen = bench.Bot.Platform.Sent.Count;
            if (!Model.Posted.Skip(before).Order().SequenceEqual(posted.Skip(before).Order()))
            {
                Assert.Fail($"Seed {seed}: the model posts [{string.Join(" | ", Model.Posted.Skip(before))}], the bot [{string.Join(" | ", posted.Skip(before))}] after\n"
                    + string.Join('\n', history.TakeLast(25)));
            }
        }

        private static IEnumerable<string> TitlesOf(Reply reply) => reply.Blocks is [Listing list, ..]
            ? list.Items.Select(line => TitleForm().Match(PlainText.Write(line, reply.Language)).Value.Trim())
            : [reply.Title!];
    }
}
