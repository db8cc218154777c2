using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Alerts;

/// <summary>Writes alerts for the channels of the community in scope, and posts them past the outbox.</summary>
internal sealed class AlertChannel(BotDb db, OwnChannels own, PlatformDirectory platforms, ReaderLanguages readers, BotSettings settings)
{
    public static string CauseOf(string key) => $"alert/{key}";

    public async Task<Reply> WriteAsync(ChannelRef channel, Func<Language, string> text, CancellationToken ct)
    {
        var language = await db.LanguageOfAsync(channel, ct) ?? settings.DefaultLanguage;
        return readers.Write(channel, language, l => Reply.Say(l, text(l)) with { Urgency = Urgency.Notify });
    }

    /// <summary>Whether a post can be tried now: the platform is connected and the channel still belongs to the community.</summary>
    public async Task<bool> IsOpenAsync(ChannelRef channel, CancellationToken ct) =>
        platforms.Find(channel.Platform) is { IsReady: true } && await own.IncludeAsync(channel, ct);

    /// <summary>Posts an alert without storing it. The same key and meaning show it once.</summary>
    /// <exception cref="SendFailedException">It is not posted.</exception>
    public async Task PostAsync(ChannelRef channel, string key, string meaning, DateTime at, Func<Language, string> text, CancellationToken ct)
    {
        var reply = await WriteAsync(channel, text, ct);
        await platforms.Find(channel.Platform)!.SendAsync(new Post(channel, reply, OutboxQueue.KeyOf(channel, CauseOf(key), meaning), at), ct);
    }
}
