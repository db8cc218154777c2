using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Mobilizations.Private;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations.Privacy;

/// <summary>What organizers may rely on: who is safe, how large parties are, and that erasing erases.</summary>
public sealed class SafetyTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Home_safe_counts_those_going_and_others_separately(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var (going, alsoGoing, maybe) = (Organizing.Volunteer(), Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(id, going, "going");
        await bot.AnswerAsync(id, alsoGoing, "going");
        await bot.AnswerAsync(id, maybe, "maybe");
        await bot.UntilAsync((await bot.MobilizationAsync(id)).StartsAt);

        await bot.ChooseAsync($"safe:{id}", going);
        await bot.ChooseAsync($"safe:{id}", going);
        await bot.ChooseAsync($"safe:{id}", maybe);
        await bot.ChooseAsync($"safe:{id}", Organizing.Volunteer());

        Assert.Contains(
            "Home safe: 1 of those going, and 2 who had not said that they would come", PlainText.Write(await bot.OrganizeAsync($"action {id}")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("maybe")]
    [InlineData("no")]
    public async Task Leaving_the_queue_deletes_the_address_that_was_kept_for_it(string answer)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync("capacity 1");
        var (waiting, reminded) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.CrowdAsync(id, 1);
        await bot.AnswerAsync(id, waiting, "going");
        await bot.AnswerAsync(id, reminded, "going");
        await bot.ChooseAsync($"remind:{id}:on", reminded);

        await bot.AnswerAsync(id, waiting, answer);
        Assert.Single(await bot.DbAsync(db => db.PrivateContacts.ToListAsync()));
        await bot.AnswerAsync(id, reminded, answer);

        var left = await bot.DbAsync(db => db.PrivateContacts.ToListAsync());
        Assert.Equal(answer == "maybe" ? 1 : 0, left.Count);
        Assert.All(left, contact => Assert.False(contact.WantsSeat));
    }

    [Theory]
    [InlineData("guests 0", 0, "each person answers for themselves")]
    [InlineData("guests off", 0, "each person answers for themselves")]
    [InlineData("guests 2", 2, "You can bring up to 2 people")]
    public async Task Organizers_cap_the_party_of_each_person(string setting, int max, string refusal)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        await bot.OrganizeAsync($"action {id} {setting}");
        var member = Organizing.Volunteer();

        Assert.Contains("You're going", await bot.AnswerAsync(id, member, $"going +{max}"), StringComparison.Ordinal);
        Assert.Contains(refusal, await bot.AnswerAsync(id, member, $"going +{max + 1}"), StringComparison.Ordinal);

        Assert.Equal(max + 1, (await bot.StandsAsync(id, member)).Party);
    }

    [Theory]
    [InlineData("guests 10")]
    [InlineData("guests many")]
    public async Task An_impossible_cap_is_explained(string setting)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();

        Assert.Contains("from 0 to 9", PlainText.Write(await bot.OrganizeAsync($"action {id} {setting}")), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Erase_asks_and_then_destroys_everything_at_once(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 2");
        var crowd = await bot.CrowdAsync(id, 3);
        await bot.ChooseAsync($"remind:{id}:on", crowd[0]);
        var key = (await bot.MobilizationAsync(id)).KeyId;

        var asked = await bot.OrganizeAsync($"action {id} erase");
        Assert.NotNull(bot.Services.GetRequiredService<KeyStore>().Find(key));
        Assert.Contains("organizers", PlainText.Write(await bot.ChooseAsync($"erase:{id}:yes", crowd[0])), StringComparison.Ordinal);
        Assert.NotNull(bot.Services.GetRequiredService<KeyStore>().Find(key));
        var done = await bot.ChooseAsync(Assert.Single(asked.Choices).Id, organizer: true);

        Assert.Contains("the key is destroyed", PlainText.Write(done), StringComparison.Ordinal);
        Assert.Null(bot.Services.GetRequiredService<KeyStore>().Find(key));
        foreach (var table in new[] { "Rsvps", "PrivateContacts", "PrivateNotes" })
            Assert.Empty(await bot.ReadAsync($"SELECT * FROM \"{table}\""));
        var mobilization = await bot.MobilizationAsync(id);
        Assert.Equal((MobilizationState.Shredded, true), (mobilization.State, mobilization.IsScrubbed));
        await bot.TurnAsync();
        Assert.Contains("ancelled", PlainText.Write(bot.Platform.Edits[^1].Reply), StringComparison.Ordinal);
    }
}
