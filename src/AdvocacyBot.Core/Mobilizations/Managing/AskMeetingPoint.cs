using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Answers those going who ask where they meet, from the time of the reveal until the action is over.</summary>
internal sealed class AskMeetingPoint(BotDb db, MobilizationNumbers numbers, People people, TimeProvider clock)
{
    /// <param name="number">The action's number in its community; there may be none.</param>
    public async Task<Reply> RunAsync(Request request, long number, CancellationToken ct)
    {
        var language = request.Language;
        if (await db.Mobilizations.FindAsync([await numbers.IdOfAsync(request, number, ct)], ct)
            is not { State: MobilizationState.Open, MeetingPoint: not null, RevealAt: { } at } mobilization)
        {
            return Receipt.Problem(language, "meet.none");
        }

        if (await people.FindAsync(mobilization, request.Intent.Member, ct) is not { Rsvp.Answer: Answer.Going } person)
            return Receipt.Problem(language, "meet.going");
        return clock.UtcNow < at
            ? new Reply([new Paragraph([new Text(MobilizationTexts.All[language, "meet.later"]), new Moment(at, mobilization.Zone)])])
            {
                Language = language,
                Visibility = Visibility.Private,
            }
            : Reply.Tell(language, Meeting.Open(mobilization, person.Key)) with { Title = MobilizationTexts.All[language, "meet.title"] };
    }
}

/// <summary>The button below a receipt or a private message: <c>meet:7</c>.</summary>
internal sealed class MeetChoices(AskMeetingPoint ask) : IChoiceHandler
{
    public static string Prefix => "meet";

    public Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct) =>
        parts is [var text] && RsvpChoices.Number(text) is { } number
            ? ask.RunAsync(request, number, ct)
            : Task.FromResult(Receipt.Problem(request.Language, "meet.none"));
}

/// <summary>The same in words: <c>meet 7</c>.</summary>
internal sealed class MeetCommand(AskMeetingPoint ask) : ICommand
{
    public static CommandSpec Spec { get; } = new("meet", MobilizationTexts.All)
    {
        IsPrivate = true,
        Options = [new OptionSpec("number", OptionKind.Number)],
    };

    public Task<Reply> RunAsync(Request request, CancellationToken ct) => ask.RunAsync(request, request.Number("number")!.Value, ct);
}
