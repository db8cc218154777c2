using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>Takes several answers to one mobilization in one immediate transaction, in their order, each event once.</summary>
internal sealed class AnswerBatch(BotDb db, WriteTransaction write, EventInbox inbox, ReadRoll rolls, SetAnswer set)
{
    /// <param name="mobilization">Its number.</param>
    /// <param name="take">Called when the transaction has begun: whoever has come until then is taken.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The receipts of answers that are committed.</returns>
    public Task<List<(WaitingAnswer Answer, Reply Reply)>> RunAsync(
        long mobilization, Func<IReadOnlyList<WaitingAnswer>> take, CancellationToken ct) =>
        write.RunAsync(Mobilization.SubjectOf(mobilization), inner => TakeAsync(mobilization, take(), inner), ct);

    private async Task<List<(WaitingAnswer, Reply)>> TakeAsync(long mobilization, IReadOnlyList<WaitingAnswer> answers, CancellationToken ct)
    {
        var events = await inbox.LookUpAsync(answers.Select(a => a.Request.Intent), ct);
        var roll = await rolls.RunAsync(mobilization, answers.Select(a => a.Request.Intent.Member), ct);
        var replies = new List<(WaitingAnswer, Reply)>(answers.Count);
        foreach (var answer in answers)
        {
            var reply = await inbox.OnceAsync(
                events,
                answer.Request.Intent,
                inner => set.RunAsync(roll, answer, inner),
                _ => Task.FromResult(Receipt.Show(roll, answer.Request)),
                ct);
            replies.Add((answer, reply));
        }

        await NewRows.InsertAsync(db, ct);
        return replies;
    }
}
