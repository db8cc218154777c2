using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Mobilizations.Privacy;

/// <summary>
/// A backup without the keys. Its finder knows who wrote to the bot when, and the id of each message, as the operator of a
/// homeserver does, and tries to lay that list next to the rows.
/// </summary>
public sealed class LeakedBackupTests
{
    private const int People = 24;

    [Theory, OnSqlite, OnPostgres]
    public async Task Rows_cannot_be_laid_next_to_a_list_of_messages(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var (id, members, events) = await AnsweredAsync(bot);
        var inOrder = await PseudonymsAsync(bot, id, members);

        // As VACUUM INTO copies them, and as pg_dump reads them.
        var stored = await bot.StoredAsync("Rsvps", "Person");
        Assert.Equal(inOrder.Order(StringComparer.Ordinal), stored);
        Assert.NotEqual(inOrder, stored);

        var seen = await bot.StoredAsync("SeenEvents", "Id");
        Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
        Assert.Empty(seen.Intersect(events.SelectMany(Digests)));
        Assert.All(await bot.DbAsync(db => db.Set<AdvocacyBot.Core.Inbox.SeenEvent>().Select(e => e.At).ToListAsync()), at => Assert.Equal(TimeSpan.Zero, at.TimeOfDay));
        Assert.Empty(await bot.TablesWithAsync([.. members.Select(m => m.Id), .. events, .. events.SelectMany(Digests)]));
    }

    [Fact]
    public async Task The_attack_works_on_rows_that_keep_their_order()
    {
        await using var bot = await BotHarness.StartAsync();
        var (id, members, _) = await AnsweredAsync(bot);
        var inOrder = await PseudonymsAsync(bot, id, members);
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """CREATE TABLE "Rsvps" ("MobilizationId" INTEGER, "Person" TEXT, PRIMARY KEY ("MobilizationId", "Person"))""";
        await command.ExecuteNonQueryAsync();
        foreach (var person in inOrder)
        {
            command.CommandText = $"""INSERT INTO "Rsvps" VALUES (1, '{person}')""";
            await command.ExecuteNonQueryAsync();
        }

        command.CommandText = """SELECT "Person" FROM "Rsvps" ORDER BY rowid""";
        var stored = new List<string>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            stored.Add(rows.GetString(0));

        Assert.Equal(inOrder, stored);
    }

    [Fact]
    public async Task A_backup_file_keeps_the_order_of_keys()
    {
        await using var bot = await BotHarness.StartAsync();
        var (id, members, events) = await AnsweredAsync(bot);
        var inOrder = await PseudonymsAsync(bot, id, members);
        var backup = await bot.BackupAsync();

        var bytes = await File.ReadAllBytesAsync(backup);
        var places = inOrder.ConvertAll(p => bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(p)));
        Assert.DoesNotContain(-1, places);
        Assert.False(places.SequenceEqual(places.Order()) || places.SequenceEqual(places.OrderDescending()));
        Assert.All(events.SelectMany(Digests).Concat(members.Select(m => m.Id)), secret => Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(secret))));
    }

    /// <summary>EF Core rebuilds a table for some changes and forgets this on the way.</summary>
    [Fact]
    public async Task Tables_about_people_have_no_row_ids()
    {
        await using var bot = await BotHarness.StartAsync();
        var tables = await bot.ReadAsync("SELECT name FROM pragma_table_list WHERE wr = 1");
        var about = await bot.DbAsync(db => Task.FromResult(
            PersonRows.Entities.Select(e => db.Model.FindEntityType(e)!.GetTableName()!).Append("SeenEvents").Order(StringComparer.Ordinal).ToList()));

        Assert.Equal(about, ShuffleRows.Tables.Order(StringComparer.Ordinal));
        Assert.Empty(about.Except(tables, StringComparer.Ordinal));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task After_shredding_no_table_leads_from_a_person_or_a_conversation_to_the_action(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var (id, members, events) = await AnsweredAsync(bot);
        var direct = ChannelRef.DirectTo(members[0]);
        foreach (var text in new[] { "actions", $"action {id}", "my rsvps", "my data" })
            Assert.Equal(Visibility.Private, (await bot.SayAsync(text, members[0], channel: direct)).Visibility);
        await bot.ChooseAsync($"remind:{id}:on", members[1]);
        await bot.SayAsync($"match {id} buddy \"Signal: me\"", members[2]);
        var secrets = (await PseudonymsAsync(bot, id, members)).Concat(members.Select(m => m.Id)).Concat(events).Concat(events.SelectMany(Digests)).Append(direct.Id).ToList();
        Assert.Equal(["PrivateContacts", "PrivateNotes", "Rsvps", "Seekers"], (await bot.TablesWithAsync(secrets)).Order(StringComparer.Ordinal));

        await bot.UntilAsync((await bot.MobilizationAsync(id)).ShredAt);
        await bot.TurnAsync();

        Assert.Empty(await bot.TablesWithAsync(secrets));
        Assert.Empty(await bot.DbAsync(db => db.MessageSubjects.Where(s => s.Subject == $"mobilization/{id}" || s.Subject.StartsWith("announcement")).ToListAsync()));
        Assert.Contains(database == Database.Sqlite ? "log was emptied" : "PostgreSQL's own log", PlainText.Write(await bot.OrganizeAsync($"action {id}")), StringComparison.Ordinal);
    }

    /// <summary>People answer one after the other; the event of each has an id that others know.</summary>
    private static async Task<(long Id, List<MemberRef> Members, List<string> Events)> AnsweredAsync(BotHarness bot)
    {
        var id = await bot.AnnounceAsync();
        var members = Enumerable.Range(0, People).Select(_ => Organizing.Volunteer()).ToList();
        var events = members.ConvertAll(m => $"$event-of-{m.Id}");
        foreach (var (member, eventId) in members.Zip(events))
        {
            await bot.ChooseAsync($"rsvp:{id}:going", member, eventId: eventId);
            bot.Clock.Advance(TimeSpan.FromSeconds(7));
        }

        await bot.AdvanceAsync(TimeSpan.FromMinutes(5));
        return (id, members, events);
    }

    private static async Task<List<string>> PseudonymsAsync(BotHarness bot, long id, List<MemberRef> members)
    {
        var key = bot.Services.GetRequiredService<KeyStore>().Find((await bot.MobilizationAsync(id)).KeyId)!;
        return members.ConvertAll(m => Pseudonym.Of(key, m).Value);
    }

    /// <summary>What anybody can compute of an event's id.</summary>
    private static IEnumerable<string> Digests(string eventId)
    {
        foreach (var text in new[] { eventId, $"fake\0{eventId}" })
        {
            var digest = SHA256.HashData(Encoding.UTF8.GetBytes(text));
            yield return Convert.ToHexStringLower(digest);
            yield return System.Buffers.Text.Base64Url.EncodeToString(digest)[..22];
        }
    }
}
