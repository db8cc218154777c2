using AdvocacyBot.Core.Chat;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>Of the thirty cases, those of roles and guests.</summary>
public sealed class RoleCasesTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Case_13_a_full_role_offers_general_attendance(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("role medic:1");
        await bot.AnswerAsync(id, Organizing.Volunteer(), "going medic");

        var reply = await bot.SayAsync($"rsvp {id} going medic", Organizing.Volunteer());

        Assert.Contains("medic is full. You can still come without a role.", PlainText.Write(reply), StringComparison.Ordinal);
        Assert.Contains(reply.Choices, c => c.Id == $"rsvp:{id}:going");
        Assert.Single(await bot.RsvpsAsync(id));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_14_switching_to_a_full_role_keeps_the_old_one(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("role medic:1 role marshal:1");
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(id, Organizing.Volunteer(), "going medic");
        await bot.AnswerAsync(id, member, "going marshal");

        var told = await bot.AnswerAsync(id, member, "going medic");

        Assert.Contains("medic is full, so you keep the role that you had", told, StringComparison.Ordinal);
        Assert.Contains("Role: marshal", told, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Case_16_raising_guests_at_capacity_refuses_only_the_increment(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 2");
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(id, member, "going +1");

        var told = await bot.AnswerAsync(id, member, "going +3");

        Assert.Contains("no room for that many guests", told, StringComparison.Ordinal);
        Assert.Contains("You're going", told, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(await bot.RsvpsAsync(id)).Party);
    }
}
