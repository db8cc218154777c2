using AdvocacyBot.Core.Chat;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Web;
using AdvocacyBot.Web.Sessions.Passkeys;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Web;

/// <summary>What becomes of passkeys when their owner asks to be forgotten, and when all sessions are ended.</summary>
public sealed class PasskeyDataTests
{
    private static readonly MemberRef Other = new("fake", "another-organizer");
    private byte next;

    [Fact]
    public async Task Forget_me_in_a_chat_removes_the_passkeys_of_that_account_alone()
    {
        await using var bot = await BotHarness.StartAsync();
        var table = bot.Services.GetRequiredService<PasskeyTable>();
        var organizer = Some.Member;
        await AddAsync(table, "browser-1", organizer);
        await AddAsync(table, "browser-2", organizer);
        await AddAsync(table, "browser-3", Other);
        await AddAsync(table, "browser-4", account: null);
        Assert.Contains("sign in as an organizer: 2", PlainText.Write(await bot.SayAsync("my data", organizer)), StringComparison.Ordinal);

        await bot.SayAsync("forget me", organizer);

        Assert.Equal(["browser-4", "browser-3"], (await table.AllAsync(CancellationToken.None)).Select(p => p.Member));
        Assert.DoesNotContain("sign in as an organizer", PlainText.Write(await bot.SayAsync("my data", organizer)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forget_me_in_the_web_room_removes_the_passkeys_that_the_browsers_member_created()
    {
        await using var scene = await PublicScene.StartAsync();
        var table = scene.Bot.Services.GetRequiredService<PasskeyTable>();
        var member = (string)(await scene.Bot.Services.GetRequiredService<WebFile>().AskAsync("SELECT \"Member\" FROM \"Sessions\"", CancellationToken.None))!;
        await AddAsync(table, member, account: null);
        await AddAsync(table, "somebody else", account: null);

        await scene.SayAsync("forget me");

        Assert.Equal("somebody else", Assert.Single(await table.AllAsync(CancellationToken.None)).Member);
    }

    [Fact]
    public async Task Sessions_end_says_that_passkeys_remain_and_removes_them_when_asked()
    {
        await using var bot = await BotHarness.StartAsync();
        var table = bot.Services.GetRequiredService<PasskeyTable>();
        Assert.DoesNotContain("passkey", await EndAsync(bot, ""), StringComparison.Ordinal);
        await AddAsync(table, "browser-1", Other);
        Assert.Contains("1 passkey still signs its owner in", await EndAsync(bot, ""), StringComparison.Ordinal);
        await AddAsync(table, "browser-2", account: null);
        Assert.Contains("2 passkeys still sign their owners in", await EndAsync(bot, ""), StringComparison.Ordinal);
        Assert.Equal(2, (await table.AllAsync(CancellationToken.None)).Count);

        Assert.Contains("All passkeys are removed, too.", await EndAsync(bot, " passkeys"), StringComparison.Ordinal);
        Assert.Empty(await table.AllAsync(CancellationToken.None));
    }

    private static async Task<string> EndAsync(BotHarness bot, string also) => PlainText.Write(await bot.SayAsync($"sessions end{also}", organizer: true));

    private async Task AddAsync(PasskeyTable table, string member, MemberRef? account)
    {
        byte[] key = [++next, 1, 2, 3];
        var info = new UserPasskeyInfo(key, key, DateTimeOffset.UnixEpoch, 0, [], true, false, false, [], []);
        Assert.True(await table.AddAsync(new StoredPasskey(0, "handle", member, account, "Firefox on Linux", default, info), CancellationToken.None));
    }
}
