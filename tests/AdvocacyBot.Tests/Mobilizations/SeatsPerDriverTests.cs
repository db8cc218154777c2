using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Matching;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>A driver takes as many riders as there are seats, each of them a match of its own.</summary>
public sealed class SeatsPerDriverTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task A_driver_takes_one_rider_for_each_seat_and_the_next_waits(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var driver = Organizing.Volunteer();
        Assert.Contains("2 seats in your car", await SaidAsync(bot, $"match {id} ride-offer 2 \"Signal: moon\"", driver), StringComparison.Ordinal);
        var riders = await RidersAsync(bot, id, 3);

        var waiting = await UnmatchedAsync(bot, riders);
        var shown = await bot.ChooseAsync($"match:{id}:show", driver);
        foreach (var accept in shown.Choices.Where(c => c.Id.Contains(":accept:", StringComparison.Ordinal)))
            await bot.ChooseAsync(accept.Id, driver);
        foreach (var rider in riders)
            await bot.ChooseAsync($"match:{id}:accept:Ride", rider);

        Assert.Single(waiting);
        Assert.Contains("Accept 1", shown.Choices.Select(c => c.Label));
        Assert.Contains("Accept 2", shown.Choices.Select(c => c.Label));
        var made = await ShownAsync(bot, id, driver);
        Assert.Contains("2 seats in your car, 2 of them taken", made, StringComparison.Ordinal);
        Assert.Equal(2, riders.Except(waiting).Count(r => made.Contains(Contact(riders, r), StringComparison.Ordinal)));
        Assert.DoesNotContain(Contact(riders, waiting[0]), made, StringComparison.Ordinal);
        foreach (var rider in riders.Except(waiting))
            Assert.Contains("moon", await ShownAsync(bot, id, rider), StringComparison.Ordinal);
        Assert.Contains(
            "Rides: one car with 2 seats, 2 taken; 1 people without a ride", PlainText.Write(await bot.OrganizeAsync($"action {id}")), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task More_seats_reach_whoever_waits_and_those_in_the_car_are_told(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var driver = Organizing.Volunteer();
        await SaidAsync(bot, $"match {id} ride-offer \"Signal: moon\"", driver);
        var riders = await RidersAsync(bot, id, 2);
        var waiting = Assert.Single(await UnmatchedAsync(bot, riders));
        await bot.TurnAsync();

        Assert.Contains("3 seats in your car", await SaidAsync(bot, $"match {id} ride-offer 3", driver), StringComparison.Ordinal);
        await bot.TurnAsync();

        Assert.Contains("Somebody matches", bot.Told(waiting)[^1].Text, StringComparison.Ordinal);
        Assert.Contains("has changed the number of seats", bot.Told(riders.Single(r => r != waiting))[^1].Text, StringComparison.Ordinal);
        Assert.Contains("3 seats in the car", await ShownAsync(bot, id, waiting), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Fewer_seats_leave_those_whose_ride_is_agreed_and_tell_the_others(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var driver = Organizing.Volunteer();
        await SaidAsync(bot, $"match {id} ride-offer 2 places \"Signal: moon\"", driver);
        var riders = await RidersAsync(bot, id, 2);
        foreach (var accept in (await bot.ChooseAsync($"match:{id}:show", driver)).Choices.Where(c => c.Id.Contains(":accept:", StringComparison.Ordinal)))
            await bot.ChooseAsync(accept.Id, driver);
        await bot.ChooseAsync($"match:{id}:accept:Ride", riders[1]);

        await SaidAsync(bot, $"match {id} ride-offer 1", driver);
        await bot.TurnAsync();

        Assert.Contains("no longer looking", bot.Told(riders[0])[^1].Text, StringComparison.Ordinal);
        Assert.Contains("Your seat stays", bot.Told(riders[1])[^1].Text, StringComparison.Ordinal);
        Assert.Contains("moon", await ShownAsync(bot, id, riders[1]), StringComparison.Ordinal);
        // The seat was lost and not declined: with a second one it is offered again.
        await SaidAsync(bot, $"match {id} ride-offer 2", driver);
        await bot.TurnAsync();
        Assert.Contains("Somebody matches", bot.Told(riders[0])[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_a_driver_stops_every_rider_is_told_and_looks_on()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        var driver = Organizing.Volunteer();
        await SaidAsync(bot, $"match {id} ride-offer 4 \"Signal: moon\"", driver);
        var riders = await RidersAsync(bot, id, 3);

        await SaidAsync(bot, $"match {id} off", driver);
        await bot.TurnAsync();

        Assert.All(riders, rider => Assert.Contains("no longer looking", bot.Told(rider)[^1].Text, StringComparison.Ordinal));
        Assert.Equal(0, await bot.DbAsync(db => db.Seekers.CountAsync(s => s.Partner != null)));
    }

    [Fact]
    public async Task A_rider_who_is_declined_leaves_the_seat_to_the_next()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        var driver = Organizing.Volunteer();
        await SaidAsync(bot, $"match {id} ride-offer 2 \"Signal: moon\"", driver);
        var riders = await RidersAsync(bot, id, 3);
        var waiting = Assert.Single(await UnmatchedAsync(bot, riders));

        var decline = (await bot.ChooseAsync($"match:{id}:show", driver)).Choices.First(c => c.Id.Contains(":decline:", StringComparison.Ordinal));
        await bot.ChooseAsync(decline.Id, driver);
        await bot.TurnAsync();

        Assert.Contains("Somebody matches", bot.Told(waiting)[^1].Text, StringComparison.Ordinal);
        var declined = Assert.Single(await UnmatchedAsync(bot, riders));
        Assert.NotEqual(waiting, declined);
        Assert.Contains("no longer looking", bot.Told(declined)[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0612345678", "0612345678")]
    [InlineData("+15551234 after 6", "+15551234 after 6")]
    [InlineData("3 seats \"Signal: sun\"", "Signal: sun")]
    [InlineData("3 Signal: sun", "Signal: sun")]
    public async Task A_telephone_number_is_a_contact_and_no_number_of_seats(string written, string contact)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        var (driver, rider) = (Organizing.Volunteer(), Organizing.Volunteer());
        await SaidAsync(bot, $"match {id} ride-offer {written}", driver);
        await SaidAsync(bot, $"match {id} ride-seek \"Signal: star\"", rider);
        await bot.ChooseAsync($"match:{id}:accept:Ride", driver);
        await bot.ChooseAsync($"match:{id}:accept:Ride", rider);

        var shown = await ShownAsync(bot, id, rider);

        Assert.Contains($"How to reach them: {contact}", shown, StringComparison.Ordinal);
        Assert.Equal(written.StartsWith('3') ? 3 : (int?)null, await bot.DbAsync(db => db.Seekers.Where(s => s.Side == MatchSide.Offers).Select(s => s.Seats).SingleAsync()));
    }

    [Theory]
    [InlineData(Language.French, "offre-trajet 0", "Écrivez un nombre de places de 1 à 60")]
    [InlineData(Language.Spanish, "ofrezco-viaje 99", "Escribe un número de plazas de 1 a 60")]
    [InlineData(Language.French, "offre-trajet 3 \"Signal\"", "3 places dans votre voiture")]
    [InlineData(Language.Spanish, "ofrezco-viaje 3 \"Signal\"", "3 plazas en tu auto")]
    public async Task Seats_are_read_and_answered_in_the_language_of_the_driver(Language language, string what, string expected)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();

        var reply = await bot.SayAsync($"match {id} {what}", Organizing.Volunteer(), locale: language, command: true);

        Assert.Contains(expected, PlainText.Write(reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_linked_driver_keeps_the_riders()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        var (first, driver) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(id, first, "going");
        await SaidAsync(bot, $"match {id} ride-offer 2 \"Signal: moon\"", driver);
        await RidersAsync(bot, id, 2);

        var link = PlainText.Write(await bot.SayAsync($"link {id}", first, command: true));
        var code = link.Split([' ', '.', '"', ':', '\n']).First(word => word.Length == 10 && word.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)));
        var asked = await bot.SayAsync($"code {id} {code}", driver, command: true);
        await bot.ChooseAsync(asked.Choices[0].Id, driver);

        Assert.Contains("2 seats in your car", await ShownAsync(bot, id, first), StringComparison.Ordinal);
        Assert.Equal(2, (await bot.ChooseAsync($"match:{id}:show", first)).Choices.Count(c => c.Id.Contains(":accept:", StringComparison.Ordinal)));
    }

    private static string Contact(IReadOnlyList<MemberRef> riders, MemberRef rider) => $"Signal: star.{riders.ToList().IndexOf(rider)}";

    private static async Task<IReadOnlyList<MemberRef>> RidersAsync(BotHarness bot, long id, int count)
    {
        var riders = Enumerable.Range(0, count).Select(_ => Organizing.Volunteer()).ToList();
        foreach (var rider in riders)
            await SaidAsync(bot, $"match {id} ride-seek \"{Contact(riders, rider)}\"", rider);
        return riders;
    }

    private static async Task<List<MemberRef>> UnmatchedAsync(BotHarness bot, IReadOnlyList<MemberRef> riders)
    {
        var left = new List<MemberRef>();
        foreach (var rider in riders)
        {
            if ((await bot.ChooseAsync("match:1:show", rider)).Choices.Count == 0)
                left.Add(rider);
        }

        return left;
    }

    private static async Task<string> SaidAsync(BotHarness bot, string text, MemberRef member) => PlainText.Write(await bot.SayAsync(text, member, command: true));

    private static async Task<string> ShownAsync(BotHarness bot, long id, MemberRef member) => PlainText.Write(await bot.ChooseAsync($"match:{id}:show", member));
}
