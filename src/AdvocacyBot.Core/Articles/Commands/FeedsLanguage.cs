using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Articles.Commands;

/// <summary>Chooses the language of a feed's posts here, if it differs from the channel's.</summary>
internal sealed class FeedsLanguage(ChangeSubscription change) : ICommand
{
    private const string Code = "code";
    private const string Off = "off";

    public static CommandSpec Spec { get; } = new("feeds language", ArticleTexts.All)
    {
        Group = "how",
        Audience = Audience.Organizers,
        Options = [ChangeSubscription.Which, new OptionSpec(Code) { Values = [.. LanguageNames.All.Select(l => l.Code), Off] }],
        IsPrivate = true,
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        LanguageNames.FromLocale(request.Required(Code)) is { } language
            ? change.RunAsync(request, "feedlanguage.done", (subscription, _) => subscription.Language = language, ct, language.OwnName)
            : change.RunAsync(request, "feedlanguage.off", (subscription, _) => subscription.Language = null, ct);
}
