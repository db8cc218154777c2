using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>
/// Weeks of a fake clock at random from fixed seeds: announcements, moves, new titles and reminders, cancellations, answers, private
/// reminders, outages of the platform and pauses of the bot. After every step the bot has told exactly what the model says.
/// </summary>
public sealed class ToldModelTests
{
    private static readonly string[] Reminders = ["24h 2h", "48h 24h 2h", "6h", "off", "72h 1h"];
    private static readonly int[][] Hours = [[24, 2], [48, 24, 2], [6], [], [72, 1]];

    /// <summary>Many walks of some weeks rather than a few of years: the cost of a step grows with what lies behind it.</summary>
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, LongRuns.Count(3, 20))];

    [Theory, MemberData(nameof(Seeds))]
    public async Task Everybody_is_told_what_the_model_says_and_nothing_else(int seed)
    {
        await using var bot = await BotHarness.StartAsync();
        var walk = new Walk(bot, seed);
        var steps = LongRuns.Count(150, 200);

        for (var step = 0; step < steps; step++)
            await walk.StepAsync(step);

        Assert.True(walk.Told > steps / 3, $"Only {walk.Told} messages: such a walk shows nothing.");
    }

    /// <summary>Fixed random numbers, the same on every machine.</summary>
    private sealed class Walk(BotHarness bot, int seed)
    {
        private readonly ToldModel model = new();
        private readonly Dictionary<string, MemberRef> people = Enumerable.Range(0, 4).ToDictionary(i => $"person{i}", _ => Organizing.Volunteer());
        private readonly List<string> history = [];
        private ulong state = (ulong)(seed * 7_919);
        private DateTime lastCancelled = DateTime.MinValue;
        private DateTime outageEnds = DateTime.MinValue;
        private int seen;

        public int Told { get; private set; }

        public async Task StepAsync(int step)
        {
            if (step == 0)
                bot.Clock.Advance(TimeSpan.FromMinutes(7));
            await OrderAsync(step);
            await bot.TurnAsync();
            Compare();

            // After a cancellation people are told within hours, because their answers are destroyed a day later.
            var isCareful = bot.Clock.Now - lastCancelled < TimeSpan.FromHours(30);
            await SetPlatformAsync(isCareful || bot.Clock.Now >= outageEnds);
            await bot.AdvanceAsync(TimeSpan.FromMinutes(10 * (Next(12) == 0 && !isCareful ? 60 + Next(180) : 1 + Next(36))));
            Compare();
        }

        /// <summary>What waits for the platform is tried at once when it is back, and not when its next attempt would be due.</summary>
        private async Task SetPlatformAsync(bool isThere)
        {
            var now = bot.Clock.Now;
            if (isThere && !bot.Platform.IsReady)
                await bot.DbAsync(db => db.Deliveries.Where(d => d.State == DeliveryState.Waiting).ExecuteUpdateAsync(row => row.SetProperty(d => d.NextAttemptAt, now)));
            bot.Platform.IsReady = isThere;
            bot.Platform.BeforeSend = isThere ? null : _ => throw new SendFailedException(SendFailure.Later, "Away.");
        }

        private void Compare()
        {
            var expected = model.Look(bot.Clock.Now, bot.Platform.IsReady).Order(StringComparer.Ordinal);
            var sent = bot.Platform.Sent.Skip(seen).ToList();
            seen += sent.Count;
            Told += sent.Count;
            history.Add($"{bot.Clock.Now:dd HH:mm} {(bot.Platform.IsReady ? "" : "away ")}{string.Join(" | ", sent.Select(Read))}");
            Assert.True(expected.SequenceEqual(sent.Select(Read).Order(StringComparer.Ordinal)), $"{string.Join('\n', history.TakeLast(12))}\nexpected: {string.Join(" | ", expected)}");
        }

        private async Task OrderAsync(int step)
        {
            var now = bot.Clock.Now;
            var open = model.Actions.Where(a => !a.IsCancelled && a.Start > now.AddHours(1)).ToList();
            var dice = Next(100);
            if (open.Count < 2 || (dice < 8 && open.Count < 4))
            {
                var (title, at) = ($"T{step}", StartAfter(now));
                await SayAsync($"announce \"{title}\" {at:yyyy-MM-dd HH:mm} UTC at \"Square\"", publish: true);
                model.Announce(title, at);
                return;
            }

            var action = open[Next(open.Count)];
            var number = model.Actions.ToList().IndexOf(action) + 1;
            var person = people.Keys.ElementAt(Next(people.Count));
            switch (dice)
            {
                case < 18:
                    var to = StartAfter(now);
                    await SayAsync($"action {number} move {to:yyyy-MM-dd HH:mm} UTC");
                    ToldModel.Move(action, to, now);
                    break;
                case < 24:
                    action.Title = $"T{step}";
                    await SayAsync($"action {number} title \"{action.Title}\"");
                    break;
                case < 32:
                    var choice = Next(Reminders.Length);
                    await SayAsync($"action {number} remind {Reminders[choice]}");
                    ToldModel.Remind(action, Hours[choice]);
                    break;
                case < 36:
                    await SayAsync($"action {number} cancel");
                    (lastCancelled, outageEnds) = (now, DateTime.MinValue);
                    ToldModel.Cancel(action, now);
                    break;
                case < 62:
                    var answer = new[] { Answer.Going, Answer.Going, Answer.Maybe, Answer.No }[Next(4)];
                    await bot.AnswerAsync(number, people[person], answer.ToString().ToLowerInvariant());
                    ToldModel.Answer(action, person, answer);
                    break;
                case < 80:
                    await bot.ChooseAsync($"remind:{number}:on", people[person]);
                    ToldModel.Subscribe(action, person, now);
                    break;
                case < 84:
                    await bot.ChooseAsync($"remind:{number}:off", people[person]);
                    ToldModel.Unsubscribe(action, person);
                    break;
                case < 92:
                    outageEnds = now.AddHours(1 + Next(16));
                    break;
            }
        }

        private async Task SayAsync(string order, bool publish = false)
        {
            history.Add(order);
            var reply = await bot.OrganizeAsync(order);
            if (publish)
                await bot.ChooseAsync(reply.Choices.Single(c => c.Id.EndsWith(":publish", StringComparison.Ordinal)).Id, organizer: true);
        }

        /// <summary>At a full hour, so that nothing is due at the very minute of a look.</summary>
        private DateTime StartAfter(DateTime now) => now.Date.AddHours(now.Hour + 4 + Next(200));

        private string Read(SentMessage message)
        {
            var who = people.Where(p => message.Message.Channel == ChannelRef.DirectTo(p.Value)).Select(p => p.Key).FirstOrDefault(ToldModel.Channel);
            var text = message.Text;
            var kind = message.Reply.Title!.StartsWith("Reminder", StringComparison.Ordinal) ? "reminder"
                : text.Contains("I will remind you", StringComparison.Ordinal) ? "consent"
                : text.Contains("takes place at another time", StringComparison.Ordinal) || text.Contains("Something has changed", StringComparison.Ordinal) ? "moved"
                : text.Contains("It is cancelled", StringComparison.Ordinal) || text.Contains("This action is cancelled", StringComparison.Ordinal) ? "cancelled"
                : "announced";
            // "When: Sunday 10 May 2026, 12:00 (UTC)"
            var when = text[text.IndexOf("When: ", StringComparison.Ordinal)..];
            var at = DateTime.ParseExact(when[(when.IndexOf("day ", StringComparison.Ordinal) + 4)..when.IndexOf(" (", StringComparison.Ordinal)], "d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);
            return ToldModel.Write(who, kind, message.Reply.Title.Split(' ')[^1], at);
        }

        /// <summary>SplitMix64. https://prng.di.unimi.it/splitmix64.c</summary>
        private int Next(int count)
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return (int)((z ^ (z >> 31)) % (ulong)count);
        }
    }
}
