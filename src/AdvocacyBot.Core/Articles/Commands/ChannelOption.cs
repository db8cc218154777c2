using System.Text.RegularExpressions;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>The channel that a command names, on the asker's own platform; else the one it was said in.</summary>
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

    public static string NameOf(ChannelRef channel, Request request) =>
        channel == request.Intent.Channel ? ArticleTexts.All[request.Language, "add.here"] : channel.Id;

    [GeneratedRegex(@"^<#(?<id>\d+)>$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Mention();
}
