using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Matching;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations.Privacy;

/// <summary>Two linked accounts are one person: what is asked of either holds for every row of both.</summary>
public sealed class OnePersonTests
{
    /// <summary>What belongs to an action, but not to a person.</summary>
    private static readonly Dictionary<Type, string> NotAboutPeople = new()
    {
        [typeof(MobilizationChannel)] = "Where it is announced.",
        [typeof(RoleSlot)] = "What is needed.",
    };

    [Fact]
    public async Task Every_table_about_people_takes_part()
    {
        await using var bot = await BotHarness.StartAsync();
        var ofActions = await bot.DbAsync(db => Task.FromResult(db.Model.GetEntityTypes()
            .Where(e => e.FindProperty(nameof(Rsvp.MobilizationId)) is not null || e.FindProperty(nameof(Rsvp.Person)) is not null)
            .Select(e => e.ClrType).ToList()));

        Assert.Equivalent(PersonRows.Entities.Concat(NotAboutPeople.Keys), ofActions, strict: true);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Forget_me_deletes_every_row_of_every_linked_account(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var scene = await Scene.SetAsync(bot);
        var secrets = await scene.SecretsAsync();
        foreach (var entity in PersonRows.Entities)
            Assert.True(await scene.HoldsAsync(secrets, entity), $"{entity.Name} has to hold something of the two, or the search proves nothing.");

        await scene.LinkAsync();
        Assert.True(await scene.HoldsAsync(secrets));
        await bot.SayAsync("forget me", scene.Second);

        Assert.False(await scene.HoldsAsync(secrets), "Something of a forgotten person is left.");
        foreach (var member in new[] { scene.First, scene.Second })
            Assert.Contains("Nothing about any action", PlainText.Write(await bot.SayAsync("my data", member)), StringComparison.Ordinal);
        Assert.Contains("nobody yet", PlainText.Write(await bot.ChooseAsync($"match:{scene.Id}:show", scene.Partner)), StringComparison.Ordinal);
        await bot.CountsAsync(scene.Id);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Linking_loses_nothing_and_both_accounts_see_the_same(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var scene = await Scene.SetAsync(bot);
        await scene.LinkAsync();

        var row = await bot.StandsAsync(scene.Id, scene.First);
        Assert.Equal((Answer.Going, 3), (row.Answer, row.Party));
        Assert.NotNull(row.RoleSlotIds);
        var seen = PlainText.Write(await bot.SayAsync("my data", scene.First));
        Assert.Equal(seen, PlainText.Write(await bot.SayAsync("my data", scene.Second)));
        foreach (var held in new[] { "encrypted with the action's key", "help to organize", "home safe", "another account of yours", "not to be matched again" })
            Assert.Contains(held, seen, StringComparison.Ordinal);
        Assert.Contains("Signal: second", PlainText.Write(await bot.ChooseAsync($"match:{scene.Id}:show", scene.Partner)), StringComparison.Ordinal);
        Assert.Contains("Signal: partner", PlainText.Write(await bot.ChooseAsync($"match:{scene.Id}:show", scene.First)), StringComparison.Ordinal);
        Assert.Contains("Going:", PlainText.Write(await bot.SayAsync($"action {scene.Id}", scene.First)), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Match_off_after_linking_hides_the_contact(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var scene = await Scene.SetAsync(bot);
        await scene.LinkAsync();

        Assert.Contains("contact is deleted", PlainText.Write(await bot.SayAsync($"match {scene.Id} off", scene.Second)), StringComparison.Ordinal);

        Assert.DoesNotContain("Signal: second", PlainText.Write(await bot.ChooseAsync($"match:{scene.Id}:show", scene.Partner)), StringComparison.Ordinal);
        Assert.Single(await bot.DbAsync(db => db.Seekers.ToListAsync()));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_link_can_be_undone_from_either_account(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync();
        foreach (var isFirst in new[] { true, false })
        {
            var (one, other) = (Organizing.Volunteer(), Organizing.Volunteer("elsewhere"));
            await bot.AnswerAsync(id, one, "going");
            await bot.ChooseAsync($"link:{id}:{await CodeAsync(bot, id, one)}", other);
            Assert.Equal(Answer.Going, (await bot.RsvpOfAsync(id, other))!.Answer);

            Assert.Contains("separate again", PlainText.Write(await bot.SayAsync($"unlink {id}", isFirst ? one : other)), StringComparison.Ordinal);

            Assert.Null(await bot.RsvpOfAsync(id, other));
            Assert.Equal(Answer.Going, (await bot.RsvpOfAsync(id, one))!.Answer);
            Assert.Contains("No account is linked", PlainText.Write(await bot.SayAsync($"unlink {id}", one)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_code_from_before_a_link_gives_no_second_seat()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        var (one, two, three) = (Organizing.Volunteer(), Organizing.Volunteer("elsewhere"), Organizing.Volunteer());
        await bot.AnswerAsync(id, one, "going");
        var early = await CodeAsync(bot, id, two);
        await bot.ChooseAsync($"link:{id}:{await CodeAsync(bot, id, one)}", two);

        Assert.Contains("not valid", PlainText.Write(await bot.ChooseAsync($"link:{id}:{early}", three)), StringComparison.Ordinal);
        Assert.Equal((1, 0), await bot.CountsAsync(id));
    }

    private static async Task<string> CodeAsync(BotHarness bot, long id, MemberRef member) =>
        PlainText.Write(await bot.SayAsync($"link {id}", member)).Split($"code {id} ")[1][..10];

    /// <summary>Two accounts about which an action holds something in every table, and a third person matched with the second.</summary>
    private sealed class Scene(BotHarness bot, long id)
    {
        public long Id { get; } = id;

        public MemberRef First { get; } = Organizing.Volunteer();

        public MemberRef Second { get; } = Organizing.Volunteer("elsewhere");

        public MemberRef Partner { get; } = Organizing.Volunteer();

        public static async Task<Scene> SetAsync(BotHarness bot)
        {
            var scene = new Scene(bot, await bot.AnnounceAsync("role medic:2"));
            var (id, declined) = (scene.Id, Organizing.Volunteer());
            await bot.AnswerAsync(id, scene.First, "maybe");
            await bot.AnswerAsync(id, scene.Second, "going +2 medic");
            await bot.ChooseAsync($"remind:{id}:on", scene.Second);
            await bot.SayAsync($"match {id} buddy \"Signal: declined\"", declined);
            await bot.SayAsync($"match {id} buddy \"Signal: second\"", scene.Second);
            await bot.ChooseAsync($"match:{id}:decline:Buddy", scene.Second);
            await bot.SayAsync($"match {id} off", declined);
            await bot.SayAsync($"match {id} buddy \"Signal: partner\"", scene.Partner);
            await bot.ChooseAsync($"match:{id}:accept:Buddy", scene.Partner);
            await bot.ChooseAsync($"match:{id}:accept:Buddy", scene.Second);
            await bot.SayAsync($"code {id} {PlainText.Write(await bot.OrganizeAsync($"action {id} co-organizer")).Split($"code {id} ")[1][..10]}", scene.Second);
            await CodeAsync(bot, id, scene.First);
            await scene.MarkSafeAsync();
            return scene;
        }

        /// <summary>The second account takes the first one's code.</summary>
        public async Task LinkAsync() => await bot.ChooseAsync($"link:{Id}:{await CodeAsync(bot, Id, First)}", Second);

        /// <summary>The pseudonyms of the two accounts, and what is made of them.</summary>
        public async Task<List<string>> SecretsAsync()
        {
            var key = bot.Services.GetRequiredService<KeyStore>().Find((await bot.MobilizationAsync(Id)).KeyId)!;
            return [.. new[] { First, Second }.Select(m => Pseudonym.Of(key, m).Value).SelectMany(p => new[] { p, SafeMark.Of(key, p) })];
        }

        /// <summary>Whether any row of one table, or of all, holds one of these.</summary>
        public async Task<bool> HoldsAsync(IReadOnlyCollection<string> secrets, Type? entity = null) => (await bot.TablesWithAsync(secrets, entity)).Count > 0;

        /// <summary>As on the day itself, while answers and searches are still open.</summary>
        private Task MarkSafeAsync() => bot.DbAsync(async db =>
        {
            var key = bot.Services.GetRequiredService<KeyStore>().Find((await db.Mobilizations.SingleAsync(m => m.Id == Id)).KeyId)!;
            db.SafeMarks.Add(new SafeMark { MobilizationId = Id, Mark = SafeMark.Of(key, Pseudonym.Of(key, Second).Value), WasGoing = true });
            return await db.SaveChangesAsync();
        });
    }
}
