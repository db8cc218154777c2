using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Tests.Mobilizations;

public sealed class ManagingTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task One_queue_serves_several_channels_and_platforms(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database, services => services.AddPlatform("elsewhere"));
        var id = await bot.AnnounceAsync("capacity 1 in elsewhere/room");

        var here = await bot.ChooseAsync($"rsvp:{id}:going", Organizing.Volunteer());
        var there = await bot.ChooseAsync($"rsvp:{id}:going", Organizing.Volunteer("elsewhere"), channel: new ChannelRef("elsewhere", "room"));

        Assert.Equal("You're going", here.Title);
        Assert.Equal("You're on the waitlist", there.Title);
        Assert.Equal(2, await bot.DbAsync(db => db.Set<MobilizationChannel>().CountAsync(c => c.MobilizationId == id)));
        Assert.Single(bot.Platform.Sent);
        Assert.Single(bot.PlatformNamed("elsewhere").Sent);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Organizers_see_totals_roles_and_gaps_and_never_names(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 3 role medic:1 14:00-16:00 role marshal:2");
        var members = Enumerable.Range(0, 4).Select(_ => Organizing.Volunteer()).ToList();
        await bot.AnswerAsync(id, members[0], "going +1 marshal");
        await bot.AnswerAsync(id, members[1], "maybe");
        await bot.AnswerAsync(id, members[2], "going +1");

        var overview = PlainText.Write(await bot.OrganizeAsync($"action {id}"));
        var seen = PlainText.Write(await bot.SayAsync($"action {id}", members[3]));

        Assert.Contains("Going: 2 / 3", overview, StringComparison.Ordinal);
        Assert.Contains("Maybe: 1", overview, StringComparison.Ordinal);
        Assert.Contains("On the waitlist: 2", overview, StringComparison.Ordinal);
        Assert.Contains("medic 14:00–16:00: nobody yet, 1 needed", overview, StringComparison.Ordinal);
        Assert.Contains("marshal: 1 of 2", overview, StringComparison.Ordinal);
        Assert.DoesNotContain("volunteer", overview, StringComparison.Ordinal);
        Assert.Contains("Going: shown once many", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("2 / 3", seen, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task The_meeting_point_is_told_to_those_going_from_its_time_on_and_can_be_taken_back(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        var (going, maybe) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(id, going, "going");
        await bot.AnswerAsync(id, maybe, "maybe");
        await bot.OrganizeAsync($"action {id} reveal \"Behind the library\" 2h");
        await bot.TurnAsync();
        Assert.Contains("Meeting point, shown to those going from", PlainText.Write(bot.Platform.Edits[^1].Reply), StringComparison.Ordinal);

        Assert.Contains("You can ask here from", await Ask(going), StringComparison.Ordinal);
        await bot.UntilAsync(new DateTime(2026, 5, 31, 9, 0, 0, DateTimeKind.Utc));
        Assert.Contains("Behind the library", await Ask(going), StringComparison.Ordinal);
        Assert.Contains("Only those going", await Ask(maybe), StringComparison.Ordinal);
        Assert.DoesNotContain(bot.Platform.Sent, m => m.Text.Contains("library", StringComparison.Ordinal));

        await bot.OrganizeAsync($"action {id} reveal off");
        Assert.Contains("no separate meeting point", await Ask(going), StringComparison.Ordinal);

        async Task<string> Ask(MemberRef member) => PlainText.Write(await bot.ChooseAsync($"meet:{id}", member));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_code_makes_a_co_organizer_of_one_mobilization_alone(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var (id, other) = (await bot.AnnounceAsync(), await bot.AnnounceAsync());
        var member = Organizing.Volunteer();
        Assert.Contains("Only organizers", PlainText.Write(await bot.SayAsync($"action {id} capacity 5", member)), StringComparison.Ordinal);

        var code = PlainText.Write(await bot.OrganizeAsync($"action {id} co-organizer")).Split($"code {id} ")[1][..10];
        await bot.SayAsync($"code {id} {code}", member);
        await bot.SayAsync($"action {id} capacity 5", member);

        Assert.Equal(5, (await bot.MobilizationAsync(id)).Capacity);
        Assert.Contains("Only organizers", PlainText.Write(await bot.SayAsync($"action {other} capacity 5", member)), StringComparison.Ordinal);
        Assert.Contains("not valid", PlainText.Write(await bot.SayAsync($"code {id} {code}", Organizing.Volunteer())), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_series_keeps_the_clock_and_announces_each_a_week_ahead(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("role medic:2", "25 October 9am America/Toronto");

        await bot.OrganizeAsync($"action {id} weekly 2");
        await bot.TurnAsync();
        var all = await bot.DbAsync(db => db.Mobilizations.OrderBy(m => m.Id).ToListAsync());
        Assert.Equal(["2026-10-25T09:00", "2026-11-01T09:00", "2026-11-08T09:00"], all.Select(m => m.LocalStart));
        Assert.Equal([13, 14, 14], all.Select(m => m.StartsAt.Hour));
        Assert.Equal(3, all.Select(m => m.KeyId).Distinct().Count());
        Assert.Single(bot.Posted());

        await bot.UntilAsync(new DateTime(2026, 10, 25, 14, 30, 0, DateTimeKind.Utc));
        await bot.TurnAsync();
        Assert.Equal(MobilizationState.Open, (await bot.MobilizationAsync(all[1].Id)).State);
        Assert.Equal(MobilizationState.Planned, (await bot.MobilizationAsync(all[2].Id)).State);
        Assert.Equal(2, bot.Posted().Count(m => m.Reply.Title == "March for water"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Templates_and_copies_announce_the_same_at_another_time(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 40 role medic:2 14:00-16:00 hotline \"555 0100\"");
        await bot.OrganizeAsync($"action {id} template march");

        await bot.PublishAsync(await bot.OrganizeAsync("announce template March 7 June 8am"));
        await bot.OrganizeAsync($"action {id} copy 14 June 9am");

        var all = await bot.DbAsync(db => db.Mobilizations.OrderBy(m => m.Id).ToListAsync());
        Assert.Equal(["2026-05-31T07:00", "2026-06-07T08:00", "2026-06-14T09:00"], all.Select(m => m.LocalStart));
        Assert.All(all, m => Assert.Equal((40, "555 0100", "City Hall"), (m.Capacity!.Value, m.Hotline, m.Place)));
        Assert.Equal(3, await bot.DbAsync(db => db.RoleSlots.CountAsync(s => s.From == "14:00" && s.Needed == 2)));
        Assert.Contains("no template", PlainText.Write(await bot.OrganizeAsync("announce template nothing 7 June 8am")), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task On_the_day_everybody_hears_and_home_safe_is_counted_once_without_names(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("hotline \"555 0100\"");
        var member = Organizing.Volunteer();
        await bot.UntilAsync(new DateTime(2026, 5, 31, 11, 1, 0, DateTimeKind.Utc));
        await bot.TurnAsync();
        Assert.Equal([$"safe:{id}"], bot.Platform.Edits[^1].Reply.Choices.Select(c => c.Id));

        await bot.OrganizeAsync($"action {id} say \"Police on Main Street, use the side exit\"");
        await bot.OrganizeAsync($"action {id} place \"Library steps\"");
        await bot.TurnAsync();
        Assert.Contains(bot.Posted(), m => m.Text.Contains("side exit", StringComparison.Ordinal) && m.Text.Contains("555 0100", StringComparison.Ordinal));
        Assert.Contains(bot.Posted(), m => m.Text.Contains("Library steps", StringComparison.Ordinal) && m.Text.Contains("555 0100", StringComparison.Ordinal));

        await bot.ChooseAsync($"safe:{id}", member);
        await bot.ChooseAsync($"safe:{id}", member);
        Assert.Contains("Home safe: 0 of those going, and 1 who", PlainText.Write(await bot.OrganizeAsync($"action {id}")), StringComparison.Ordinal);
        Assert.Empty(await bot.RsvpsAsync(id));
    }

    [Theory]
    [InlineData("action", "Write the number")]
    [InlineData("action 99 cancel", "do not know that action")]
    [InlineData("action 1 explode", "\"explode\" is not something")]
    [InlineData("action 1 move yesterday", "already over")]
    [InlineData("action 1 capacity 0", "whole number")]
    [InlineData("action 1 remind soon", "24h 2h")]
    [InlineData("action 1 weekly 1000", "from 1 to 104")]
    [InlineData("action 1 offers", "2h")]
    [InlineData("action 1 closes", "2h or 1d")]
    [InlineData("action 1 waitlist", "hold")]
    [InlineData("action 1 title", "after the word")]
    [InlineData("action 1 role medic", "medic:2")]
    [InlineData("action 1 post nowhere", "platform/id")]
    [InlineData("action 1 reveal", "in quotation marks")]
    public async Task What_an_organizer_gets_wrong_is_told_and_changes_nothing(string text, string told)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();

        var reply = await bot.OrganizeAsync(text);

        Assert.Equal(1, id);
        Assert.Contains(told, PlainText.Write(reply), StringComparison.Ordinal);
        Assert.Equal(1, (await bot.MobilizationAsync(id)).Version);
    }

    [Theory]
    [InlineData(Language.French, "action 1 déplacer 7 juin 8h")]
    [InlineData(Language.Spanish, "acción 1 mover 7 de junio 8:00")]
    public async Task Organizers_manage_in_their_own_language(Language language, string text)
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();

        await bot.OrganizeAsync(text, language);

        Assert.Equal("2026-06-07T08:00", (await bot.MobilizationAsync(id)).LocalStart);
    }
}
