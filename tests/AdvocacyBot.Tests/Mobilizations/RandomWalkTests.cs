using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.Core.Mobilizations.Shifts;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.TestSupport;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>
/// Thousands of steps at random from a fixed seed: answers, several at once too, guests, roles, capacity, moves, clock steps, failing sends,
/// failing transactions. What has to hold is looked up in the database after every step.
/// </summary>
public sealed class RandomWalkTests
{
    private static readonly string[] Answers =
        ["going", "going", "going", "going +1", "going +3", "going medic", "going marshal", "maybe", "no", "no"];

    [Fact]
    public Task The_invariants_hold_after_every_step() => WalkAsync(Database.Sqlite, LongRuns.Count(2_000, 10_000));

    [PostgresFact]
    public Task The_invariants_hold_after_every_step_on_PostgreSQL() => WalkAsync(Database.Postgres, LongRuns.Count(300, 1_500));

    private static async Task WalkAsync(Database database, int steps)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var members = Enumerable.Range(0, 40).Select(_ => Organizing.Volunteer()).ToList();
        var walk = new Walk(bot, members, [await bot.AnnounceAsync("capacity 8 role medic:2 role marshal:3", "1 May 2027 7am"),
            await bot.AnnounceAsync("capacity 3", "2 May 2027 7am")]);

        foreach (var dice in Gen.Choose(0, int.MaxValue).Sample(steps, new Rnd(20_260_531, 1), steps))
        {
            await walk.StepAsync(dice);
            await walk.CheckAsync();
        }

