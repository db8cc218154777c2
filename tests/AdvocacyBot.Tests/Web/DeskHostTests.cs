using System.Net;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Store;
using AdvocacyBot.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Web;

/// <summary>The desk examines the organizer's own community; the host and its backups are its operator's alone.</summary>
public sealed class DeskHostTests
{
    private static readonly MemberRef Ana = new("fake", "ana");

    [Fact]
    public async Task The_operator_sees_backups_and_makes_one_and_cannot_download_it()
    {
        using var folder = new TemporaryFolder();
        await using var scene = await PublicScene.StartAsync(new Dictionary<string, string?> { ["Backups:Folder"] = folder.Path });
        Assert.Contains("There is no backup yet", await scene.Organizer.GetStringAsync("/desk/community"), StringComparison.Ordinal);

        var written = (await scene.Organizer.SendAsync("/desk/backup")).Html;
        Assert.Contains("advocacybot-2026-05-04.db is written and checked", written, StringComparison.Ordinal);
        Assert.Null(await OnlineBackup.ProblemAsync(Path.Combine(folder.Path, "advocacybot-2026-05-04.db"), CancellationToken.None));
        await scene.Organizer.SendAsync("/desk/backup");
        Assert.Equal(["advocacybot-2026-05-04.db"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName));

        var page = await scene.Organizer.GetStringAsync("/desk/community");
        Assert.Contains("advocacybot-2026-05-04.db: from today", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/desk/backup", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await scene.Organizer.GetAsync("/desk/backup")).StatusCode);
    }

    [Fact]
    public async Task A_chat_organizer_sees_no_backup_makes_none_and_learns_nothing_of_the_host()
    {
        using var folder = new TemporaryFolder();
        await using var bot = await BotHarness.StartAsync(settings: new Dictionary<string, string?> { ["Backups:Folder"] = folder.Path });
        using var _ = await bot.OpenEndpointsAsync();
        using var ana = await bot.SignInAsChatAsync(Ana);

        Assert.DoesNotContain("Backups", await ana.GetStringAsync("/desk/community"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await ana.SendAsync("/desk/backup")).Status);
        Assert.Empty(Directory.EnumerateFiles(folder.Path));
        var checkUp = (await ana.SendAsync("/desk/doctor")).Html;
        foreach (var secret in (string[])["master key", "database", "backup", bot.Folder])
            Assert.DoesNotContain(secret, checkUp, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_check_up_names_the_communitys_own_unconfirmed_places_and_no_others()
    {
        await using var scene = await PublicScene.StartAsync();
        await scene.Bot.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<BotDb>();
            db.Communities.Add(new Community { Id = 77, Slug = "others", Name = "Others", CreatedAt = scene.Bot.Clock.Now });
            await db.SaveChangesAsync();
            foreach (var (community, key) in new[] { (Community.FirstId, "own-server"), (77L, "secret-server") })
                db.Places.Add(new Place { CommunityId = community, Platform = "discord", Key = key, State = PlaceState.Unconfirmed, JoinedAt = scene.Bot.Clock.Now });
            return await db.SaveChangesAsync();
        });

        var checkUp = (await scene.Organizer.SendAsync("/desk/doctor")).Html;

        Assert.Contains("own-server", checkUp, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-server", checkUp, StringComparison.Ordinal);
        Assert.Contains("master key", checkUp, StringComparison.Ordinal);
    }
}
