using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Sets the roles that a feed's posts notify. Without roles, its posts notify nobody.</summary>
internal sealed class FeedsMention(ChangeSubscription change, Followed followed, PlatformDirectory platforms) : ICommand
{
    private const string Roles = "roles";
    private const int MaxIdLength = 100;

    public static CommandSpec Spec { get; } = new("feeds mention", ArticleTexts.All)
    {
        Group = "how",
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, new OptionSpec(Roles, OptionKind.Role, Required: false) { MaxCount = 3 }],
        IsPrivate = true,
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var text = request[Roles];
        if (text is null || SettingWords.IsOff(text))
            return await change.RunAsync(request, "mention.off", (subscription, _) => subscription.Mention = null, ct);

        var channel = await followed.FindAsync(request.Intent, request.Required(ChangeSubscription.Which.Name), ct) is { } row
            ? row.Subscription.ChannelRef
            : request.Intent.Channel;
        var roles = await FindAsync(channel, text, request.Language, ct);
        if (roles.Find(r => r.Id is null) is { } unknown)
            return Reply.Tell(request.Language, unknown.Problem ?? ArticleTexts.All.Format(request.Language, ProblemOn(channel.Platform), SafeText.Shorten(unknown.Name, MaxIdLength)));

        return await change.RunAsync(
            request,
            (subscription, feed, _) =>
            {
                subscription.Mention = string.Join(' ', roles.Select(r => r.Id));
                return Task.FromResult(Done(feed, roles, channel.Platform, request.Language));
            },
            ct);
    }

    /// <summary>Each role by its id, mention or name. A name may contain spaces.</summary>
    private async Task<List<RoleCheck>> FindAsync(ChannelRef channel, string text, Language language, CancellationToken ct)
    {
        if (await platforms.FindRoleAsync(channel, text.Trim(), language, ct) is { Id: not null } whole)
            return [whole];

        var roles = new List<RoleCheck>();
        foreach (var part in text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal))
            roles.Add(await platforms.FindRoleAsync(channel, part, language, ct) ?? ById(part, channel.Platform));
        return roles;
    }

    /// <summary>For a platform that cannot look roles up: Matrix notifies the whole room or nobody, the web room nobody.</summary>
    private static RoleCheck ById(string text, string platform)
    {
        var id = text.Trim('<', '@', '&', '>');
        var isId = id.Length is > 0 and <= MaxIdLength && id.Any(char.IsAsciiDigit)
            && id.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '.' or '-' or '_');
        return platform switch
        {
            "matrix" => new RoleCheck(id == "room" ? "@room" : null, text, null),
            "room" or "web" => new RoleCheck(null, text, null),
            _ => new RoleCheck(isId ? id : null, text, null),
        };
    }

    private static string ProblemOn(string platform) => platform switch
    {
        "matrix" => "mention.matrix",
        "room" or "web" => "mention.nowhere",
        _ => "mention.wrong",
    };

    private static Reply Done(Feed feed, List<RoleCheck> roles, string platform, Language language)
    {
        var mentions = roles.SelectMany((r, i) => new Span[] { new Text(i == 0 ? "" : ", "), new Mention(MentionKind.Role, platform, r.Id!, r.Name) });
        var done = SpanTemplate.Fill(ArticleTexts.All[language, "mention.done"], [new Text(feed.Title)], [.. mentions]);
        var problems = roles.Select(r => r.Problem).OfType<string>().Distinct(StringComparer.Ordinal);
        return new Reply([new Paragraph(done), .. problems.Select(p => new Paragraph(p))]) { Language = language, Visibility = Visibility.Private };
    }
}
