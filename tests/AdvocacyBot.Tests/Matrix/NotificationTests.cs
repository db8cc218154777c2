using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>What a real homeserver counts as unread, with the push rules that every account has at first.</summary>
public sealed class NotificationTests
{
    [SynapseFact]
    public async Task Announcements_changes_and_cancellations_notify_and_answers_do_not()
    {
        await using var scene = await Scene.StartAsync();
        var member = await scene.AddMemberAsync();
        await scene.MarkAsync();
        Assert.Equal((1, 0), await member.UnreadAsync(scene.Room));

        await scene.AnnounceAsync("\"March\" 31 May 2099 7am at \"City Hall\"");
        await scene.Ana.SayAsync(scene.Room, "!action 1 place \"North Gate\"");
        await ShownAsync(scene, member, "North Gate");
        await scene.Ana.SayAsync(scene.Room, "!action 1 cancel");
        await ShownAsync(scene, member, "cancelled");

        // The others are Ana's own commands: the mark, the announcement, the change, the cancellation.
        Assert.Equal((4 + 3, 0), await member.UnreadAsync(scene.Room));
    }

    [SynapseFact]
    public async Task A_post_notifies_by_its_urgency_and_the_whole_room_only_with_the_power_level()
    {
        await using var scene = await Scene.StartAsync();
        var member = await scene.AddMemberAsync();
        var count = 0;

        Assert.Equal([(0, 0), (1, 0), (1, 0)], await WithPowerAsync(0, (Urgency.Routine, ""), (Urgency.Urgent, ""), (Urgency.Routine, "room")));
        Assert.Equal(
            [(0, 0), (1, 0), (1, 1), (1, 1), (1, 1)],
            await WithPowerAsync(50, (Urgency.Routine, ""), (Urgency.Notify, ""), (Urgency.Urgent, ""), (Urgency.Routine, "room"), (Urgency.Routine, "@room")));

        async Task<List<(int, int)>> WithPowerAsync(int power, params (Urgency Urgency, string Mention)[] posts)
        {
            await scene.SetPowerAsync(scene.Bot.Id, power);
            await scene.MarkAsync();
            var role = await scene.Running.Platform.FindRoleAsync(new ChannelRef("matrix", scene.Room), "room", Language.English, CancellationToken.None);
            Assert.Equal(power >= 50, role!.Problem is null);
            var added = new List<(int, int)>();
            foreach (var (urgency, mention) in posts)
            {
                var before = await member.UnreadAsync(scene.Room);
                var reply = Reply.Say(Language.English, "news") with { Urgency = urgency, MentionedRoles = mention.Length > 0 ? [mention] : [] };
                await scene.Running.Platform.SendAsync(new Post(new ChannelRef("matrix", scene.Room), reply, $"test/{count++}", DateTime.UtcNow), CancellationToken.None);
                var after = await member.UnreadAsync(scene.Room);
                added.Add((after.Notifications - before.Notifications, after.Highlights - before.Highlights));
            }

            return added;
        }
    }

    [SynapseFact]
    public async Task A_private_reminder_notifies_its_reader_by_name_and_an_answer_in_a_conversation_notifies_too()
    {
        await using var scene = await Scene.StartAsync();
        var conversation = await scene.StartConversationAsync(scene.Ana);
        await scene.Ana.SayAsync(conversation, "echo hello");
        await scene.Ana.WaitForAsync(conversation, scene.Bot.Id, body => body.StartsWith("echo", StringComparison.Ordinal));
        var reminder = Reply.Tell(Language.English, "Tomorrow") with { Urgency = Urgency.Notify };

        await scene.Running.Platform.SendAsync(
            new Post(ChannelRef.DirectTo(new MemberRef("matrix", scene.Ana.Id)), reminder, "note/1", DateTime.UtcNow), CancellationToken.None);

        // The greeting, the answer and the reminder.
        Assert.Equal((3, 1), await scene.Ana.UnreadAsync(conversation));
    }

    private static async Task ShownAsync(Scene scene, MatrixHuman member, string part)
    {
        await Eventually.HoldsAsync(async () =>
        {
            await scene.Running.Harness.TurnAsync();
            return (await member.MessagesOfAsync(scene.Room, scene.Bot.Id)).Any(e => MatrixHuman.BodyOf(e).Contains(part, StringComparison.Ordinal));
        });
    }
}