        Assert.True(walk.Promotions > steps / 100, "A walk in which hardly anybody is promoted shows nothing.");
    }

    private sealed class Walk(BotHarness bot, List<MemberRef> members, long[] ids)
    {
        private readonly Dictionary<(long, string), long> positions = [];
        private readonly Dictionary<long, int?> capacities = ids.ToDictionary(id => id, _ => (int?)null);
        private readonly Dictionary<long, int> over = ids.ToDictionary(id => id, _ => 0);

        public int Promotions { get; private set; }

        public async Task StepAsync(int dice)
        {
            // Limits are a member's own; a walk of thousands of steps needs them refilled.
            bot.Clock.Advance(TimeSpan.FromSeconds(20));
            var id = ids[dice % ids.Length];
            var member = members[dice / 7 % members.Count];
            switch (dice / 1_000 % 100)
            {
                case < 60:
                    await bot.AnswerAsync(id, member, Answers[dice / 300 % Answers.Length]);
                    break;
                case < 74:
                    await Task.WhenAll(Enumerable.Range(0, 2 + (dice % 5)).Select(i =>
                        bot.AnswerAsync(id, members[(dice / 7 + (i * i)) % members.Count], Answers[(dice / 300 + (3 * i)) % Answers.Length])));
                    break;
                case < 80:
                    await bot.ChooseAsync($"remind:{id}:{(dice % 2 == 0 ? "on" : "off")}", member);
                    break;
                case < 86:
                    await bot.OrganizeAsync(string.Create(CultureInfo.InvariantCulture, $"action {id} capacity {1 + (dice / 11 % 12)}"));
                    break;
                case < 88:
                    await bot.OrganizeAsync(string.Create(CultureInfo.InvariantCulture, $"action {id} move {1 + (dice / 13 % 28)} May 2027 {dice / 17 % 24}:30"));
                    break;
                case < 90:
                    await bot.OrganizeAsync($"action {id} waitlist {(dice % 3 == 0 ? "skip" : "hold")}");
                    break;
                case < 92:
                    await bot.OrganizeAsync($"action {id} offers {(dice % 3 == 0 ? "off" : "1h")}");
                    break;
                case < 94:
                    await bot.SayAsync("forget me", member);
                    break;
                case < 96:
                    bot.Clock.Step(TimeSpan.FromMinutes((dice / 19 % 60) - 30));
                    break;
                case < 98:
                    await CrashAsync(id);
                    break;
                default:
                    var fails = dice % 3;
                    bot.Platform.AfterSend = _ => fails = fails-- > 0 ? throw new IOException("The connection broke.") : 0;
                    await bot.TurnAsync();
                    break;
            }
        }

        /// <summary>The process ends within a transaction: nothing of it is left.</summary>
        private Task CrashAsync(long id) => bot.InScopeAsync(async services =>
        {
            var db = services.GetDb();
            await Assert.ThrowsAsync<IOException>(() => services.Write().RunAsync(
                $"mobilization/{id}",
                async ct =>
                {
                    await db.Rsvps.Where(r => r.MobilizationId == id).ExecuteUpdateAsync(row => row.SetProperty(r => r.Answer, Answer.Going), ct);
                    throw new IOException("The process ends here.");
                },
                CancellationToken.None));
            return true;
        });

        public Task CheckAsync() => bot.DbAsync(async db =>
        {
            var rows = await db.Rsvps.AsNoTracking().ToListAsync();
            foreach (var mobilization in await db.Mobilizations.AsNoTracking().ToListAsync())
                Check(mobilization, [.. rows.Where(r => r.MobilizationId == mobilization.Id)]);

            Assert.Equal(rows.Count, rows.Select(r => r.Person).Distinct().Count());
            var versions = await db.Mobilizations.ToDictionaryAsync(m => m.Id, m => m.Version);
            Assert.False(
                await db.PrivateNotes.Where(n => n.Kind == PrivateNoteKind.Reminder)
                    .AnyAsync(n => db.Set<Mobilization>().Any(m => m.Id == n.MobilizationId && m.Version != n.Version)),
                "No reminder waits for an old version.");
            foreach (var (id, version) in versions)
            {
                var cause = $"mobilization/{id}/reminder";
                var current = $"m@{version}@";
                Assert.False(
                    await db.Deliveries.AnyAsync(d => d.Cause == cause && d.State == DeliveryState.Waiting && !d.Key.Contains(current)),
                    "No delivery waits that reminds of an old version.");
            }

            return true;
        });

        private void Check(Mobilization mobilization, List<Rsvp> rows)
        {
            Assert.Equal(rows.Sum(r => r.Seats), mobilization.SeatsTaken);
            var waiting = rows.Where(r => r.Answer == Answer.Waiting).OrderBy(r => r.Position).ToList();
            Assert.Equal(waiting.Count, mobilization.Waiting);
            Assert.All(rows, r => Assert.Equal(r.Answer == Answer.Waiting, r.Position is not null));
            Assert.Equal(waiting.Count, waiting.Select(r => r.Position).Distinct().Count());

            // Seats are never oversold: above capacity only as far as a lowered capacity has left it.
            var above = mobilization.SeatsTaken - mobilization.Capacity!.Value;
            var wasLowered = capacities[mobilization.Id] is { } before && mobilization.Capacity < before;
            Assert.True(above <= 0 || wasLowered || above <= over[mobilization.Id], $"{above} seats too many.");
            over[mobilization.Id] = above;
            capacities[mobilization.Id] = mobilization.Capacity;

            // Nobody who could have a seat waits, by the rule that is set.
            var free = mobilization.SeatsNow.Free;
            var next = mobilization.Fit == WaitlistFit.Hold ? waiting.Take(1) : waiting;
            Assert.All(next, r => Assert.True(r.Party > free, "Somebody who could go is kept waiting."));

            // A place in the queue is kept as long as one waits, and used once.
            foreach (var row in waiting)
            {
                if (positions.TryGetValue((mobilization.Id, row.Person), out var position))
                    Assert.True(row.Position >= position, "A place was given out twice.");
                positions[(mobilization.Id, row.Person)] = row.Position!.Value;
            }

            foreach (var row in rows.Where(r => r.Answer is Answer.Going or Answer.Offered && positions.ContainsKey((mobilization.Id, r.Person))))
            {
                positions.Remove((mobilization.Id, row.Person));
                Promotions++;
            }

            var medics = rows.Where(r => r.Seats > 0).SelectMany(r => r.Held).CountBy(id => id).Select(g => g.Value);
            Assert.All(medics, count => Assert.InRange(count, 0, 3));
        }
    }
}
