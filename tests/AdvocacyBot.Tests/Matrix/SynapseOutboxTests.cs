using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Matrix;
using AdvocacyBot.Matrix.Api;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>Posts and delayed answers on a real homeserver.</summary>
public sealed class SynapseOutboxTests
{
    [SynapseFact]
    public async Task An_article_is_posted_to_three_rooms_and_edited_in_each()
    {
        await using var scene = await Scene.StartAsync();
        string[] rooms = [scene.Room, await scene.MakeRoomAsync(), await scene.MakeRoomAsync()];
        foreach (var room in rooms)
            await scene.Running.QueueAsync(room, Article("Mining in Peru"), "article/1");
        foreach (var room in rooms)
            await scene.Ana.WaitForAsync(room, scene.Bot.Id, body => body.StartsWith("Mining in Peru", StringComparison.Ordinal));
        await Eventually.HoldsAsync(() => scene.Running.Harness.DbAsync(async db => await db.Deliveries.CountAsync(d => d.State == DeliveryState.Sent) == 3));

        foreach (var text in new[] { "Corrected", "Mining in Peru", "Corrected" })
        {
            foreach (var sent in await scene.Running.Harness.DbAsync(db => db.MessageSubjects.Where(s => s.Subject == "article/1").ToListAsync()))
                await scene.Running.Platform.EditAsync(sent.MessageRef, Article(text), CancellationToken.None);
        }

        foreach (var room in rooms)
        {
            var article = await scene.Ana.WaitForAsync(room, scene.Bot.Id, body => body.StartsWith("Mining", StringComparison.Ordinal));
            var edits = (await scene.Ana.HistoryAsync(room))
                .Where(e => MatrixHuman.Text(e.GetProperty("content"), "m.relates_to", "rel_type") == "m.replace").ToList();
            Assert.Equal(3, edits.Count);
            Assert.All(edits, e => Assert.Equal(MatrixHuman.IdOf(article), MatrixHuman.Text(e.GetProperty("content"), "m.relates_to", "event_id")));
            Assert.StartsWith("Corrected", MatrixHuman.Text(edits[^1].GetProperty("content"), "m.new_content", "body"), StringComparison.Ordinal);
        }
    }

    [SynapseFact]
    public async Task A_repeated_post_is_shown_once_also_after_a_change_of_device()
    {
        await using var scene = await Scene.StartAsync();
        var post = new Post(new ChannelRef("matrix", scene.Room), Article("Once"), "article/9/post@here", DateTime.UtcNow);
        var first = await scene.Running.Platform.SendAsync(post, CancellationToken.None);
        var second = await scene.Running.Platform.SendAsync(post with { IsRetry = true }, CancellationToken.None);
        await scene.StopBotAsync();
        scene.Settings.AccessToken = scene.Bot.Token!;
        await scene.StartBotAsync();

        var third = await scene.Running.Platform.SendAsync(post with { IsRetry = true }, CancellationToken.None);

        Assert.Equal((first, first), (second, third));
        Assert.Single(await scene.Ana.MessagesOfAsync(scene.Room, scene.Bot.Id), e => MatrixHuman.BodyOf(e).StartsWith("Once", StringComparison.Ordinal));
    }

    [SynapseFact]
    public async Task A_post_to_a_member_goes_to_a_conversation_with_them()
    {
        await using var scene = await Scene.StartAsync();
        var post = new Post(ChannelRef.DirectTo(new MemberRef("matrix", scene.Ana.Id)), Article("For you"), "note/1", DateTime.UtcNow);

        await scene.Running.Platform.SendAsync(post, CancellationToken.None);

        var conversation = await scene.Ana.AcceptConversationAsync(scene.Bot.Id);
        await scene.Ana.WaitForAsync(conversation, scene.Bot.Id, body => body.StartsWith("For you", StringComparison.Ordinal));
        Assert.DoesNotContain(await scene.Ana.MessagesOfAsync(scene.Room, scene.Bot.Id), e => MatrixHuman.BodyOf(e).StartsWith("For you", StringComparison.Ordinal));
    }

