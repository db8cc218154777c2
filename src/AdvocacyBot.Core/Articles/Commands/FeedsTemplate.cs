using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Chooses what a feed's posts show.</summary>
internal sealed class FeedsTemplate(ChangeSubscription change) : ICommand
{
    private const string Text = "text";
    private const int Longest = 500;

    public static CommandSpec Spec { get; } = new("feeds template", ArticleTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, new OptionSpec(Text, OptionKind.Rest)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var text = SafeText.Shorten(request.Required(Text), Longest);
        if (SettingWords.IsOff(text))
            return change.RunAsync(request, "template.off", (subscription, _) => subscription.Template = null, ct);
        if (PostTemplate.Read(text).UnknownGap is { } unknown)
        {
            var gaps = string.Join(", ", PostTemplate.Gaps.Select(gap => $"{{{gap}}}"));
            return Task.FromResult(Reply.Tell(request.Language, ArticleTexts.All.Format(request.Language, "template.wrong", $"{{{unknown}}}", gaps)));
        }

        return change.RunAsync(request, "template.done", (subscription, _) => subscription.Template = text, ct);
    }
}
