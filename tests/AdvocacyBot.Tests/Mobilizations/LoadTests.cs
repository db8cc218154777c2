using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Mobilizations;

public sealed class LoadTests
{
    private const int People = 5_000;
    private const int Seats = 1_000;
    private const int Tasks = 64;

    [Theory, OnSqlite, OnPostgres]
    public async Task Five_thousand_at_once_fill_a_thousand_seats_and_one_queue(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync($"capacity {Seats}");
        var left = new Queue<MemberRef>(Enumerable.Range(0, People).Select(_ => Organizing.Volunteer()));
        var titles = new List<string?>();

        await Task.WhenAll(Enumerable.Range(0, Tasks).Select(_ => Task.Run(async () =>
        {
            while (Next() is { } member)
            {
                var receipt = await bot.ChooseAsync($"rsvp:{id}:going", member, locale: Language.English);
                lock (titles)
                    titles.Add(receipt.Title);
            }
        })));

        var rows = await bot.RsvpsAsync(id);
        Assert.Equal(People, rows.Count);
        Assert.Equal(Seats, rows.Count(r => r.Answer == Answer.Going));
        Assert.Equal(
            Enumerable.Range(1, People - Seats).Select(i => (long?)i),
            rows.Where(r => r.Answer == Answer.Waiting).Select(r => r.Position));
        Assert.Equal(Seats, titles.Count(t => t == "You're going"));
        Assert.Equal(People - Seats, titles.Count(t => t == "You're on the waitlist"));
        Assert.Equal((Seats, People - Seats), await bot.CountsAsync(id));

        MemberRef? Next()
        {
            lock (left)
                return left.TryDequeue(out var member) ? member : null;
        }
    }
}
