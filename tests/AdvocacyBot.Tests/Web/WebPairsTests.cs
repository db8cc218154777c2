using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Web.Room;
using AdvocacyBot.Web.Sessions;
using AdvocacyBot.Web.Sessions.Passkeys;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Web;

/// <summary>Two sign-ins of the web are two people only with a passkey each, and not within a day of an invitation.</summary>
public sealed class WebPairsTests
{
    private byte next;

    [Fact]
    public async Task Two_browsers_with_links_but_without_passkeys_are_not_two_people()
    {
        await using var scene = await PublicScene.StartAsync();
        using var second = scene.Bot.Visit();
        await second.SignInAsync(await scene.LinkAsync());
        var (one, other) = await MembersAsync(scene);
        // A place that has just joined is a reason of its own.
        scene.Bot.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(PairProblem.NoPasskey, await ProblemAsync(scene, one, other));
        await AddPasskeyAsync(scene, one);
        Assert.Equal(PairProblem.NoPasskey, await ProblemAsync(scene, one, other));
        await AddPasskeyAsync(scene, other);
        Assert.Null(await ProblemAsync(scene, one, other));
    }

    [Fact]
    public async Task Who_was_invited_does_not_count_for_a_day_and_no_invitation_can_be_hidden_behind_the_own_command()
    {
        await using var scene = await PublicScene.StartAsync();
        var html = (await scene.Organizer.SendAsync("/desk/organizers")).Html;
        var at = html.IndexOf("http://", html.IndexOf("<code>", StringComparison.Ordinal), StringComparison.Ordinal);
        using var second = scene.Bot.Visit();
        await second.SignInAsync(new Uri(html[at..html.IndexOf('<', at)]));
        var (one, other) = await MembersAsync(scene);
        await AddPasskeyAsync(scene, one);
        await AddPasskeyAsync(scene, other);

        Assert.Equal(PairProblem.Invited, await ProblemAsync(scene, one, other));
        Assert.Equal(PairProblem.Invited, await ProblemAsync(scene, other, one));
        scene.Bot.Clock.Advance(TwoPeople.InvitationTime);
        Assert.Null(await ProblemAsync(scene, one, other));
    }

    [Fact]
    public async Task Accounts_of_a_chat_need_no_passkey()
    {
        await using var scene = await PublicScene.StartAsync();

        Assert.Null(await scene.Bot.Services.GetRequiredService<WebPairs>().FindProblemAsync(new("fake", "ana"), new("fake", "ben"), CancellationToken.None));
    }

    private static async Task<(MemberRef One, MemberRef Other)> MembersAsync(PublicScene scene)
    {
        var all = await scene.Bot.Services.GetRequiredService<SessionTable>().MembersAsync(CancellationToken.None);
        Assert.Equal(2, all.Count);
        return (all[0], all[1]);
    }

    private async Task AddPasskeyAsync(PublicScene scene, MemberRef member)
    {
        byte[] key = [++next, 1, 2, 3];
        var info = new UserPasskeyInfo(key, key, DateTimeOffset.UnixEpoch, 0, [], true, false, false, [], []);
        await scene.Bot.Services.GetRequiredService<PasskeyTable>()
            .AddAsync(new StoredPasskey(0, $"handle-{next}", member.Id, null, "Firefox on Linux", default, info), CancellationToken.None);
    }

    private static Task<PairProblem?> ProblemAsync(PublicScene scene, MemberRef first, MemberRef second) => scene.Bot.InScopeAsync(services =>
        services.GetRequiredService<TwoPeople>().FindProblemAsync(
            first,
            new Intent(Some.EventId, second, RoomPlatform.Channel, new TextBody("fact approve F-0001 2")) { Place = RoomPlatform.Place, IsVouchedOrganizer = true },
            CancellationToken.None));
}
