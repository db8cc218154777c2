using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations.Counts;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations.Privacy;

/// <summary>Everything public says what was published last, and nothing newer.</summary>
public sealed class PublishedCountsTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Nothing_public_changes_before_five_new_people_have_answered(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 4 role medic:1 open");
        var visitor = await bot.OpenEndpointsAsync();
        var attacker = Organizing.Volunteer();
        await bot.AnswerAsync(id, attacker, "going +3 medic");
        await bot.AdvanceAsync(TimeSpan.FromMinutes(10));
        var before = await SeenAsync();

        for (var guests = 0; guests <= 9; guests++)
        {
            await bot.AnswerAsync(id, attacker, $"going +{guests}");
            await bot.AdvanceAsync(TimeSpan.FromMinutes(5));
            Assert.Equal(before, await SeenAsync());
        }

        for (var turn = 0; turn < 6; turn++)
        {
            await bot.SayAsync("forget me", attacker);
            await bot.AnswerAsync(id, attacker, "going +3 medic");
            await bot.AdvanceAsync(TimeSpan.FromMinutes(5));
            Assert.Equal(before, await SeenAsync());
        }

        await bot.CrowdAsync(id, 3);
        await bot.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(before, await SeenAsync());

        await bot.CrowdAsync(id, 1);
        Assert.Equal(before, await SeenAsync());
        await bot.AdvanceAsync(TimeSpan.FromMinutes(5));
        var after = await SeenAsync();
        Assert.Contains("medic (covered)", after, StringComparison.Ordinal);
        Assert.Contains("Seats: waitlist", after, StringComparison.Ordinal);

        async Task<string> SeenAsync() => string.Join(
            "\n---\n",
            [
                PlainText.Write(await bot.SayAsync($"action {id}")),
                PlainText.Write(await bot.SayAsync("actions")),
                await visitor.GetStringAsync("/calendar.ics"),
                await visitor.GetStringAsync($"/calendar/{id}.ics"),
                .. bot.Platform.Sent.Where(m => m.Message.Channel.Direct is null).Select(m => m.Text),
                .. bot.Platform.Edits.Select(e => PlainText.Write(e.Reply)),
            ]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_bot_publishes_as_the_rules_of_the_game_say(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var key = bot.Services.GetRequiredService<KeyStore>().Find((await bot.MobilizationAsync(id)).KeyId)!;
        var (rules, random, members) = (new PublishedRules(key), new Random(7), Enumerable.Range(0, 60).Select(_ => Organizing.Volunteer()).ToList());

        for (var answer = 0; answer < 90; answer++)
        {
            var person = Math.Min(answer, random.Next(members.Count));
            var party = random.Next(4) == 0 ? 0 : 1 + random.Next(10);
            await bot.AnswerAsync(id, members[person], party == 0 ? "no" : $"going +{party - 1}");
            rules.Answer(person, party);
            if (random.Next(3) > 0)
                continue;

            await bot.AdvanceAsync(TimeSpan.FromMinutes(5));
            rules.EndBatch();
            Assert.Equal(rules.Shown, (await bot.MobilizationAsync(id)).PublishedGoing);
        }

        await bot.UntilAsync((await bot.MobilizationAsync(id)).StartsAt);
        rules.Close();
        Assert.Equal(rules.Shown, (await bot.MobilizationAsync(id)).PublishedGoing);
        Assert.Contains(rules.Shown > 0 ? $"Going: {rules.Shown} or more" : "Going: shown once many", PlainText.Write(await bot.SayAsync($"action {id}")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_is_a_lower_bound_that_only_grows()
    {
        var random = new Random(1);
        var key = new byte[32];
        for (var action = 0; action < 100; action++)
        {
            random.NextBytes(key);
            var shown = 0;
            for (var going = 0; going < 400; going++)
            {
                var next = PublicBands.Next(shown, going, key);
                Assert.InRange(next, shown, going);
                shown = next;
            }

            Assert.Equal(shown, PublicBands.Next(shown, 0, key));
        }
    }
}
