using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Outbox;

/// <summary>The deliveries of these tests.</summary>
internal static class Queuing
{
    public static Task QueueAsync(
        this BotHarness bot, string text, ChannelRef? channel = null, DateTime? due = null, DateTime? expires = null,
        string? cause = null, string? subject = null)
    {
        var reply = Reply.Say(Language.English, text) with { Subjects = subject is null ? [] : [subject] };
        return bot.Services.WriteOutboxAsync(outbox => outbox.Send(channel ?? Some.Channel, reply, cause ?? $"test/{text}", "post", due, expires));
    }

    public static Task QueueEditAsync(this BotHarness bot, MessageRef message, string text, int version) =>
        bot.Services.WriteOutboxAsync(outbox => outbox.Edit(message, Reply.Say(Language.English, text), "test/edit", $"{version}"));
}
