using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Platforms;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Reads the channel that a command names and checks that the community owns it and that the bot can post there.</summary>
internal sealed class NamedChannel(OwnChannels own, DefaultChannels defaults, PlatformDirectory platforms)
{
    private static readonly ChannelCheck Unnamed = new(null, null);

    /// <returns>The channel, the default one if the request names none, and the result of the check, which has a problem if feeds may not go there.</returns>
    public async Task<(ChannelRef Channel, ChannelCheck Check)> ReadAsync(Request request, CancellationToken ct)
    {
        var here = request.Intent.Channel;
        var channel = request["channel"] is { Length: > 0 } ? ChannelOption.Of(request) : await defaults.ForArticlesAsync(request.Intent, ct);
        if (channel == here)
            return (channel, Unnamed);
        if (await own.FirstForeignAsync([channel], here, ct) is not null)
            return (channel, new ChannelCheck(null, ChatTexts.All.Format(request.Language, "channel.foreign", request["channel"])));
        return (channel, await platforms.CheckChannelAsync(channel, here, request.Language, ct));
    }
}
