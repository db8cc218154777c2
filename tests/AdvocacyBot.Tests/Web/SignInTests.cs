using System.Net;
using System.Net.Http.Json;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Web.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Web;

/// <summary>Who becomes an organizer of the web room, and what cannot take that away or lend it to somebody else.</summary>
public sealed class SignInTests
{
    private const string Badge = "class=\"badge\"";

    [Fact]
    public async Task A_link_signs_in_once_and_opening_it_does_not_use_it_up()
    {
        await using var bot = await BotHarness.StartAsync();
        using var organizer = await bot.OpenEndpointsAsync();
        using var late = bot.Visit();
        var link = bot.OrganizerLink();

        // A chat service that previews the link.
        Assert.Equal(HttpStatusCode.OK, (await late.GetAsync(link)).StatusCode);
        Assert.DoesNotContain(Badge, await late.GetStringAsync("/"), StringComparison.Ordinal);

        await organizer.SignInAsync(link);
        Assert.Contains(Badge, await organizer.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await late.SignInAsync(link)).StatusCode);
        Assert.DoesNotContain(Badge, await late.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_expires_after_an_hour_and_a_session_after_thirty_days()
    {
        await using var bot = await BotHarness.StartAsync();
        using var organizer = await bot.OpenEndpointsAsync();
        var later = await OrganizerLink.CreateAsync(
            Path.Combine(bot.Folder, "room.db"), bot.Services.GetRequiredService<Core.Secrets.MasterKey>(), bot.Clock, organizer.BaseAddress!, CancellationToken.None);
        bot.Clock.Advance(TimeSpan.FromMinutes(59));
        await organizer.SignInAsync(later);
        bot.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.Gone, (await bot.Visit().SignInAsync(bot.OrganizerLink())).StatusCode);

        bot.Clock.Advance(TimeSpan.FromDays(29));
        Assert.Contains(Badge, await organizer.GetStringAsync("/"), StringComparison.Ordinal);
        bot.Clock.Advance(TimeSpan.FromDays(1));
        Assert.DoesNotContain(Badge, await organizer.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_replaces_a_planted_cookie_and_keeps_the_member()
    {
        await using var bot = await BotHarness.StartAsync();
        using var organizer = await bot.OpenEndpointsAsync();
        using var attacker = bot.Visit();
        await organizer.SayInRoomAsync("hello all");
        var planted = CookieOf(organizer, bot);

        await organizer.SignInAsync(bot.OrganizerLink());
        attacker.DefaultRequestHeaders.Add("Cookie", planted);

        Assert.NotEqual(planted, CookieOf(organizer, bot));
        Assert.True(Assert.Single(await organizer.ReadRoomAsync()).Own);
        Assert.DoesNotContain(Badge, await attacker.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.False(Assert.Single(await attacker.ReadRoomAsync()).Own);
    }

    [Fact]
    public async Task The_cookie_goes_with_links_of_other_sites_and_not_with_their_forms()
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();

        using var page = await visitor.GetAsync("/");

        var cookie = Assert.Single(page.Headers.GetValues("Set-Cookie"));
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.OK)]
    [InlineData("X-Nothing", "nothing", HttpStatusCode.OK)]
    public async Task Another_sites_page_can_change_nothing(string header, string value, HttpStatusCode expected)
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();
        visitor.DefaultRequestHeaders.Add(header, value);

        Assert.Equal(expected, (await visitor.PostAsJsonAsync("/api/room/messages", new { text = "hello all" })).StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK, (await visitor.SignInAsync(bot.OrganizerLink())).IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/room/messages")]
    [InlineData("/desk/sign-in?token=x")]
    public async Task No_personal_page_is_kept_on_a_disk(string path)
    {
        await using var bot = await BotHarness.StartAsync();
        using var visitor = await bot.OpenEndpointsAsync();

        using var response = await visitor.GetAsync(path);

        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Under_its_public_name_the_cookie_belongs_to_the_host_and_needs_tls()
    {
        await using var bot = await BotHarness.StartAsync(settings: new Dictionary<string, string?> { ["Web:PublicUrl"] = "https://bot.example.org" });
        using var visitor = await bot.OpenEndpointsAsync();
        visitor.DefaultRequestHeaders.Host = "bot.example.org";

        using var page = await visitor.GetAsync("/");

        var cookie = Assert.Single(page.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(page.Headers.GetValues("Strict-Transport-Security"));
    }

    private static string CookieOf(HttpClient visitor, BotHarness bot) => bot.Cookies[visitor].GetCookieHeader(visitor.BaseAddress!);
}
