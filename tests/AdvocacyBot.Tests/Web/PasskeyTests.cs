using System.Net;
using System.Text.Json;
using AdvocacyBot.TestSupport;
using AdvocacyBot.Web.Sessions;
using AdvocacyBot.Web.Sessions.Passkeys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AdvocacyBot.Tests.Web;

/// <summary>Organizers create passkeys at the desk and sign in with them, on addresses with a name only.</summary>
public sealed class PasskeyTests
{
    private static readonly Visitor Somebody = new("member", "author", "secret");

    [AxeFact]
    public async Task An_organizer_creates_a_passkey_signs_in_with_it_elsewhere_and_removes_it()
    {
        await using var scene = await PublicScene.StartAsync();
        await using var browser = await Browser.StartAsync();
        var site = $"http://localhost:{scene.Organizer.BaseAddress!.Port}";
        var page = await browser.PersonAsync(width: 360, height: 740, colours: ColorScheme.Dark);
        var trouble = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                trouble.Add(message.Text);
        };
        await using (await AddAuthenticatorAsync(page))
        {
            await page.GotoAsync(new Uri(new Uri(site), (await scene.LinkAsync()).PathAndQuery).ToString());
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in on this browser" }).ClickAsync();
            var member = await scene.Bot.Services.GetRequiredService<SessionTable>().AllAsync(CancellationToken.None);
            await page.GotoAsync($"{site}/desk/sessions");
            await page.GetByRole(AriaRole.Button, new() { Name = "Create a passkey" }).ClickAsync();
            var remove = page.GetByRole(AriaRole.Button, new() { Name = "Remove passkey" });
            await Expect(remove).ToHaveCountAsync(1);
            await Screenshots.KeepAsync(page, "passkeys");
            Assert.Empty(await Axe.ViolationsAsync(page));

            // The same device does not create another one for the same organizer, and the page says so.
            await page.GetByRole(AriaRole.Button, new() { Name = "Create a passkey" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("No passkey was created");

            await page.Context.ClearCookiesAsync();
            await page.GotoAsync($"{site}/desk");
            await Screenshots.KeepAsync(page, "passkey-sign-in");
            Assert.Empty(await Axe.ViolationsAsync(page));
            trouble.Clear();
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "All actions" })).ToBeVisibleAsync();
            Assert.Empty(trouble);
            Assert.Equal(member.Count + 1, (await scene.Bot.Services.GetRequiredService<SessionTable>().AllAsync(CancellationToken.None)).Count);

            await page.GotoAsync($"{site}/desk/sessions");
            await remove.ClickAsync();
            await Expect(remove).ToHaveCountAsync(0);
            await page.Context.ClearCookiesAsync();
            await page.GotoAsync($"{site}/desk");
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("did not sign you in");
        }
    }

    [Fact]
    public async Task On_an_ip_address_no_passkey_is_offered_and_no_question_answered()
    {
        await using var scene = await PublicScene.StartAsync();
        var sessions = await scene.Organizer.GetStringAsync("/desk/sessions");

        Assert.DoesNotContain("Create a passkey", sessions, StringComparison.Ordinal);
        Assert.Contains("Passkeys need an address with a name", sessions, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(scene.Organizer, "/desk/passkeys/question", ("_token", FormToken.In(sessions)))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(scene.Bot.Visit(), "/desk/sign-in/question")).StatusCode);
    }

    [Fact]
    public async Task What_is_not_an_answer_to_a_question_signs_nobody_in()
    {
        await using var scene = await PublicScene.StartAsync();
        using var stranger = scene.Bot.Visit();
        stranger.DefaultRequestHeaders.Host = $"localhost:{scene.Organizer.BaseAddress!.Port}";
        using var asked = await PostAsync(stranger, "/desk/sign-in/question");
        var question = JsonDocument.Parse(await asked.Content.ReadAsStringAsync()).RootElement;
        var state = question.GetProperty("state").GetString()!;
        Assert.Equal("required", JsonDocument.Parse(question.GetProperty("options").GetString()!).RootElement.GetProperty("userVerification").GetString());

        foreach (var (given, credential) in new[] { (state, "{}"), (state, ""), ("", "{}"), ("not sealed!", "{}"), (state[..^2], "{}"), (state, "[1") })
            Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(stranger, "/desk/sign-in/passkey", ("state", given), ("credential", credential))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/desk")).StatusCode);
    }

    [Fact]
    public async Task A_question_is_for_one_browser_and_purpose_for_five_minutes_and_once()
    {
        await using var scene = await PublicScene.StartAsync();
        var (clock, challenges) = (scene.Bot.Clock, scene.Bot.Services.GetRequiredService<PasskeyChallenges>());
        var state = challenges.Seal(Somebody, "use", "the state");

        Assert.Null(await challenges.OpenAsync(Somebody with { Secret = "another" }, "use", state, CancellationToken.None));
        Assert.Null(await challenges.OpenAsync(Somebody, "create", state, CancellationToken.None));
        Assert.Equal("the state", await challenges.OpenAsync(Somebody, "use", state, CancellationToken.None));
        Assert.Null(await challenges.OpenAsync(Somebody, "use", state, CancellationToken.None));

        var late = challenges.Seal(Somebody, "use", "another state");
        clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await challenges.OpenAsync(Somebody, "use", late, CancellationToken.None));
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient visitor, string path, params (string Name, string Value)[] fields) =>
        visitor.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    /// <summary>A device that keeps passkeys and recognizes its owner. https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn/</summary>
    private static async Task<IAsyncDisposable> AddAuthenticatorAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return new Detached(session);
    }

    private sealed class Detached(ICDPSession session) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await session.DetachAsync();
    }
}
