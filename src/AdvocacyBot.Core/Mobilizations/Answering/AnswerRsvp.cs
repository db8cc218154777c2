using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>Takes one person's answer and gives them their receipt.</summary>
internal sealed class AnswerRsvp(AnswerLine line, MobilizationNumbers numbers)
{
    /// <summary>
    /// Counts as received when the intent arrived, however long it waits. Once it is queued it can no longer be cancelled, because
    /// others share its transaction.
    /// </summary>
    /// <param name="number">The mobilization's number in its community; there may be none.</param>
    public async Task<Reply> RunAsync(Request request, long number, AnswerWish wish, CancellationToken ct)
    {
        var id = await numbers.IdOfAsync(request, number, ct);
        ct.ThrowIfCancellationRequested();
        return await line.JoinAsync(new WaitingAnswer(request, id, wish, request.Intent.ReceivedAt));
    }
}
