using System.IO.Compression;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Host;
using AdvocacyBot.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Communities;

/// <summary>
/// The data folder of a bot from before communities existed, made by that version (commit b08b2cd): feeds in a Discord channel, a Matrix room
/// and the web room, two actions with answers, a filter, a language, two facts with a pending change, a failed question.
/// </summary>
public sealed class UpgradeTests
{
    private const string Sample = "before-communities.zip";
    private static readonly ChannelRef Channel = new("discord", "1098765432109876543");

    [Fact]
    public async Task Everything_becomes_the_first_communitys_and_nothing_is_lost()
    {
        using var folder = Unpack();
        await using var bot = await StartAsync(folder.Path);

        var community = await bot.DbAsync(db => db.Communities.SingleAsync());
        Assert.Equal((Community.FirstId, "Peace Assembly"), (community.Id, community.Name));
        Assert.Equal(
            ["1 discord 1098765432109876543 article", "2 matrix !group:example.org ", "3 room main "],
            await bot.DbAsync(db => db.Subscriptions.OrderBy(s => s.Number).Select(s => $"{s.Number} {s.Platform} {s.Channel} {s.Filter}").ToListAsync()));
        Assert.Equal(
            ["1 Vigil for Peru", "2 Letter evening"],
            await bot.DbAsync(db => db.Mobilizations.OrderBy(m => m.Number).Select(m => $"{m.Number} {m.Title}").ToListAsync()));
        Assert.Equal(3, await bot.DbAsync(db => db.Rsvps.CountAsync()));
        Assert.Equal(
            await bot.DbAsync(db => db.Articles.OrderBy(a => a.Id).Select(a => a.Id).ToListAsync()),
            await bot.DbAsync(db => db.ArticleNumbers.OrderBy(n => n.ArticleId).Select(n => n.Number).ToListAsync()));
        Assert.Equal(3, await bot.DbAsync(db => db.Articles.CountAsync()));
        Assert.Equal(["F-0001", "F-0002"], await bot.DbAsync(db => db.Claims.OrderBy(c => c.PublicId).Select(c => c.PublicId).ToListAsync()));
        Assert.Equal(Language.French, await bot.DbAsync(db => db.LanguageOfAsync(new ChannelRef("matrix", "!group:example.org"), CancellationToken.None)));

        await bot.TurnAsync();
        // Numbers go on where they were, and people find their answers.
        Assert.Contains("Vigil for Peru", PlainText.Write(await SayAsync(bot, "my rsvps", "900000000000000001")), StringComparison.Ordinal);
        Assert.Contains("8", PlainText.Write(await SayAsync(bot, "fact queue", "900000000000000009", organizer: true, confirmed: true)), StringComparison.Ordinal);
        var preview = await bot.SayAsync("announce \"Third\" 31 May 2099 7am at \"Hall\"", organizer: true, command: true);
        await bot.ChooseAsync(preview.Choices[0].Id, organizer: true);
        Assert.Equal(3, await bot.DbAsync(db => db.Mobilizations.MaxAsync(m => m.Number)));
    }

    [Fact]
    public async Task Its_places_serve_members_and_wait_for_the_operator_to_confirm_them()
    {
        using var folder = Unpack();
        await using var bot = await StartAsync(folder.Path);
        Assert.Contains("of 3 channels of the earlier version are not known yet", Assert.Single(await FindingsAsync(bot)).Sentence, StringComparison.Ordinal);

        await bot.AdvanceAsync(TimeSpan.FromHours(1));

        // Posts go on: those that waited are sent.
        var discord = (FakePlatform)bot.Services.GetRequiredService<PlatformDirectory>().Find("discord")!;
        Assert.Contains(discord.Sent, s => s.Message.Channel == Channel && s.Reply.Title == "Vigil for Peru");
        Assert.Equal(
            ["discord server Unconfirmed", "fake home Confirmed", "matrix room Unconfirmed", "room main Confirmed"],
            await bot.DbAsync(db => db.Places.Where(p => p.Key != "home" || p.Platform == "fake").OrderBy(p => p.Platform).Select(p => $"{p.Platform} {p.Key} {p.State}").ToListAsync()));
        var findings = await FindingsAsync(bot);
        Assert.Equal(2, findings.Count);
        var id = await bot.DbAsync(db => db.Places.Where(p => p.Key == "server").Select(p => p.Id).SingleAsync());
        Assert.StartsWith($"discord server was used before communities existed. If it is yours, run 'places confirm {id}'", findings[0].Sentence, StringComparison.Ordinal);

        Assert.Contains("Vigil for Peru", PlainText.Write(await SayAsync(bot, "actions", "900000000000000005")), StringComparison.Ordinal);
        Assert.StartsWith("This place is waiting to be confirmed", PlainText.Write(await SayAsync(bot, "places", "900000000000000009", organizer: true)), StringComparison.Ordinal);
        Assert.StartsWith("Only organizers", PlainText.Write(await SayAsync(bot, "action 1 cancel", "900000000000000009", organizer: true)), StringComparison.Ordinal);

        await bot.InScopeAsync(services => services.GetRequiredService<Membership>().ConfirmAsync(id, CancellationToken.None));
        Assert.StartsWith("Places of this group", PlainText.Write(await SayAsync(bot, "places", "900000000000000009", organizer: true)), StringComparison.Ordinal);
        Assert.Single(await FindingsAsync(bot));
    }

