using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Communities;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations.Public;

namespace AdvocacyBot.Web.Public;

/// <summary>Sets who may answer on an action's public page: <c>web answers 7 on 30</c>, <c>web answers 7 alone</c>, <c>web answers 7 off</c>.</summary>
internal sealed class WebAnswersCommand(EventInbox inbox, ActionList actions, WebAnswers answers) : ICommand
{
    public const string Name = "web answers";
    public const string Number = "number";
    public const string Rule = "rule";
    public const string Seats = "seats";
    private const int MaxSeats = 100_000;

    /// <summary>With guests, without guests, not at all.</summary>
    public static readonly IReadOnlyList<string> Rules = ["on", "alone", "off"];

    public static CommandSpec Spec { get; } = new(Name, WebTexts.All)
    {
        Audience = Audience.Organizers,
        IsPrivate = true,
        Options = [new OptionSpec(Number, OptionKind.Number), new OptionSpec(Rule) { Values = Rules }, new OptionSpec(Seats, OptionKind.Number, Required: false)],
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => request.Community == Community.FirstId
        ? inbox.OnceAsync(request.Intent, "web-answers", inner => SetAsync(request, inner), inner => SetAsync(request, inner), ct)
        : Task.FromResult(Tell(request, "answers.elsewhere"));

    private async Task<Reply> SetAsync(Request request, CancellationToken ct)
    {
        var number = request.Number(Number)!.Value;
        if (await actions.FindAsync(number, ct) is not { IsDeleted: false } action)
            return Tell(request, "answers.unknown", number);
        if (!action.IsOpen)
            return Tell(request, "answers.closed", number);
        if (request.Number(Seats) is < 1 or > MaxSeats)
            return Tell(request, "answers.seats", MaxSeats);

        var rule = WebAnswerRule.Of(request.Required(Rule).ToLowerInvariant(), request.Number(Seats));
        await answers.SetAsync(number, rule, ct);
        return Tell(request, $"answers.{rule.Name}", action.Title, rule.MaxPeople is { } seats ? WebTexts.All.Format(request.Language, "answers.cap", seats) : WebTexts.All[request.Language, "answers.cap.default"]);
    }

    private static Reply Tell(Request request, [TextKey(typeof(WebTexts))] string key, params ReadOnlySpan<object?> values) =>
        Reply.Tell(request.Language, WebTexts.All.Format(request.Language, key, values));
}
