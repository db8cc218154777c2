using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Commands;

/// <summary>
/// The way from an intent to its reply: the member's limit, the language, the reading, the right to ask, one scope, and the
/// boundary at which a surprise becomes a sentence.
/// </summary>
public sealed partial class CommandRouter(
    IServiceScopeFactory scopes, CommandCatalog catalog, MemberLimits limits, BotSettings settings,
    BotMetrics metrics, TimeProvider clock, ILogger<CommandRouter> logger)
{
    private const int LongestText = 2_000;
    private readonly Grammar grammar = new(catalog.Specs);

    /// <summary>Answers any intent; throws only when cancelled.</summary>
    public async Task<Reply> HandleAsync(Intent intent, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        var language = intent.Locale ?? settings.DefaultLanguage;
        var (command, outcome) = ("none", "limited");
        try
        {
            if (!limits.Allow(intent.Member, intent.SaidAt))
                return intent.ReplyTo is null ? Reply.Tell(language, ChatTexts.All[language, "limited"]) : Reply.Nothing(language);

            await using var scope = scopes.CreateAsyncScope();
            language = await LanguageOfAsync(intent, scope.ServiceProvider, ct);
            if (intent.ReplyTo is not null)
            {
                if (await scope.ServiceProvider.GetRequiredService<ReplyReader>().ReadAsync(intent, ct) is not { } body)
                    return Reply.Nothing(language);
                intent = intent with { Body = body, ReplyTo = null };
            }

            outcome = "answered";
            var reply = intent.Body switch
            {
                ChoiceBody choice => await ChooseAsync(choice, intent, language, scope.ServiceProvider, ct),
                _ => await CommandAsync(intent, language, scope.ServiceProvider, name => command = name, ct),
            };
            return reply;
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            outcome = "failed";
            var id = Guid.NewGuid().ToString("N")[..8];
            LogFailed(logger, id, command, intent.Channel, e);
            return Reply.Tell(language, ChatTexts.All.Format(language, "failed", id)) with { Understood = false };
        }
        finally
        {
            metrics.Answered(intent.Member.Platform, command, outcome, clock.GetElapsedTime(started));
        }
    }

    /// <summary>What a person may be typing: values of an option, best first.</summary>
    public async Task<IReadOnlyList<string>> SuggestAsync(Intent intent, string command, string option, string typed, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (catalog.MakeSuggester($"{command}.{option}", scope.ServiceProvider) is not { } suggester)
            return catalog.Find(command)?.Options.FirstOrDefault(o => o.Name == option)?.Values ?? [];

        var language = await LanguageOfAsync(intent, scope.ServiceProvider, ct);
        return await suggester.SuggestAsync(new Request(intent, language, Reading.None), SafeText.Clean(typed), ct);
    }

    private async Task<Language> LanguageOfAsync(Intent intent, IServiceProvider scope, CancellationToken ct) =>
        intent.Locale
        ?? await scope.GetRequiredService<ChannelLanguages>().OfAsync(scope.GetRequiredService<BotDb>(), intent.Channel, ct)
        ?? settings.DefaultLanguage;

    private async Task<Reply> CommandAsync(
        Intent intent, Language language, IServiceProvider scope, Action<string> named, CancellationToken ct)
    {
        var text = (intent.Body as TextBody)?.Text ?? "";
        if (text.Length > LongestText)
            return Reply.Tell(language, ChatTexts.All.Format(language, "toolong", LongestText));

        var reading = Read(intent.Body, language);
        var spec = reading.Spec ?? catalog.Specs.FirstOrDefault(s => s.TakesFreeText);
        if (reading.Spec is null && intent.Body is TextBody { IsCommand: true } && reading.Nearest is { } nearest)
            return Reply.Tell(language, Suggestion(nearest, text, language)) with { Understood = false };
        if (spec is null)
            return Reply.Tell(language, ChatTexts.All.Format(language, "unknown", SafeText.Shorten(SafeText.Clean(text), 80))) with { Understood = false };

        named(spec.Name);
        if (spec.Audience == Audience.Organizers && !intent.IsOrganizer && !(spec.AnyoneAlone && intent.IsDirect))
        {
            LogRefused(logger, spec.Name, intent.Channel);
            return Reply.Tell(language, ChatTexts.All.Format(language, "refused", spec.NameIn(language)));
        }

        if (reading.Problem is { } problem)
            return Reply.Tell(language, problem) with { Understood = false };

        var options = reading.Spec is null ? Free(spec, text) : reading.Options;
        var reply = await catalog.Make(spec, scope).RunAsync(new Request(intent, language, options), ct);
        return reply.Understood || reading.Spec is not null || reading.Nearest is null
            ? reply
            : reply with { Blocks = [.. reply.Blocks, new Paragraph(Suggestion(reading.Nearest, text, language))] };
    }

    private Reading Read(IntentBody wish, Language language)
    {
        if (wish is CommandBody command)
        {
            return catalog.Find(command.Command) is { } spec
                ? Grammar.Check(spec, command.Options.ToDictionary(o => o.Key, o => SafeText.Clean(o.Value), StringComparer.Ordinal), language)
                : new Reading(null, Reading.None);
        }

        var text = (TextBody)wish;
        var reading = grammar.Read(SafeText.Clean(text.Text), language);
        return reading.HasSurplus && !text.IsCommand ? new Reading(null, Reading.None) : reading;
    }

    private static Dictionary<string, string> Free(CommandSpec spec, string text) =>
        new(StringComparer.Ordinal) { [spec.Options[0].Name] = SafeText.Clean(text) };

    private string Suggestion(string nearest, string text, Language language) =>
        ChatTexts.All.Format(language, "suggestion", Words.Split(text)[0].Value, catalog.Find(nearest)!.NameIn(language));

    private async Task<Reply> ChooseAsync(
        ChoiceBody choice, Intent intent, Language language, IServiceProvider scope, CancellationToken ct)
    {
        var parts = choice.ChoiceId.Split(':');
        if (catalog.MakeChoice(parts[0], scope) is not { } handler)
            return Reply.Tell(language, ChatTexts.All[language, "nochoice"]);

        var request = new Request(intent, language, Reading.None);
        return choice.TakenBack
            ? await handler.TakeBackAsync(request, parts[1..], ct)
            : await handler.ChooseAsync(request, parts[1..], ct);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Intent {Id} failed: command {Command} in {Channel}")]
    private static partial void LogFailed(ILogger logger, string id, string command, ChannelRef channel, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused: {Command} in {Channel}, for organizers only")]
    private static partial void LogRefused(ILogger logger, string command, ChannelRef channel);
}