    [Fact]
    public async Task The_first_message_in_such_a_place_is_answered()
    {
        using var folder = Unpack();
        await using var bot = await StartAsync(folder.Path);

        Assert.Contains("Vigil for Peru", PlainText.Write(await SayAsync(bot, "actions", "900000000000000005")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bot_never_leaves_such_a_place_by_itself()
    {
        using var folder = Unpack();
        await using var bot = await StartAsync(folder.Path);
        var discord = (FakePlatform)bot.Services.GetRequiredService<PlatformDirectory>().Find("discord")!;
        discord.Since[new PlaceRef("discord", "server")] = bot.Clock.Now;

        await bot.AdvanceAsync(TimeSpan.FromDays(3));

        Assert.Empty(discord.Left);
    }

    [Fact]
    public async Task The_console_lists_the_places_and_confirms_them()
    {
        using var folder = Unpack("data");
        await using (var bot = await StartAsync(Path.Combine(folder.Path, "data")))
            await bot.TurnAsync();

        var (_, listed) = await BotProcess.RunAsync(folder.Path, ["places"]);
        Assert.Contains("discord  server  (not confirmed: run 'places confirm", listed, StringComparison.Ordinal);
        var number = listed.Split("'places confirm ")[1].Split('\'')[0];
        var (code, output) = await BotProcess.RunAsync(folder.Path, ["places", "confirm", number]);
        Assert.Equal((0, "Done."), (code, output.Trim()));
        await using var running = await BotProcess.StartAsync(folder.Path, ("Sample__Enabled", "false"));
        await Eventually.HoldsAsync(() => running.Output.Contains("Press Ctrl+C", StringComparison.Ordinal));
        Assert.Equal(1, running.Output.Split("Not confirmed").Length - 1);
    }

    private static TemporaryFolder Unpack(string within = "")
    {
        var folder = new TemporaryFolder();
        ZipFile.ExtractToDirectory(Path.Combine(AppContext.BaseDirectory, "Communities", "Samples", Sample), Path.Combine(folder.Path, within));
        return folder;
    }

    private static Task<BotHarness> StartAsync(string folder)
    {
        var discord = new FakePlatform("discord");
        discord.Channels[Channel.Id] = discord.Channels["1098765432109876555"] = new PlaceRef("discord", "server");
        var matrix = new FakePlatform("matrix");
        matrix.Channels["!group:example.org"] = new PlaceRef("matrix", "room");
        return BotHarness.StartAsync(
            folder: folder,
            adjust: services => services.AddSingleton<IChatPlatform>(discord).AddSingleton<IChatPlatform>(matrix),
            settings: new Dictionary<string, string?> { ["Bot:Name"] = "Peace Assembly" });
    }

    private static Task<List<Finding>> FindingsAsync(BotHarness bot) => bot.DbAsync(async db =>
    {
        var findings = new List<Finding>();
        await foreach (var finding in PlaceFindings.ExamineAsync(db, CancellationToken.None))
            findings.Add(finding);
        return findings;
    });

    /// <summary>Somebody says something in the Discord channel, or in a confirmed place.</summary>
    private static Task<Reply> SayAsync(BotHarness bot, string text, string member, bool organizer = false, bool confirmed = false)
    {
        var intent = new Intent(Some.EventId, new MemberRef("discord", member), Channel, new TextBody(text, IsCommand: true))
        {
            Place = confirmed ? bot.Platform.Home : new PlaceRef("discord", "server"),
            IsVouchedOrganizer = organizer,
        };
        return bot.Services.GetRequiredService<CommandRouter>().HandleAsync(intent, CancellationToken.None);
    }
}
