using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Matrix;
using AdvocacyBot.Matrix.Encryption.Identity;
using AdvocacyBot.Matrix.State;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>Ways of signing in to a real Synapse: by link, with tokens that expire, and what is said if none of them works.</summary>
public sealed partial class SignInTests
{
    [SynapseFact]
    public async Task Without_passwords_the_bot_logs_a_link_stays_signed_in_and_logs_another_once_its_keys_are_lost()
    {
        await using var oauth = await OAuthServer.StartAsync(TimeSpan.FromSeconds(4));
        var options = new SynapseOptions { AuthenticationService = oauth.Address };
        await using var synapse = await Synapse.StartAsync(options);
        await OAuthServer.ProvisionAsync(synapse, options, oauth.User);
        var ana = await oauth.SignInAsync(synapse, options, "ana");
        using var folder = new TemporaryFolder();
        using var logs = new CollectedLogs();
        var settings = new MatrixSettings { Homeserver = synapse.Address.ToString(), AllowedInviters = [ana.Id] };
        var me = $"@{oauth.User}:{Synapse.ServerName}";
        string first;

        await using (var bot = await MatrixBot.StartAsync(settings, folder.Path, adjust: Collect, wait: false))
        {
            await ConfirmAsync(bot, times: 1);
            var room = await ana.MakeRoomAsync([me]);
            await ana.WaitForAsync(room, me, _ => true);
            await Eventually.HoldsAsync(() => oauth.Refreshes >= 2);
            first = bot.Device;
        }

        await using (var again = await MatrixBot.StartAsync(settings, folder.Path, adjust: Collect))
        {
            Assert.Single(Code().Matches(logs.All));
            Assert.Equal([first], await SignedDevicesAsync());
        }

        File.Delete(Directory.EnumerateFiles(folder.Path, "matrix-encryption.db", SearchOption.AllDirectories).Single());
        await using var renewed = await MatrixBot.StartAsync(settings, folder.Path, adjust: Collect, wait: false);
        await ConfirmAsync(renewed, times: 2);
        Assert.NotEqual(first, renewed.Device);
        await Eventually.HoldsAsync(async () => (await SignedDevicesAsync()).Contains(renewed.Device), "the identity signs the new device");
        Assert.DoesNotContain("eyJ", logs.All, StringComparison.Ordinal);

        async Task ConfirmAsync(MatrixBot bot, int times)
        {
            await Eventually.HoldsAsync(() => bot.Failure is { } failure ? throw failure : Task.FromResult(Code().Count(logs.All) == times));
            await oauth.ConfirmAsync(synapse, options, Code().Matches(logs.All)[^1].Groups["code"].Value);
            await bot.ReadyAsync();
        }

        async Task<IReadOnlyList<string>> SignedDevicesAsync() =>
            [.. PublishedKeys.Read(await ana.ClientAsync("POST", "keys/query", new() { ["device_keys"] = new JsonObject { [me] = new JsonArray() } }), me)
                .Devices.Where(d => d.IsSigned).Select(d => d.Id)];

        void Collect(IServiceCollection services) => services.AddLogging(builder => builder.AddProvider(logs).AddFilter<CollectedLogs>("AdvocacyBot", LogLevel.Trace));
    }

    [SynapseFact]
    public async Task A_token_that_expires_is_refreshed_and_the_device_stays_the_same()
    {
        await using var synapse = await Synapse.StartAsync(new SynapseOptions { TokenLifetime = TimeSpan.FromSeconds(3) });
        await using var scene = await Scene.StartAsync(synapse);
        var first = await SessionAsync(scene);
        var second = await NextAsync(scene, first);
        await scene.MarkAsync();
        var third = await NextAsync(scene, second);
        await scene.StopBotAsync();
        await scene.StartBotAsync();
        await scene.MarkAsync();

        Assert.Equal([first.Device, first.Device], [second.Device, third.Device]);
    }

    [SynapseFact]
    public async Task If_no_way_of_signing_in_works_the_bot_and_the_doctor_say_what_to_do()
    {
        await using var synapse = await Synapse.StartAsync(new SynapseOptions { AcceptsPasswords = false });
        var account = await synapse.RegisterAsync();
        var settings = new MatrixSettings { Homeserver = synapse.Address.ToString(), User = account.Id, Password = account.Password };

        await AssertRefusedAsync(settings, "accepts no passwords");
        await AssertRefusedAsync(settings with { Password = "" }, "offers no sign-in by link");
        await AssertRefusedAsync(settings with { AccessToken = "syt_wrong" }, "does not accept Matrix:AccessToken");
        var shared = await Synapse.SharedAsync();
        await AssertRefusedAsync(settings with { Homeserver = shared.Address.ToString(), Password = "wrong" }, "Matrix:User with Matrix:Password");
    }

    private static async Task AssertRefusedAsync(MatrixSettings settings, string expected)
    {
        await using var bot = await MatrixBot.StartAsync(settings, wait: false);
        await Eventually.HoldsAsync(() => bot.Failure is not null);
        var stopped = Assert.IsType<PlatformStoppedException>(bot.Failure);
        var finding = (await MatrixDoctor.ExamineAsync(settings, [], CancellationToken.None)).Single(f => !f.IsWell);

        Assert.Contains(expected, stopped.Message, StringComparison.Ordinal);
        Assert.Equal(stopped.Message, finding.Text);
        Assert.DoesNotContain("syt_wrong", stopped.Message, StringComparison.Ordinal);
    }

    private static async Task<StoredSession> NextAsync(Scene scene, StoredSession before)
    {
        var now = before;
        await Eventually.HoldsAsync(async () => (now = await SessionAsync(scene)).Token != before.Token);
        return now;
    }

    private static Task<StoredSession> SessionAsync(Scene scene) => scene.Running.Harness.InScopeAsync(async services =>
        (await services.GetRequiredService<MatrixStateStore>().FindSessionAsync(CancellationToken.None))!);

    [GeneratedRegex("confirm the code (?<code>[A-Z0-9-]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}
