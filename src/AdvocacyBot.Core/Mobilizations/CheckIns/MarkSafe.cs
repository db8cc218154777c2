using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Managing;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.CheckIns;

/// <summary>Counts who is home safe, each person once and nobody by name, and answers the question for those who agreed to be asked.</summary>
internal sealed class MarkSafe(BotDb db, EventInbox inbox, People people, CheckInSteps steps, TimeProvider clock)
{
    /// <param name="id">The mobilization; 0 if the person may not know of one.</param>
    public Task<Reply> RunAsync(Request request, long id, CancellationToken ct) => inbox.OnceAsync(
        request.Intent,
        Mobilization.SubjectOf(id),
        inner => MarkAsync(request, id, inner),
        _ => Task.FromResult(Receipt.Problem(request.Language, "safe.done")),
        ct);

    private async Task<Reply> MarkAsync(Request request, long id, CancellationToken ct)
    {
        if (await db.Mobilizations.FindAsync([id], ct) is not { State: MobilizationState.Open } mobilization
            || mobilization.StartsAt > clock.UtcNow
            || await people.FindAsync(mobilization, request.Intent.Member, ct) is not { } person)
        {
            return Receipt.Problem(request.Language, "rsvp.unknown");
        }

        var mark = SafeMark.Of(person.Key, person.Id);
        if (await db.SafeMarks.FindAsync([id, mark], ct) is null)
            db.SafeMarks.Add(new SafeMark { MobilizationId = id, Mark = mark, WasGoing = person.Rsvp is { Answer: Answer.Going } });
        if (person.Rsvp is { } rsvp)
            await steps.AnsweredAsync(mobilization, rsvp, ct);
        return Receipt.Problem(request.Language, "safe.done");
    }
}

/// <summary>Below the announcement after the start, and below the private question: <c>safe:7</c>.</summary>
internal sealed class SafeChoices(MobilizationNumbers numbers, MarkSafe mark) : IChoiceHandler
{
    public static string Prefix => "safe";

    public async Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct) =>
        parts is [var text] && RsvpChoices.Number(text) is { } number
            ? await mark.RunAsync(request, await numbers.IdOfAsync(request, number, ct), ct)
            : Receipt.Problem(request.Language, "rsvp.unknown");

    /// <summary>The choice below a message.</summary>
    public static Choice Of(long number, Languages.Language language) => new($"{Prefix}:{RsvpChoices.Write(number)}", MobilizationTexts.All[language, "choice.safe"], Style: ChoiceStyle.Primary);
}
