using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>The bot in encrypted rooms, with people whose clients exclude devices that their owners have not signed.</summary>
public sealed class StrictEncryptedRoomTests(StrictEncryptedRoomTests.Fixture fixture)
    : EncryptedRoomTests(fixture), IClassFixture<StrictEncryptedRoomTests.Fixture>
{
    public sealed class Fixture() : EncryptedRoom(isStrict: true);
}

/// <summary>The bot in encrypted rooms, with people whose clients also accept devices that their owners have not signed.</summary>
public sealed class NormalEncryptedRoomTests(NormalEncryptedRoomTests.Fixture fixture)
    : EncryptedRoomTests(fixture), IClassFixture<NormalEncryptedRoomTests.Fixture>
{
    public sealed class Fixture() : EncryptedRoom(isStrict: false);
}

/// <summary>
/// The bot in an encrypted room of a real homeserver, with people whose clients are built on matrix-js-sdk. The tests share the room;
/// each checks that the clients have nothing against any of the bot's messages.
/// </summary>
public abstract class EncryptedRoomTests(EncryptedRoom shared) : IAsyncLifetime
{
    private EncryptedScene Scene => shared.Scene!;

    private EncryptedHuman Ana => Scene.Ana;

    private string Room => Scene.Room;

    private string Bot => Scene.Bot;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (shared.Scene is null)
            return;
        Assert.All(Ana.Shields(Room, Bot), shield => Assert.Equal(0, shield));
        Assert.All(await Scene.SentAsync(Room), e => Assert.Contains(MatrixHuman.Text(e, "type"), SentTypes));
    }

    private static string[] SentTypes => ["m.room.encrypted", "m.reaction", "m.room.redaction"];

    [MatrixSdkSynapseFact]
    public void A_question_is_answered_encrypted_by_a_signed_device()
    {
        Ana.Say(Room, "!echo in secret");

        var answer = Ana.Read(Room, Bot, "echo in secret");

        Assert.Equal((true, 0), (answer.IsEncrypted, answer.Shield));
        Assert.All(Ana.DevicesOf(Bot), device => Assert.True(device.Value));
    }

    [MatrixSdkSynapseFact]
    public void A_question_in_a_thread_is_answered_in_the_thread()
    {
        var root = Ana.Say(Room, "Let us talk about 2014.");

        Ana.SayInThread(Room, root, "!echo threaded");

        Assert.Equal(root, Ana.Read(Room, Bot, "echo threaded").Json.GetProperty("thread").GetString());
    }

    [MatrixSdkSynapseFact]
    public void An_edited_question_corrects_its_answer_and_a_removed_one_takes_it_along()
    {
        var question = Ana.Say(Room, "!echo frist");
        var answer = Ana.Read(Room, Bot, "echo frist");

        Ana.Edit(Room, question, "!echo first");
        var corrected = Ana.Read(Room, Bot, "echo first");
        Ana.Redact(Room, question);

        Assert.Equal(answer.Id, corrected.Id);
        Ana.WaitUntilRedacted(Room, answer.Id);
    }

    [MatrixSdkSynapseFact]
    public async Task An_announcement_is_answered_by_number_and_by_reaction_with_an_encrypted_receipt()
    {
        var ben = await Scene.AddMemberAsync();
        await Scene.Plain.Running.QueueAsync(Room, OfferCommand.Announcement(Language.English), "mobilization/7");
        var announcement = ben.Read(Room, Bot, "March");

        ben.Say(Room, new JsonObject
        {
            ["body"] = "2",
            ["m.relates_to"] = new JsonObject { ["m.in_reply_to"] = new JsonObject { ["event_id"] = announcement.Id } },
        });
        var (conversation, isEncrypted) = ben.AcceptConversation(Bot);
        ben.Read(conversation, Bot, "receipt maybe");
        ben.React(Room, announcement.Id, "✅");

        var receipt = ben.Read(conversation, Bot, "receipt going");
        Assert.Equal((true, true, 0), (isEncrypted, receipt.IsEncrypted, receipt.Shield));
        Assert.Equal("going", shared.Picks.Of.GetValueOrDefault(ben.Id));
        ben.Say(conversation, "pickone");
        ben.Read(conversation, Bot, "Pick one");
        ben.Say(conversation, "3");
        ben.Read(conversation, Bot, "receipt c");
    }

    [MatrixSdkSynapseFact]
    public async Task An_article_with_a_file_arrives_with_the_file_encrypted()
    {
        var reply = new Reply([new Paragraph("Summary.")])
        {
            Title = "Factory closed",
            Subjects = ["article/1"],
            Attachment = new Attachment("action.ics", "text/calendar", "BEGIN:VCALENDAR"),
        };

        await Scene.Plain.Running.QueueAsync(Room, reply, "article/1");

        Assert.Equal(0, Ana.Read(Room, Bot, "Factory closed").Shield);
        Assert.Equal((true, "BEGIN:VCALENDAR"), Ana.File(Room, Bot, "action.ics"));
    }

    [MatrixSdkSynapseFact]
    public async Task A_newcomer_reads_what_came_after_joining_and_a_leaver_does_not()
    {
        await Scene.Plain.Running.QueueAsync(Room, Reply.Say(Language.English, "before the newcomer"), "post/1");
        Ana.Read(Room, Bot, "before the newcomer");
        var ben = await Scene.AddMemberAsync();
        // Once the bot has answered Ben, it knows that he has joined.
        ben.Say(Room, "!echo I am here");
        ben.Read(Room, Bot, "echo I am here");
        await Scene.Plain.Running.QueueAsync(Room, Reply.Say(Language.English, "while the newcomer is here"), "post/2");
        var shown = ben.Read(Room, Bot, "while the newcomer is here");
        Assert.DoesNotContain(shown.Id, ben.Unreadable(Room, Bot));

        await ben.Human.LeaveAsync(Room);
        Ana.Say(Room, "!echo after the leaver");

        var later = Ana.Read(Room, Bot, "echo after the leaver");
        Assert.NotEqual(shown.Json.GetProperty("session").GetString(), later.Json.GetProperty("session").GetString());
    }

    [MatrixSdkSynapseFact]
    public async Task A_second_device_reads_along_and_a_removed_one_does_not_get_the_next_key()
    {
        var ben = await Scene.AddMemberAsync();
        var laptop = await Scene.AddDeviceAsync(ben);
        ben.Say(Room, "!echo for both");
        var session = ben.Read(Room, Bot, "echo for both").Json.GetProperty("session").GetString();
        Assert.Equal(0, laptop.Read(Room, Bot, "echo for both").Shield);

        await laptop.SignOutAsync();
        ben.Say(Room, "!echo for one");

        Assert.NotEqual(session, ben.Read(Room, Bot, "echo for one").Json.GetProperty("session").GetString());
    }

    [MatrixSdkSynapseFact]
    public async Task A_question_from_a_device_that_nobody_signed_is_declined_in_one_line()
    {
        var ben = await Scene.AddMemberAsync();
        var unsigned = await Scene.AddDeviceAsync(ben, isSigned: false);

        unsigned.Say(Room, "!echo from nowhere");
        unsigned.Say(Room, "!echo from nowhere again");

        Ana.Read(Room, Bot, "I could not read this message");
        Ana.Say(Room, "!echo next");
        Ana.Read(Room, Bot, "echo next");
        Assert.DoesNotContain(await Scene.SentAsync(Room), e => MatrixHuman.BodyOf(e).Length > 0);
    }

    [MatrixSdkSynapseFact]
    public async Task Posts_follow_a_room_to_its_replacement()
    {
        var room = await Scene.MakeRoomAsync();
        var upgraded = await Scene.Plain.Ana.ClientAsync("POST", $"rooms/{Uri.EscapeDataString(room)}/upgrade", new JsonObject { ["new_version"] = "11" });
        var next = upgraded.GetProperty("replacement_room").GetString()!;
        await Scene.Plain.Ana.InviteAsync(next, Bot).ContinueWith(_ => { }, TaskScheduler.Default);
        Ana.WaitForMember(next, Bot);
        Ana.Say(next, "!echo moved");
        Ana.Read(next, Bot, "echo moved");

        await Scene.Plain.Running.QueueAsync(room, Reply.Say(Language.English, "after the upgrade"), "post/9");

        var shown = Ana.Read(next, Bot, "after the upgrade");
        Assert.Equal((true, 0), (shown.IsEncrypted, shown.Shield));
    }

    [MatrixSdkSynapseFact]
    public async Task A_replacement_that_leaves_encryption_out_gets_posts_encrypted()
    {
        var room = await Scene.MakeRoomAsync();
        var next = await Scene.Plain.Ana.MakeRoomAsync([Bot], new JsonObject { ["creation_content"] = new JsonObject { ["predecessor"] = new JsonObject { ["room_id"] = room } } });
        await Scene.Plain.Ana.SetStateAsync(room, "m.room.tombstone", new JsonObject { ["body"] = "Moved", ["replacement_room"] = next });
        await Eventually.HoldsAsync(() => Scene.FirstOf(next) == room, "the bot knows that the room was replaced");

        await Scene.Plain.Running.QueueAsync(room, Reply.Say(Language.English, "after the move"), "post/10");

        Assert.True(Ana.Read(next, Bot, "after the move").IsEncrypted);
        Assert.All(await Scene.SentAsync(next), e => Assert.Contains(MatrixHuman.Text(e, "type"), SentTypes));
    }

    [MatrixSdkSynapseFact]
    public async Task After_a_restart_the_same_device_goes_on()
    {
        var before = Ana.DevicesOf(Bot);
        await Scene.Plain.StopBotAsync();
        Ana.Say(Room, "!echo while it was away");
        await Scene.Plain.StartBotAsync(adjust: services => services.AddSingleton(shared.Picks));

        Assert.Equal(0, Ana.Read(Room, Bot, "echo while it was away").Shield);
        Assert.Equal(before.Keys, Ana.DevicesOf(Bot).Keys);
    }
}

/// <summary>One encrypted room for all tests of a class.</summary>
public abstract class EncryptedRoom(bool isStrict) : IAsyncLifetime
{
    internal Picks Picks { get; } = new();

    internal EncryptedScene? Scene { get; private set; }

    public async ValueTask InitializeAsync()
    {
        if (NodePeer.IsInstalled && Synapse.IsInstalled)
            Scene = await EncryptedScene.StartAsync(isStrict, services => services.AddSingleton(Picks));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Scene is not null)
            await Scene.DisposeAsync();
    }
}
