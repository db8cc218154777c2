using System.Text;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport;
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
        var backup = await bot.BackupAsync();

        AssertForgotten(bot, log, members, pseudonyms, backup);
        var receipt = PlainText.Write(await bot.OrganizeAsync($"action {id}"));
        Assert.Contains("was destroyed, every answer", receipt, StringComparison.Ordinal);
        Assert.Contains("how many people were going: 5 or more", receipt, StringComparison.Ordinal);
        Assert.Contains("This is over.", PlainText.Write(bot.Platform.Edits[^1].Reply), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_forget_me_no_file_holds_the_member_while_the_others_stay()
    {
        var log = new CollectedLog();
        await using var bot = await BotHarness.StartAsync(adjust: services => services.AddLogging(l => l.AddProvider(log)));
        var (id, members, pseudonyms) = await FillAsync(bot);

        var told = PlainText.Write(await bot.SayAsync("forget me", members[0]));
        var backup = await bot.BackupAsync();

        Assert.Contains("Everything about you is deleted", told, StringComparison.Ordinal);
        AssertForgotten(bot, log, [members[0]], [pseudonyms[0]], backup);
        Assert.Equal(members.Count - 1, (await bot.RsvpsAsync(id)).Count);
        Assert.Contains("Nothing about any action", PlainText.Write(await bot.SayAsync("what do you hold on me", members[0])), StringComparison.Ordinal);
        Assert.True(Holds(bot, log, pseudonyms[1..]), "The others' rows have to be there still.");
    }

    [Fact]
    public async Task The_log_does_not_name_the_conversation_of_a_member()
    {
        var log = new CollectedLog();
        await using var bot = await BotHarness.StartAsync(adjust: services => services.AddLogging(l => l.AddProvider(log)));
        var refused = new Intent(Some.EventId, Organizing.Volunteer(), new ChannelRef("fake", "conversation-of-ana"), new TextBody("feeds export", IsCommand: true))
        {
            IsDirect = true,
        };

        await bot.Services.GetRequiredService<CommandRouter>().HandleAsync(refused, CancellationToken.None);

        Assert.Contains("in a conversation: only organizers may use it", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("conversation-of-ana", log.Text, StringComparison.Ordinal);
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
        Assert.Contains("still has to be emptied", PlainText.Write(await bot.OrganizeAsync($"action {id}")), StringComparison.Ordinal);
        leave.SetResult();
        await reader;
        await bot.TurnAsync();

        Assert.Contains("log was emptied", PlainText.Write(await bot.OrganizeAsync($"action {id}")), StringComparison.Ordinal);
    }

    /// <summary>Everything that is ever held on people: answers, guests, a queue, addresses, searches, codes.</summary>
    internal static async Task<(long Id, IReadOnlyList<MemberRef> Members, List<string> Pseudonyms)> FillAsync(BotHarness bot)
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

    /// <summary>SQLite's log comes and goes with its connections: where there is none any more, nothing is in it.</summary>
    private static byte[] ReadShared(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }

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
