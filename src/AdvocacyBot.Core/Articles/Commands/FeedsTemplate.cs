using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Chooses the form of a feed's posts.</summary>
internal sealed class FeedsTemplate(ChangeSubscription change) : ICommand
{
    private const string Text = "text";
    private const int MaxLength = 500;

    public static CommandSpec Spec { get; } = new("feeds template", ArticleTexts.All)
    {
        Group = "how",
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, new OptionSpec(Text, OptionKind.Rest)],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var text = SafeText.Shorten(request.Required(Text), MaxLength);
        if (SettingWords.IsOff(text))
            return change.RunAsync(request, "template.off", (subscription, _) => subscription.Template = null, ct);
        if (PostTemplate.Read(text) is (null, { } problem, var part))
        {
            var names = ListText.And(PostTemplate.Placeholders.Select(name => $"{{{name}}}"), request.Language);
            return Task.FromResult(Reply.Tell(request.Language, ArticleTexts.All.Format(request.Language, problem, part, names)));
        }

        return change.RunAsync(request, "template.done", (subscription, _) => subscription.Template = text, ct);
    }
}
