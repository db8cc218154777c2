using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;
using AdvocacyBot.TestSupport.Matrix;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Matrix;

/// <summary>A person with a client built on matrix-js-sdk: what it sends is understood, and it shows what the bot means.</summary>
public sealed class SdkHumanTests(SdkHumanTests.Conversation conversation) : IClassFixture<SdkHumanTests.Conversation>, IAsyncLifetime
{
    private SdkHuman? cleo;

    private SdkHuman Cleo => cleo!;

    private string Bot => conversation.Scene!.Bot.Id;

    public async ValueTask InitializeAsync() => cleo = await conversation.AddPersonAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [MatrixSdkSynapseFact]
    public void A_pill_is_answered_as_a_notice_that_notifies_nobody()
    {
        var before = Cleo.Unread();
        Cleo.Say(new JsonObject
        {
            ["body"] = "bot: echo pill",
            ["format"] = "org.matrix.custom.html",
            ["formatted_body"] = $"<a href=\"https://matrix.to/#/{Bot}\">bot</a>: echo pill",
            ["m.mentions"] = new JsonObject { ["user_ids"] = new JsonArray(Bot) },
        });

        var answer = Cleo.WaitFor(Bot, "echo pill");

        Assert.Equal("m.notice", answer.GetProperty("kind").GetString());
        Assert.Equal(before, Cleo.Unread());
    }

    [MatrixSdkSynapseFact]
    public void An_edited_question_corrects_its_answer_in_place()
    {
        var question = Cleo.Say("!echo frist");
        var answer = Cleo.WaitFor(Bot, "echo frist").GetProperty("message").GetString();

        Cleo.Edit(question, "!echo first");

        var corrected = Cleo.WaitFor(Bot, "echo first");
        Assert.Equal(answer, corrected.GetProperty("message").GetString());
        Assert.True(corrected.GetProperty("edited").GetBoolean());
    }

    [MatrixSdkSynapseFact]
    public void A_removed_question_takes_its_answer_with_it()
    {
        var question = Cleo.Say("!echo regret");
        var answer = Cleo.WaitFor(Bot, "echo regret").GetProperty("message").GetString()!;

        Cleo.Redact(question);

        Cleo.WaitUntilRedacted(answer);
    }

    [MatrixSdkSynapseFact]
    public void A_question_in_a_thread_is_answered_in_the_thread()
    {
        var root = Cleo.Say("Let us talk about 2014.");
        var question = Cleo.Say("!echo threaded", thread: root);

        var answer = Cleo.WaitFor(Bot, "echo threaded");

        Assert.Equal(root, answer.GetProperty("thread").GetString());
        Assert.NotEqual(root, question);
    }

    [MatrixSdkSynapseFact]
    public async Task An_announcement_notifies_and_a_tap_on_its_reaction_counts()
    {
        await conversation.Scene!.Running.QueueAsync(
            conversation.Scene.Room, OfferCommand.Announcement(Language.English) with { Urgency = Urgency.Notify }, "mobilization/7");
        var announcement = Cleo.WaitFor(Bot, "March").GetProperty("message").GetString()!;

        Assert.Equal(["✅", "❌", "❔"], Cleo.Reactions(announcement, 3).Order(StringComparer.Ordinal));
        await Eventually.HoldsAsync(() => Cleo.Unread() == (1, 0));
        Cleo.React(announcement, "✅");
        await Eventually.HoldsAsync(() => conversation.Picks.Of.GetValueOrDefault(Cleo.Id) == "going");
    }

    /// <summary>
    /// One room for all tests, which run one after the other. Each test has a person of its own, because counts of unread messages
    /// follow what a person says with some delay.
    /// </summary>
    public sealed class Conversation : IAsyncLifetime
    {
        private NodePeer? peer;

        internal Picks Picks { get; } = new();

        internal Scene? Scene { get; private set; }

        public async ValueTask InitializeAsync()
        {
            if (!NodePeer.IsInstalled || !Synapse.IsInstalled)
                return;
            Scene = await Scene.StartAsync(adjust: services => services.AddSingleton(Picks));
            peer = new NodePeer("matrix-human.mjs");
        }

        /// <returns>Null where what the test needs is not installed, so that it is skipped.</returns>
        internal async Task<SdkHuman?> AddPersonAsync() => Scene is null
            ? null
            : new SdkHuman(peer!, await Scene.AddMemberAsync(), Scene.Room).Start((await Synapse.SharedAsync()).Address);

        public async ValueTask DisposeAsync()
        {
            peer?.Dispose();
            if (Scene is not null)
                await Scene.DisposeAsync();
        }
    }
}
