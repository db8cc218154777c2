using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Communities.Hosting;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Core.Commands;

/// <summary>
/// Answers an intent: rate limit, community, language, parsing, authority, one scope, and the boundary that turns an unexpected
/// exception into a sentence.
/// </summary>
public sealed partial class CommandRouter(
    IServiceScopeFactory scopes, CommandCatalog catalog, MemberLimits limits, StorageRetry retry, BotSettings settings,
    BotMetrics metrics, OutsideTime outside, TimeProvider clock, ILogger<CommandRouter> logger)
{
    private const int MaxTextLength = 2_000;

    /// <summary>Up to how many words a text may be a mistyped command.</summary>
    private const int MaxHintWords = 3;

    /// <summary>From how many letters on its first word may be a mistyped command: too many short words resemble each other.</summary>
    private const int MinHintLength = 4;

    /// <summary>Of the choice that runs a command.</summary>
    private const string RunPrefix = "run";

    private readonly Grammar grammar = new(catalog.Specs);
    private long arrivals;

    /// <summary>Answers any intent; throws only when cancelled.</summary>
    public async Task<Reply> HandleAsync(Intent intent, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        outside.Hear(intent.SaidAt);
        intent = intent with { ReceivedAt = clock.UtcNow, Arrival = Interlocked.Increment(ref arrivals) };
        var language = intent.Locale ?? settings.DefaultLanguage;
        var (command, outcome) = ("none", "limited");
        try
        {
            if (!limits.Allow(intent.Member, intent.SaidAt))
                return intent.ReplyTo is null || intent.IsDirect ? Reply.Tell(language, ChatTexts.All[language, "limited"]) : Reply.Nothing(language);

            outcome = "answered";
            return await retry.RunAsync(intent, inner => AnswerAsync(intent, told => language = told, name => command = name, inner), ct);
        }
        catch (QuotaReachedException e)
        {
            outcome = "quota";
            return Reply.Tell(language, ChatTexts.All.Format(language, $"quota.{e.Quota.ToString().ToLowerInvariant()}", e.Max));
        }
        catch (StorageUnavailableException e)
        {
            outcome = "unavailable";
            LogUnavailable(logger, command, PlaceIn(intent), StorageTrouble.Reason(e) ?? "too many orders are waiting");
            return Reply.Tell(language, ChatTexts.All[language, "storage"]) with { Understood = false };
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            outcome = "failed";
            var id = Guid.NewGuid().ToString("N")[..8];
            LogFailed(logger, id, command, PlaceIn(intent), e);
            return Reply.Tell(language, ChatTexts.All.Format(language, "failed", id)) with { Understood = false };
        }
        finally
        {
            metrics.Answered(intent.Member.Platform, command, outcome, clock.GetElapsedTime(started));
        }
    }

    /// <summary>Completes what a person is typing: values of an option, best first. Empty outside a community.</summary>
    /// <param name="intent">Its body is the command, with the options that are filled in so far.</param>
    /// <param name="option">The option that is being typed.</param>
    /// <param name="typed">Its text so far.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Intent intent, string option, string typed, CancellationToken ct)
    {
        if (intent.Body is not CommandBody command)
            return [];
        await using var scope = scopes.CreateAsyncScope();
        var admission = await scope.ServiceProvider.GetRequiredService<Admission>().AdmitAsync(intent, ct);
        if (admission.Community is null || admission.IsSuspended || catalog.Find(command.Command) is not { } spec || (spec.Audience == Audience.Organizers && !admission.IsOrganizer))
            return [];

        return catalog.MakeSuggester($"{command.Command}.{option}", scope.ServiceProvider) is { } suggester
            ? await suggester.SuggestAsync(admission.Request(command.Options), SafeText.Clean(typed), ct)
            : [.. spec.Options.FirstOrDefault(o => o.Name == option)?.Values ?? []];
    }

    /// <summary>Answers in a scope of its own, so that an attempt leaves nothing behind for the next one.</summary>
    private async Task<Reply> AnswerAsync(Intent intent, Action<Language> told, Action<string> named, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var admission = await scope.ServiceProvider.GetRequiredService<Admission>().AdmitAsync(intent, ct);
        told(admission.Language);
        intent = admission.Intent;
        if (intent.ReplyTo is not null)
        {
            var body = admission.Community is null || admission.IsSuspended ? null : await scope.ServiceProvider.GetRequiredService<ReplyReader>().ReadAsync(intent, ct);
            if (body is null && !intent.IsDirect)
                return Reply.Nothing(admission.Language);
            intent = intent with { Body = body ?? intent.Body, ReplyTo = null };
            admission = admission with { Intent = intent };
        }

        var reply = intent.Body switch
        {
            _ when admission.Question is { } question => question,
            ChoiceBody choice => await ChooseAsync(choice, admission, scope.ServiceProvider, named, ct),
            _ => await CommandAsync(admission, scope.ServiceProvider, named, ct),
        };
        if (admission.Community is not { } community)
            return reply;
        reply = reply with { Community = community };
        // A private answer to a message goes to the direct conversation, too.
        return intent.IsDirect || reply.Visibility == Visibility.Private ? CommunityMark.Add(reply, community) : reply;
    }

    private async Task<Reply> CommandAsync(Admission.Result admission, IServiceProvider scope, Action<string> named, CancellationToken ct)
    {
        var (intent, language) = (admission.Intent, admission.Language);
        var text = (intent.Body as TextBody)?.Text ?? "";
        if (text.Length > MaxTextLength)
            return Reply.Tell(language, ChatTexts.All.Format(language, "toolong", MaxTextLength));

        var reading = Read(intent.Body, language);
        if (admission.Community is null && reading.Spec is not { WorksAnywhere: true })
            return Reply.Tell(language, ChatTexts.All[language, intent.IsDirect ? "community.unknown" : "community.notjoined"]);

        var spec = reading.Spec ?? catalog.Specs.FirstOrDefault(s => s.TakesFreeText);
        if (spec?.OnlyOn is { } platform && platform != intent.Member.Platform)
            (reading, spec) = (new Reading(null, Reading.None), catalog.Specs.FirstOrDefault(s => s.TakesFreeText));
        if (intent.IsEdit && spec is { IsQuery: false, TakesFreeText: false })
            return Reply.Tell(language, ChatTexts.All.Format(language, "edited", spec.NameIn(language)));
        if (reading.Spec is null && intent.Body is TextBody { IsCommand: true } && reading.Nearest is { } nearest)
            return Reply.Tell(language, Suggestion(nearest, text, language)) with { Understood = false, Choices = [RunInstead(nearest, language)] };
        if (spec is null)
            return Reply.Tell(language, ChatTexts.All.Format(language, "unknown", SafeText.Shorten(SafeText.Clean(text), 80))) with { Understood = false };

        named(spec.Name);
        if (admission.IsSuspended && !spec.WorksWhileSuspended)
            return Reply.Tell(language, ChatTexts.All[language, "community.suspended"]);
        if (spec.Audience == Audience.Organizers && !admission.IsOrganizer && !(spec.AnyoneAlone && intent.IsDirect))
        {
            LogRefused(logger, spec.Name, PlaceIn(intent));
            return admission.IsWaiting && intent.IsVouchedOrganizer
                ? Reply.Tell(language, ChatTexts.All[language, "community.waiting"])
                : Reply.Tell(language, ChatTexts.All.Format(language, "refused", spec.NameIn(language)));
        }

        if (reading.Problem is { } problem)
            return Reply.Tell(language, problem) with { Understood = false };

        var options = reading.Spec is null ? Free(spec, text) : reading.Options;
        if (admission.IsOrganizer && spec.IsOrganizing)
            scope.GetRequiredService<OrganizerAction>().Begin(intent, spec.LogLine(options));
        var reply = await catalog.Make(spec, scope).RunAsync(admission.Request(options), ct);
        return reply.Understood || reading.Spec is not null || reading.Nearest is null
            ? reply
            : reply with { Blocks = [.. reply.Blocks, new Paragraph(Suggestion(reading.Nearest, text, language))], Choices = [.. reply.Choices, RunInstead(reading.Nearest, language)] };
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
        if (reading.HasSurplus && !text.IsCommand)
            return new Reading(null, Reading.None);
        return text.IsCommand || MayBeMistyped(text.Text) ? reading : reading with { Nearest = null };
    }

    /// <summary>A sentence, a question or a short word that happens to begin like a command is not a typo.</summary>
    private static bool MayBeMistyped(string text) =>
        Words.Split(text) is { Count: > 0 and <= MaxHintWords } words && words[0].Value.Length >= MinHintLength && !QuestionForm.IsQuestion(text);

    private static Dictionary<string, string> Free(CommandSpec spec, string text) =>
        new(StringComparer.Ordinal) { [spec.Options[0].Name] = SafeText.Clean(text) };

    private string Suggestion(string nearest, string text, Language language) =>
        ChatTexts.All.Format(language, "suggestion", Words.Split(text)[0].Value, catalog.Find(nearest)!.NameIn(language));

    /// <summary>A button that runs the command which may have been meant, without options.</summary>
    private Choice RunInstead(string command, Language language) => new($"{RunPrefix}:{command}", catalog.Find(command)!.NameIn(language));

    private async Task<Reply> ChooseAsync(ChoiceBody choice, Admission.Result admission, IServiceProvider scope, Action<string> named, CancellationToken ct)
    {
        var language = admission.Language;
        if (admission.Community is null)
            return Reply.Tell(language, ChatTexts.All[language, admission.Intent.IsDirect ? "community.unknown" : "community.notjoined"]);

        if (admission.IsSuspended)
            return Reply.Tell(language, ChatTexts.All[language, "community.suspended"]);

        var parts = choice.ChoiceId.Split(':');
        if (parts is [RunPrefix, var command] && !choice.TakenBack && catalog.Find(command) is not null)
        {
            var order = admission.Intent with { Body = new CommandBody(command, Reading.None) };
            return await CommandAsync(admission with { Intent = order }, scope, named, ct);
        }

        if (catalog.MakeChoice(parts[0], scope) is not { } handler)
            return Reply.Tell(language, ChatTexts.All[language, "nochoice"]);

        if (admission.IsOrganizer && catalog.IsOrganizing(parts[0]))
            scope.GetRequiredService<OrganizerAction>().Begin(admission.Intent, parts[0]);
        var request = admission.Request(Reading.None);
        return choice.TakenBack
            ? await handler.TakeBackAsync(request, parts[1..], ct)
            : await handler.ChooseAsync(request, parts[1..], ct);
    }

    /// <summary>Where an intent came from, for the log. A conversation is not named, because its id leads to its member.</summary>
    private static string PlaceIn(Intent intent) => intent.IsDirect ? "a conversation" : intent.Channel.ToString();

    [LoggerMessage(Level = LogLevel.Error, Message = "Intent {Id} failed: command {Command} in {Channel}")]
    private static partial void LogFailed(ILogger logger, string id, string command, string channel, Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused {Command} in {Channel}, because the database cannot be used: {Reason}")]
    private static partial void LogUnavailable(ILogger logger, string command, string channel, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused {Command} in {Channel}: only organizers may use it")]
    private static partial void LogRefused(ILogger logger, string command, string channel);
}
