using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Outbox;

/// <summary>Puts deliveries into the outbox.</summary>
internal static class Queuing
{
    public static Task QueueAsync(
        this BotHarness bot, string text, ChannelRef? channel = null, DateTime? due = null, DateTime? expires = null,
        string? cause = null, string? subject = null)
    {
        var reply = Reply.Say(Language.English, text) with { Subjects = subject is null ? [] : [subject] };
        return bot.WriteAsync(outbox => outbox.Send(channel ?? Some.Channel, reply, cause ?? $"test/{text}", "post", due, expires));
    }

    public static Task QueueEditAsync(this BotHarness bot, MessageRef message, string text, int version) =>
        bot.WriteAsync(outbox => outbox.Edit(message, Reply.Say(Language.English, text), "test/edit", $"{version}"));

    private static Task<bool> WriteAsync(this BotHarness bot, Action<OutboxQueue> write) => bot.InScopeAsync(async services =>
    {
        await services.GetRequiredService<WriteTransaction>().RunAsync(
            "test",
            _ =>
            {
                write(services.GetRequiredService<OutboxQueue>());
                return Task.CompletedTask;
            },
            CancellationToken.None);
        return true;
    });
}