    [SynapseFact]
    public async Task Questions_asked_while_the_bot_was_down_are_answered_once_in_order()
    {
        const int Questions = 130;
        await using var scene = await Scene.StartAsync();
        await scene.StopBotAsync();
        var people = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => scene.AddMemberAsync()));
        for (var i = 0; i < Questions; i++)
            await people[i % people.Length].SayAsync(scene.Room, $"!echo number {i}");

        await scene.StartBotAsync();
        await scene.Ana.WaitForAsync(scene.Room, scene.Bot.Id, body => body == $"echo number {Questions - 1}", TimeSpan.FromMinutes(2));

        var answers = (await scene.Ana.MessagesOfAsync(scene.Room, scene.Bot.Id)).Select(MatrixHuman.BodyOf)
            .Where(body => body.StartsWith("echo", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, Questions).Select(i => $"echo number {i}"), answers);
    }

    [SynapseFact]
    public async Task A_restart_keeps_the_device_and_no_token_is_stored_in_clear()
    {
        await using var scene = await Scene.StartAsync();
        var before = await DeviceAsync(scene);
        var stored = await scene.Running.Harness.InScopeAsync(services => services.GetRequiredService<PlatformState>().FindAsync("matrix/session", CancellationToken.None));
        await scene.StopBotAsync();
        await scene.StartBotAsync();

        Assert.Equal(before, await DeviceAsync(scene));
        Assert.DoesNotContain("syt_", stored, StringComparison.Ordinal);
        var devices = await scene.Bot.ClientAsync("GET", "devices");
        Assert.Equal(2, devices.GetProperty("devices").GetArrayLength());
    }

    [SynapseFact]
    public async Task A_wrong_password_stops_the_platform_with_a_sentence_that_does_not_repeat_it()
    {
        var synapse = await Synapse.SharedAsync();
        var account = await synapse.RegisterAsync();
        var settings = new MatrixSettings { Homeserver = synapse.Address.ToString(), User = account.Id, Password = "no such secret" };
        await using var bot = await MatrixBot.StartAsync(settings, wait: false);

        await Eventually.HoldsAsync(() => bot.Failure is not null);

        var stopped = Assert.IsType<PlatformStoppedException>(bot.Failure);
        Assert.DoesNotContain("no such secret", stopped.ToString(), StringComparison.Ordinal);
        Assert.Contains("Matrix:Password", stopped.Message, StringComparison.Ordinal);
    }

    [SynapseFact]
    public async Task The_doctor_reports_what_works_and_what_to_fix_without_secrets()
    {
        await using var scene = await Scene.StartAsync();
        var encrypted = await scene.Ana.MakeRoomAsync([scene.Bot.Id]);
        await scene.Ana.WaitForAsync(encrypted, scene.Bot.Id, _ => true);
        await scene.Ana.SetStateAsync(encrypted, "m.room.encryption", new JsonObject { ["algorithm"] = "m.megolm.v1.aes-sha2" });

        var stranger = await scene.Ana.MakeRoomAsync([scene.Bot.Id]);
        await scene.Ana.WaitForAsync(stranger, scene.Bot.Id, _ => true);

        var findings = await MatrixDoctor.ExamineAsync(scene.Settings, [scene.Room], CancellationToken.None);
        scene.Settings.Password = "not this one";
        var wrong = await MatrixDoctor.ExamineAsync(scene.Settings, [scene.Room], CancellationToken.None);

        Assert.Contains(findings, f => f.IsWell && f.Text.StartsWith(scene.Room, StringComparison.Ordinal));
        Assert.Equal(2, findings.Count(f => !f.IsWell));
        Assert.Contains(findings, f => f.IsWell && f.Text.StartsWith($"{encrypted}: end-to-end encrypted", StringComparison.Ordinal));
        Assert.Contains(findings, f => !f.IsWell && f.Text.StartsWith($"{stranger}: it has not joined a group. Write !setup", StringComparison.Ordinal));
        Assert.Contains("Matrix:Password", Assert.Single(wrong, f => !f.IsWell).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(findings.Concat(wrong), f => f.Text.Contains(scene.Bot.Password, StringComparison.Ordinal) || f.Text.Contains("not this", StringComparison.Ordinal));
    }

    [SynapseFact]
    public async Task With_default_limits_queued_posts_all_arrive_in_order()
    {
        var count = LongRuns.Numbers("ADVOCACYBOT_MATRIX_POSTS", 13)[0];
        await using var synapse = await Synapse.StartAsync(new SynapseOptions { DefaultMessageLimits = true });
        await using var scene = await Scene.StartAsync(synapse);
        var requests = scene.Running.Harness.Services.GetRequiredService<MatrixHttp>();
        for (var i = 0; i < count; i++)
            await scene.Running.QueueAsync(scene.Room, Article($"Article {i}"), $"article/{i}");

        await Eventually.HoldsAsync(
            () => scene.Running.Harness.DbAsync(async db => await db.Deliveries.CountAsync(d => d.State == DeliveryState.Sent) == count),
            within: TimeSpan.FromSeconds(60 + (count * 6)));

        var shown = (await scene.Ana.MessagesOfAsync(scene.Room, scene.Bot.Id)).Select(e => MatrixHuman.BodyOf(e).Split('\n')[0])
            .Where(body => body.StartsWith("Article", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"Article {i}"), shown);
        Assert.InRange(requests.Count, count, (4 * count) + 100);
    }

    private static Reply Article(string title) => new([new Paragraph("Summary.")]) { Title = title, Subjects = ["article/1"] };

    private static async Task<string?> DeviceAsync(Scene scene) =>
        (await scene.Running.Harness.Services.GetRequiredService<MatrixApi>().WhoAmIAsync(CancellationToken.None)).DeviceId;
}
