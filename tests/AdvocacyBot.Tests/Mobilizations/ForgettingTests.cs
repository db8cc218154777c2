using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Tests.Mobilizations;

/// <summary>What is forgotten is gone: searched for byte by byte in every file of the bot, through the pool as the bot uses it.</summary>
public sealed class ForgettingTests
{
    [Fact]
    public async Task After_shredding_no_file_holds_the_member_the_address_or_the_pseudonym()
    {
        var log = new CollectedLog();
        await using var bot = await BotHarness.StartAsync(adjust: services => services.AddLogging(l => l.AddProvider(log)));
        var (id, members, pseudonyms) = await FillAsync(bot);
        Assert.True(Holds(bot, log, pseudonyms), "The search has to find what is there, or it proves nothing.");

        await bot.UntilAsync((await bot.MobilizationAsync(id)).ShredAt);
        await bot.TurnAsync();
        var backup = await BackupAsync(bot);

        AssertForgotten(bot, log, members, pseudonyms, backup);
        var receipt = PlainText.Write(await bot.OrganizeAsync($"action {id}"));
        Assert.Contains("was destroyed, every answer", receipt, StringComparison.Ordinal);
        Assert.Contains("5 or more were going", receipt, StringComparison.Ordinal);
        Assert.Contains("This is over.", PlainText.Write(bot.Platform.Edits[^1].Reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_forget_me_no_file_holds_the_member_while_the_others_stay()
    {
        var log = new CollectedLog();
        await using var bot = await BotHarness.StartAsync(adjust: services => services.AddLogging(l => l.AddProvider(log)));
        var (id, members, pseudonyms) = await FillAsync(bot);

        var told = PlainText.Write(await bot.SayAsync("forget me", members[0]));
        var backup = await BackupAsync(bot);

        Assert.Contains("You are forgotten", told, StringComparison.Ordinal);
        AssertForgotten(bot, log, [members[0]], [pseudonyms[0]], backup);
        Assert.Equal(members.Count - 1, (await bot.RsvpsAsync(id)).Count);
        Assert.Contains("Nothing about any action", PlainText.Write(await bot.SayAsync("what do you hold on me", members[0])), StringComparison.Ordinal);
        Assert.True(Holds(bot, log, pseudonyms[1..]), "The others' rows have to be there still.");
    }

    [Fact]
    public async Task A_reader_in_the_way_delays_the_receipt_until_the_log_is_empty()
    {
        await using var bot = await BotHarness.StartAsync();
        var (id, _, _) = await FillAsync(bot);
        var (entered, leave) = (new TaskCompletionSource(), new TaskCompletionSource());
        var reader = bot.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<BotDb>();
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "BEGIN; SELECT count(*) FROM Rsvps";
            await command.ExecuteScalarAsync();
            entered.SetResult();
            await leave.Task;
            command.CommandText = "COMMIT";
            await command.ExecuteNonQueryAsync();
            return true;
        });
        await entered.Task;

        await bot.InScopeAsync(async services =>
        {
            var shredder = services.GetRequiredService<Shredder>();
            await shredder.ShredAsync(id, CancellationToken.None);
            await shredder.KeepAsync(CancellationToken.None);
            return true;
        });
        Assert.Contains("still to be emptied", PlainText.Write(await bot.OrganizeAsync($"action {id}")), StringComparison.Ordinal);
        leave.SetResult();
        await reader;
        await bot.TurnAsync();

        Assert.Contains("log was emptied", PlainText.Write(await bot.OrganizeAsync($"action {id}")), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_member_can_see_everything_that_is_held(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1 role medic:1");
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(id, Organizing.Volunteer(), "going");
        await bot.AnswerAsync(id, member, "going +2 medic");

        var held = PlainText.Write(await bot.SayAsync("what do you hold on me", member));

        var row = (await bot.RsvpOfAsync(id, member))!;
        Assert.Contains(row.Person, held, StringComparison.Ordinal);
        Assert.Contains("You're on the waitlist", held, StringComparison.Ordinal);
        Assert.Contains("How many come with you: 2", held, StringComparison.Ordinal);
        Assert.Contains("Your role: medic", held, StringComparison.Ordinal);
        Assert.Contains("Your place in the queue", held, StringComparison.Ordinal);
        Assert.Contains("sealed under the action's key", held, StringComparison.Ordinal);
        Assert.DoesNotContain(member.Id, held, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_person_is_another_pseudonym_in_every_mobilization(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var (one, two) = (await bot.AnnounceAsync(), await bot.AnnounceAsync());
        var member = Organizing.Volunteer();
        await bot.AnswerAsync(one, member, "going");
        await bot.AnswerAsync(two, member, "going");

        Assert.NotEqual((await bot.RsvpOfAsync(one, member))!.Person, (await bot.RsvpOfAsync(two, member))!.Person);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Addresses_are_deleted_after_the_last_message(Database database)
    {
        await using var bot = await BotHarness.StartAsync(database);
        var id = await bot.AnnounceAsync("capacity 1");
        var (first, second) = (Organizing.Volunteer(), Organizing.Volunteer());
        await bot.AnswerAsync(id, first, "going");
        await bot.ChooseAsync($"remind:{id}:on", first);
        await bot.AnswerAsync(id, second, "going");
        Assert.Equal(2, await bot.DbAsync(db => db.Set<Core.Mobilizations.Private.PrivateContact>().CountAsync()));

        await bot.AnswerAsync(id, first, "no");
        await bot.TurnAsync();

        Assert.Contains("A seat came free: you're going", Assert.Single(bot.Told(second)).Text, StringComparison.Ordinal);
        Assert.Equal(0, await bot.DbAsync(db => db.Set<Core.Mobilizations.Private.PrivateContact>().CountAsync()));
    }

    [Fact]
    public async Task Keys_are_outside_the_database_readable_by_their_owner_alone()
    {
        await using var bot = await BotHarness.StartAsync();
        var id = await bot.AnnounceAsync();
        var keys = Path.Combine(bot.Folder, "keys");
        var file = Path.Combine(keys, (await bot.MobilizationAsync(id)).KeyId + ".key");

        Assert.True(File.Exists(file));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(keys, "master.key")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(keys));
        }

        var backup = await BackupAsync(bot);
        var key = bot.Services.GetRequiredService<KeyStore>().Find((await bot.MobilizationAsync(id)).KeyId)!;
        foreach (var secret in new[] { key, await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(Path.Combine(keys, "master.key")) })
            Assert.False(await Contains(backup, secret), "A backup carries no key.");
    }

    [Fact]
    public void A_sealed_address_opens_in_no_other_place()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var box = Sealing.Seal(key, "fake\0member", "mobilization/1/person");

        Assert.Equal("fake\0member", Sealing.OpenText(key, box, "mobilization/1/person"));
        Assert.ThrowsAny<CryptographicException>(() => Sealing.OpenText(key, box, "mobilization/2/person"));
        Assert.ThrowsAny<CryptographicException>(() => Sealing.OpenText(RandomNumberGenerator.GetBytes(32), box, "mobilization/1/person"));
        Assert.ThrowsAny<CryptographicException>(() => Sealing.Open(key, box.AsSpan(0, 20), "mobilization/1/person"));
    }

    [Fact]
    public void Who_somebody_is_prints_as_redacted()
    {
        var member = new MemberRef("fake", "member-secret");
        var person = new Person(RandomNumberGenerator.GetBytes(32), "pseudonym-secret", null);

        Assert.DoesNotContain("secret", $"{member} {person} {person.Pseudonym} {ChannelRef.DirectTo(member)}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_pseudonym_is_the_hmac_of_platform_zero_and_id_under_the_key()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var expected = Base64Url.EncodeToString(HMACSHA256.HashData(key, "discord\042"u8));

        Assert.Equal(expected, Pseudonym.Of(key, new MemberRef("discord", "42")).Value);
    }

    /// <summary>Everything that is ever held on people: answers, guests, a queue, addresses, searches, codes.</summary>
    private static async Task<(long Id, IReadOnlyList<MemberRef> Members, List<string> Pseudonyms)> FillAsync(BotHarness bot)
    {
        var id = await bot.AnnounceAsync("capacity 6 role medic:2");
        var members = Enumerable.Range(0, 9).Select(_ => Organizing.Volunteer()).ToList();
        foreach (var member in members)
        {
            await bot.AnswerAsync(id, member, "going");
            await bot.ChooseAsync($"remind:{id}:on", member);
        }

        await bot.AnswerAsync(id, members[0], "going medic");
        await bot.SayAsync($"match {id} buddy \"Signal {members[0].Id}\"", members[0]);
        await bot.SayAsync($"match {id} buddy \"Signal {members[1].Id}\"", members[1]);
        await bot.SayAsync($"link {id}", members[0]);
        await bot.AdvanceAsync(TimeSpan.FromMinutes(6));
        var pseudonyms = new List<string>();
        foreach (var member in members)
            pseudonyms.Add((await bot.RsvpOfAsync(id, member))!.Person);
        return (id, members, pseudonyms);
    }

    private static async Task<string> BackupAsync(BotHarness bot)
    {
        var file = Path.Combine(bot.Folder, $"backup-{Guid.NewGuid():N}.db");
        await bot.InScopeAsync(async services =>
        {
            await services.GetRequiredService<OnlineBackup>().WriteAsync(file, CancellationToken.None);
            return true;
        });
        return file;
    }

    private static void AssertForgotten(
        BotHarness bot, CollectedLog log, IReadOnlyList<MemberRef> members, IReadOnlyList<string> pseudonyms, string backup)
    {
        Assert.True(File.Exists(backup));
        foreach (var secret in members.Select(m => m.Id).Concat(pseudonyms))
            Assert.False(Holds(bot, log, [secret]), $"Something of a forgotten person is left.");
    }

    /// <summary>Whether any file of the data folder, or the log, holds one of these.</summary>
    private static bool Holds(BotHarness bot, CollectedLog log, IReadOnlyCollection<string> secrets)
    {
        var places = Directory.GetFiles(bot.Folder, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetFileName(f) != "bot.lock")
            .Select(ReadShared)
            .Append(Encoding.UTF8.GetBytes(log.Text));
        return places.Any(place => secrets.Any(secret => place.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0));
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static async Task<bool> Contains(string file, byte[] secret) =>
        (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(secret) >= 0;

    private sealed class CollectedLog : ILoggerProvider, ILogger
    {
        private readonly StringBuilder text = new();

        public string Text
        {
            get
            {
                lock (text)
                    return text.ToString();
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (text)
                text.AppendLine(formatter(state, exception)).Append(exception);
        }

        public void Dispose()
        {
        }
    }
}
