using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Commands;

/// <summary>Settles the language in which the bot writes in a channel.</summary>
internal sealed class LanguageCommand(BotDb db, WriteTransaction write, EventInbox inbox, ChannelLanguages languages) : ICommand
{
    public static CommandSpec Spec { get; } = new("language", ChatTexts.All)
    {
        Audience = Audience.Organizers,
        AnyoneAlone = true,
        Options = [new OptionSpec("code") { Values = [.. LanguageNames.All.Select(l => l.Code)] }],
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var language = LanguageNames.FromLocale(request.Required("code"))!.Value;
        var channel = request.Intent.Channel;
        return inbox.OnceAsync(
            request.Intent,
            $"channel/{channel}",
            async inner =>
            {
                var setting = await db.ChannelSettings.FindAsync([channel.Platform, channel.Id], inner);
                if (setting is null)
                    db.ChannelSettings.Add(setting = new ChannelSetting { Platform = channel.Platform, Channel = channel.Id });
                setting.Language = language;
                write.AfterCommit(() => languages.Settle(channel, language));
                return Done();
            },
            _ => Task.FromResult(Done()),
            ct);

        Reply Done() => Reply.Say(language, ChatTexts.All.Format(language, "language.done", language.OwnName));
    }
}
