using System.Text;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Matrix;
using AdvocacyBot.Matrix.Encryption.Identity;
using AdvocacyBot.Matrix.EndToEnd;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>The bot's keys and identities, its own and other people's, on a real homeserver.</summary>
public sealed class EncryptionKeysTests
{
    [MatrixSdkSynapseFact]
    public async Task Lost_and_restored_keys_lead_to_a_new_device_that_the_same_identity_signs()
    {
        await using var scene = await EncryptedScene.StartAsync(isStrict: true);
        var devices = new List<string> { scene.Plain.Running.Device };
        scene.Ana.Say(scene.Room, "!echo before");
        scene.Ana.Read(scene.Room, scene.Bot, "echo before");
        var keys = scene.Plain.KeyFile;
        await scene.Plain.StopBotAsync();
        File.Copy(keys, keys + ".old");
        await RestartAsync(scene, devices);
        Assert.Equal(devices[0], devices[1]);

        await scene.Plain.StopBotAsync();
        File.Move(keys + ".old", keys, overwrite: true);
        await RestartAsync(scene, devices);
        scene.Ana.Say(scene.Room, "!echo restored");
        Assert.Equal(0, scene.Ana.Read(scene.Room, scene.Bot, "echo restored").Shield);

        await scene.Plain.StopBotAsync();
        File.Delete(keys);
        await RestartAsync(scene, devices);
        scene.Ana.Say(scene.Room, "!echo lost");

        Assert.Equal(0, scene.Ana.Read(scene.Room, scene.Bot, "echo lost").Shield);
        Assert.Equal(3, devices.Distinct().Count());
        Assert.All(scene.Ana.DevicesOf(scene.Bot), device => Assert.True(device.Value));
        Assert.All(scene.Ana.Shields(scene.Room, scene.Bot), shield => Assert.Equal(0, shield));
    }

    [MatrixSdkSynapseFact]
    public async Task A_copy_that_begins_to_use_the_keys_stops_the_bot()
    {
        await using var scene = await EncryptedScene.StartAsync();

        await scene.Plain.Bot.ClientAsync(
            "PUT", $"user/{Uri.EscapeDataString(scene.Bot)}/account_data/{RunMarks.AccountData}", new() { ["run"] = "another run" });

        await Eventually.HoldsAsync(() => Task.FromResult(scene.Plain.Running.Failure is not null));
        Assert.Contains("Another copy", scene.Plain.Running.Failure!.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(scene.Plain.KeyFile));
    }

    [MatrixSdkSynapseFact]
    public async Task Nothing_in_the_key_file_names_a_person_a_room_or_a_text()
    {
        await using var scene = await EncryptedScene.StartAsync();
        scene.Ana.Say(scene.Room, "!echo canary");
        scene.Ana.Read(scene.Room, scene.Bot, "echo canary");
        await scene.Plain.StopBotAsync();

        var folder = Path.GetDirectoryName(scene.Plain.KeyFile)!;
        var bytes = string.Concat(Directory.EnumerateFiles(folder, Path.GetFileName(scene.Plain.KeyFile) + "*").Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f))));

        Assert.NotEmpty(bytes);
        Assert.All([scene.Ana.Id, scene.Room, scene.Ana.Device, "canary", "ciphertext"], secret => Assert.DoesNotContain(secret, bytes, StringComparison.Ordinal));
    }

    [MatrixSdkSynapseFact]
    public async Task An_identity_that_another_client_made_is_used_with_its_recovery_key_and_never_replaced()
    {
        await using var scene = await EncryptedScene.StartAsync(startBot: false);
        var element = await scene.StartAsync(scene.Plain.Bot);
        var recoveryKey = element.MakeRecoveryKey();
        var identity = (await PublishedAsync(scene)).Identity;

        await scene.Plain.StartBotAsync();
        await Eventually.HoldsAsync(async () => (await PublishedAsync(scene)).Devices.Count == 2);
        Assert.False(await IsSignedAsync(scene));
        var findings = await MatrixDoctor.ExamineAsync(scene.Plain.Settings, [], CancellationToken.None);
        Assert.Contains(findings, f => !f.IsWell && f.Text.Contains("is not signed", StringComparison.Ordinal));
        await scene.Plain.StopBotAsync();
        scene.Plain.Settings.RecoveryKey = recoveryKey;
        await scene.Plain.StartBotAsync();

        await Eventually.HoldsAsync(() => IsSignedAsync(scene));
        Assert.Equal(identity, (await PublishedAsync(scene)).Identity);
    }

    [MatrixSdkSynapseFact]
    public async Task Organizers_are_notified_once_when_the_identity_of_a_member_changes()
    {
        await using var scene = await EncryptedScene.StartAsync();
        var ben = await scene.AddMemberAsync();
        scene.Ana.Say(scene.Room, "!alerts here");
        var (conversation, _) = scene.Ana.AcceptConversation(scene.Bot);
        ben.Say(scene.Room, "!echo as before");
        ben.Read(scene.Room, scene.Bot, "echo as before");

        ben.ResetIdentity();

        Assert.Equal(0, scene.Ana.Read(scene.Room, scene.Bot, $"{ben.Id} has a new encryption identity").Shield);
        ben.Say(scene.Room, "!echo as after");
        ben.Read(scene.Room, scene.Bot, "echo as after");
        Assert.NotEmpty(conversation);
    }

    [MatrixSdkSynapseFact]
    public async Task Forgetting_a_person_deletes_their_devices_and_encrypting_begins_anew()
    {
        await using var scene = await EncryptedScene.StartAsync();
        scene.Ana.Say(scene.Room, "!echo hello");
        scene.Ana.Read(scene.Room, scene.Bot, "echo hello");
        var traces = scene.Plain.Running.Harness.Services.GetRequiredService<EncryptionTraces>();
        var ana = new MemberRef("matrix", scene.Ana.Id);
        Assert.NotNull(traces.Describe(ana, Language.English));

        await traces.ForgetAsync(ana, CancellationToken.None);

        Assert.Null(traces.Describe(ana, Language.English));
        await scene.Plain.Running.QueueAsync(scene.Room, Reply.Say(Language.English, "begun anew"), "post/1");
        Assert.Equal(0, scene.Ana.Read(scene.Room, scene.Bot, "begun anew").Shield);
    }

    private static async Task RestartAsync(EncryptedScene scene, List<string> devices)
    {
        await scene.Plain.StartBotAsync();
        devices.Add(scene.Plain.Running.Device);
        // Clients share keys with a device once they have seen that it is signed.
        await Eventually.HoldsAsync(() => Task.FromResult(scene.Ana.DevicesOf(scene.Bot).GetValueOrDefault(devices[^1])));
    }

    private static async Task<bool> IsSignedAsync(EncryptedScene scene) =>
        (await PublishedAsync(scene)).Devices.Any(d => d.Id == scene.Plain.Running.Device && d.IsSigned);

    private static async Task<PublishedKeys> PublishedAsync(EncryptedScene scene) => PublishedKeys.Read(
        await scene.Plain.Bot.ClientAsync("POST", "keys/query", new() { ["device_keys"] = new JsonObject { [scene.Bot] = new JsonArray() } }), scene.Bot);
}
