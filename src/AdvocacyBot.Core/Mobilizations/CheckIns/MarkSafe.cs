using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Mobilizations.Answering;
using AdvocacyBot.Core.Mobilizations.Privacy;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.Managing;

/// <summary>Counts who is home safe, each person once and nobody by name: <c>safe:7</c>.</summary>
internal sealed class SafeChoices(BotDb db, MobilizationNumbers numbers, EventInbox inbox, People people, TimeProvider clock) : IChoiceHandler
{
    public static string Prefix => "safe";

    public async Task<Reply> ChooseAsync(Request request, IReadOnlyList<string> parts, CancellationToken ct)
    {
        if (parts is not [var text] || RsvpChoices.Number(text) is not { } number)
            return Receipt.Problem(request.Language, "rsvp.unknown");

        var id = await numbers.IdOfAsync(request, number, ct);
        return await inbox.OnceAsync(
            request.Intent,
            Mobilization.SubjectOf(id),
            inner => MarkAsync(request, id, inner),
            _ => Task.FromResult(Receipt.Problem(request.Language, "safe.done")),
            ct);
    }

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
        return Receipt.Problem(request.Language, "safe.done");
    }
}
