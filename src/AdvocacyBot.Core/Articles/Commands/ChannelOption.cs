using System.Globalization;
using System.Text.RegularExpressions;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>The channel that a command names, on the asker's own platform; otherwise the channel of the command.</summary>
internal static partial class ChannelOption
{
    public static ChannelRef Of(Request request)
    {
        var here = request.Intent.Channel;
        if (request["channel"] is not { Length: > 0 } text)
            return here;
        var mention = Mention().Match(text);
        var isAlias = text.StartsWith('#') && text.Contains(':', StringComparison.Ordinal);
        return here with { Id = mention.Success ? mention.Groups["id"].Value : isAlias ? text : text.TrimStart('#') };
    }

    /// <summary>The sentence that a feed is now followed in a channel.</summary>
    /// <param name="feed">The feed's title.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="name">The channel's name, if the platform gave it.</param>
    /// <param name="number">The subscription's number.</param>
    /// <param name="request">The request that names the channel.</param>
    public static IReadOnlyList<Span> Followed(string feed, ChannelRef channel, string? name, long number, Request request) => SpanTemplate.Fill(
        ArticleTexts.All[request.Language, "add.done"],
        [new Text(feed)],
        [NameOf(channel, name, request)],
        [new Text(number.ToString(CultureInfo.InvariantCulture))]);

    private static Span NameOf(ChannelRef channel, string? name, Request request) => channel == request.Intent.Channel
        ? new Text(ArticleTexts.All[request.Language, "add.here"])
        : new Mention(MentionKind.Channel, channel.Platform, channel.Id, name is null ? channel.Id : $"#{name}");

    [GeneratedRegex(@"^<#(?<id>\d+)>$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Mention();
}
