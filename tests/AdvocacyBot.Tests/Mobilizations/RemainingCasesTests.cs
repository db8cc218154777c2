using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>What happens around the reveal, in planned actions, and with as many roles as there may be.</summary>
public sealed class RemainingCasesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task At_the_reveal_those_who_asked_for_messages_get_one_with_a_button(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var (asked, silent) = (Organizing.Volunteer(), Organizing.Volunteer());
        foreach (var member in (MemberRef[])[asked, silent])
            await bot.AnswerAsync(id, member, "going");
        await bot.ChooseAsync($"remind:{id}:on", asked);
        await bot.OrganizeAsync($"action {id} reveal \"Behind the library\" 90m");

        await bot.UntilAsync((await bot.MobilizationAsync(id)).RevealAt!.Value.AddMinutes(1));

        var note = Assert.Single(bot.Told(asked), m => m.Text.Contains("You can now ask where we meet", StringComparison.Ordinal));
        Assert.DoesNotContain("library", note.Text, StringComparison.Ordinal);
        Assert.Contains("Behind the library", PlainText.Write(await bot.ChooseAsync(note.Reply.Choices.Single(c => c.Id.StartsWith("meet:", StringComparison.Ordinal)).Id, asked)), StringComparison.Ordinal);
        Assert.Empty(bot.Told(silent));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task My_data_shows_the_right_to_organize_a_planned_action(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        await bot.OrganizeAsync($"action {id} weekly 3");
        var planned = await bot.DbAsync(db => db.Mobilizations.Where(m => m.State == MobilizationState.Planned).OrderBy(m => m.Number).Select(m => m.Number).LastAsync());
        var invited = PlainText.Write(await bot.OrganizeAsync($"action {planned} co-organizer"));
        var code = invited.Split([' ', '.', '"', ':', '\n']).First(word => word.Length == 10 && word.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)));
        var member = Organizing.Volunteer();
        await bot.SayAsync($"code {planned} {code}", member, command: true);

        var held = PlainText.Write(await bot.SayAsync("my data", member, command: true));
        await bot.SayAsync("forget me", member, command: true);

        Assert.Contains("March for water", held, StringComparison.Ordinal);
        Assert.Contains("That you help to organize it", held, StringComparison.Ordinal);
        Assert.Equal(0, await bot.DbAsync(db => db.CoOrganizers.CountAsync()));
    }

    [Fact]
    public async Task With_twenty_roles_each_can_be_chosen_and_changed()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync($"role \"{string.Join("; ", Enumerable.Range(1, 20).Select(n => $"role{n}:1"))}\"");
        var member = Organizing.Volunteer();

        var menu = Assert.Single(bot.Posted()[^1].Reply.Menus);
        Assert.Equal(20, menu.Choices.Count);
        Assert.Contains("role17", PlainText.Write(await bot.ChooseAsync(menu.Choices[16].Id, member)), StringComparison.Ordinal);
        var answer = PlainText.Write(await bot.OrganizeAsync($"action {id} role role1:3"));
        await bot.OrganizeAsync($"action {id} role role20 off");

        Assert.Contains("role1: 3", answer, StringComparison.Ordinal);
        Assert.Contains("role2: 1", answer, StringComparison.Ordinal);
        Assert.Equal([3, .. Enumerable.Repeat(1, 18)], await bot.DbAsync(db => db.RoleSlots.OrderBy(s => s.Id).Select(s => s.Needed).ToListAsync()));
        Assert.Contains("20", PlainText.Write(await bot.OrganizeAsync($"action {id} role \"a:1; b:1\"")), StringComparison.Ordinal);
    }
}
