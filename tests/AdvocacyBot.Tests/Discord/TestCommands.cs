using System.Collections.Concurrent;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Tests.Discord;

internal sealed class TestTexts
{
    public static readonly Texts All = new(typeof(TestTexts));
}

/// <summary>Counts the effects of each event.</summary>
internal sealed class Effects
{
    public ConcurrentDictionary<string, int> Counts { get; } = new();

    public ConcurrentBag<Intent> Intents { get; } = [];

    /// <summary>Completes the slow command.</summary>
    public TaskCompletionSource Deferred { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

internal static class TestCommands
{
    public static IServiceCollection AddTestCommands(this IServiceCollection services) => services
        .AddSingleton<Effects>()
        .AddCommand<Echo>()
        .AddCommand<Secret>()
        .AddCommand<Slow>()
        .AddCommand<Once>()
        .AddCommand<Many>()
        .AddCommand<Gather>()
        .AddChoices<Press>()
        .AddSuggester<EchoTexts>();
}

internal sealed class Echo(Effects effects) : ICommand
{
    public static CommandSpec Spec { get; } = new("echo", TestTexts.All) { Options = [new OptionSpec("text", OptionKind.Rest)], TakesFreeText = true };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        effects.Intents.Add(request.Intent);
        return Task.FromResult(Reply.Say(request.Language, $"{request.Language}: {request.Required("text")}") with
        {
            Subjects = ["echo/1"],
            Choices = [new Choice("t:public", "All"), new Choice("t:private", "Me")],
        });
    }
}

internal sealed class EchoTexts : IOptionSuggester
{
    public static string Option => "echo.text";

    public Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<SuggestedValue>>([.. Enumerable.Range(1, 40).Select(i => $"{typed} {i}"), new string('x', 101)]);
}

internal sealed class Secret : ICommand
{
    public static CommandSpec Spec { get; } = new("secret", TestTexts.All) { IsPrivate = true };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) =>
        Task.FromResult(Reply.Tell(request.Language, "for you alone") with { Choices = [new Choice("t:private", "Again")] });
}

/// <summary>Answers once the test has observed the deferral.</summary>
internal sealed class Slow(Effects effects) : ICommand
{
    public static CommandSpec Spec { get; } = new("slow", TestTexts.All) { Options = [new OptionSpec("who", Required: false)] };

    public async Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        await effects.Deferred.Task.WaitAsync(ct);
        return request["who"] switch
        {
            "me" => Reply.Tell(request.Language, "slowly, for you alone"),
            "count" => Reply.Say(request.Language, $"slowly, time {effects.Counts.AddOrUpdate(request.Intent.EventId, 1, (_, before) => before + 1)}"),
            _ => Reply.Say(request.Language, "slowly, for all") with { Subjects = ["slow/1"] },
        };
    }
}

internal sealed class Once(EventInbox inbox, Effects effects) : ICommand
{
    public static CommandSpec Spec { get; } = new("once", TestTexts.All) { IsPrivate = true };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => inbox.OnceAsync(
        request.Intent,
        "once",
        _ =>
        {
            effects.Counts.AddOrUpdate(request.Intent.EventId, 1, (_, before) => before + 1);
            return Task.FromResult(Reply.Tell(request.Language, "counted"));
        },
        _ => Task.FromResult(Reply.Tell(request.Language, "counted")),
        ct);
}

internal sealed class Many : ICommand
{
    public static CommandSpec Spec { get; } = new("many", TestTexts.All);

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => Task.FromResult(new Reply(
        [new Listing([.. Enumerable.Range(1, 300).Select(i => (IReadOnlyList<Span>)[new Text($"Entry {i} of a long list")])])]));
}

internal sealed class Gather(Effects effects) : ICommand
{
    public static CommandSpec Spec { get; } = new("gather", TestTexts.All)
    {
        Audience = Audience.Organizers,
        Options = [new OptionSpec("title"), new OptionSpec("when"), new OptionSpec("seats", OptionKind.Number, Required: false)],
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct)
    {
        effects.Intents.Add(request.Intent);
        return Task.FromResult(Reply.Say(request.Language, $"{request["title"]} at {request["when"]} for {request["seats"]}"));
    }
}

internal sealed class Press : IChoiceHandler
{
    public static string Prefix => "t";

    public Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct) => Task.FromResult(
        parts[0] == "public"
            ? Reply.Say(request.Language, $"pressed on {request.Intent.Message}")
            : Reply.Tell(request.Language, "pressed, for you alone") with { Choices = [new Choice("t:private", "Again", Selected: true)] });
}
