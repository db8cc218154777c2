using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

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
                // The channel may have belonged to another community, or be a conversation with a member of several.
                await db.ChannelSettings.AcrossCommunities().Where(s => s.Platform == channel.Platform && s.Channel == channel.Id).ExecuteDeleteAsync(inner);
                db.ChannelSettings.Add(new ChannelSetting { Platform = channel.Platform, Channel = channel.Id, Language = language });
                write.AfterCommit(() => languages.Set(channel, language));
                return Done();
            },
            _ => Task.FromResult(Done()),
            ct);

        Reply Done() => Reply.Say(language, ChatTexts.All.Format(language, "language.done", language.OwnName));
    }
}
