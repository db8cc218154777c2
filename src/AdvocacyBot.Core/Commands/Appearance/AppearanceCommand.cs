using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Communities.Appearance;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Commands.Appearance;

/// <summary>
/// Shows and sets how the group presents itself: <c>appearance</c>, <c>appearance title Peace Assembly</c>, <c>appearance tagline off</c>,
/// <c>appearance questions who came in 2014? | actions</c>, <c>appearance logo off</c>.
/// </summary>
internal sealed class AppearanceCommand(GroupAppearances appearances, ChangeLogo logo, EventInbox inbox, PictureSource pictures) : ICommand
{
    private const string What = "what";
    private const string Value = "value";
    private const string Upload = "upload";
    private const string Title = "title";
    private const string Tagline = "tagline";
    private const string Questions = "questions";
    private const string Logo = "logo";

    public static CommandSpec Spec { get; } = new("appearance", AppearanceTexts.All)
    {
        Audience = Audience.Organizers,
        IsPrivate = true,
        Options =
        [
            new OptionSpec(What, Required: false) { Values = [Title, Tagline, Questions, Logo] },
            new OptionSpec(Value, OptionKind.Rest, Required: false),
            new OptionSpec(Upload, OptionKind.File, Required: false),
        ],
    };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        var text = request[Value]?.Trim() is { Length: > 0 } written ? written : null;
        return request[What]?.ToLowerInvariant() switch
        {
            null when request[Upload] is null => Show(request, await appearances.ReadAsync(ct)),
            Logo or null => await LogoAsync(request, text, ct),
            var what when text is null => Tell(request, $"how.{what}"),
            var what => await SetAsync(request, what, text, ct),
        };
    }

    private async Task<Reply> SetAsync(Request request, string what, string text, CancellationToken ct)
    {
        var isOff = SettingWords.IsOff(text);
        var problem = isOff ? null : what switch
        {
            Title => AppearanceRules.NameProblem(Raw(request)),
            Tagline => AppearanceRules.TaglineProblem(Raw(request)),
            _ => AppearanceRules.QuestionsProblem(Raw(request)),
        };
        if (problem is not null)
            return Tell(request, problem);
        return await inbox.OnceAsync(request.Intent, "appearance", ApplyAsync, _ => Task.FromResult(Done(isOff)), ct);

        async Task<Reply> ApplyAsync(CancellationToken inner)
        {
            switch (what)
            {
                case Title when !await appearances.SetNameAsync(isOff ? null : text, inner):
                    return Tell(request, "problem.nameless");
                case Title:
                    break;
                case Tagline:
                    await appearances.SetTaglineAsync(isOff ? null : text, inner);
                    break;
                default:
                    await appearances.SetQuestionsAsync(isOff ? [] : AppearanceRules.QuestionsIn(text), inner);
                    break;
            }

            return Done(isOff);
        }

        Reply Done(bool isUnset) => Tell(request, isUnset ? $"done.{what}.off" : $"done.{what}");
    }

    /// <summary>On platforms with uploads, the logo comes with the command; elsewhere it is uploaded at the desk.</summary>
    private async Task<Reply> LogoAsync(Request request, string? text, CancellationToken ct)
    {
        if (text is not null && SettingWords.IsOff(text))
            return await logo.RemoveAsync(request, ct);
        if (request[Upload] is not { } upload || !Uri.TryCreate(upload, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
            return Tell(request, "how.logo");
        return await pictures(address, ct) is { } file
            ? await logo.RunAsync(request.Intent, file.Bytes, request.Language, ct)
            : Tell(request, "problem.logo.type");
    }

    private static Reply Show(Request request, GroupAppearance appearance)
    {
        var language = request.Language;
        return new Reply(
        [
            new Fields(
            [
                new Field(Say("field.title"), appearance.Name),
                new Field(Say("field.tagline"), appearance.Tagline ?? Say("field.none")),
                new Field(Say("field.questions"), appearance.Questions.Count == 0 ? Say("field.own") : string.Join(" | ", appearance.Questions)),
                new Field(Say("field.logo"), appearance.Logo is { } shown ? AppearanceTexts.All.Format(language, "field.logo.size", shown.Width, shown.Height) : Say("field.none")),
            ]),
            new Paragraph(Say(request.Community == Community.FirstId ? "shown.where" : "shown.first")),
        ])
        {
            Title = Say("shown.title"),
            Language = language,
            Visibility = Visibility.Private,
        };

        string Say([TextKey(typeof(AppearanceTexts))] string key) => AppearanceTexts.All[language, key];
    }

    /// <summary>The text before it was cleaned, so that what is left out silently elsewhere can be refused here.</summary>
    private static string Raw(Request request) => request.Intent.Body switch
    {
        CommandBody command => command.Options.GetValueOrDefault(Value) ?? "",
        TextBody text when SafeText.Clean(text.Text) != text.Text.Replace("\r\n", "\n", StringComparison.Ordinal) => text.Text,
        _ => request[Value] ?? "",
    };

    private static Reply Tell(Request request, [TextKey(typeof(AppearanceTexts))] string key) => Reply.Tell(
        request.Language,
        AppearanceTexts.All.Format(request.Language, key, MaxOf(key), AppearanceRules.MaxQuestionLength));

    private static int MaxOf(string key) => key switch
    {
        "problem.name" => AppearanceRules.MaxNameLength,
        "problem.tagline" => AppearanceRules.MaxTaglineLength,
        _ => AppearanceRules.MaxQuestions,
    };
}
