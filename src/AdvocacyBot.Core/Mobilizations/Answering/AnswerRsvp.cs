using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;


namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>Takes one person's answer and gives them their receipt.</summary>
internal sealed class AnswerRsvp(AnswerLine line, TimeProvider clock)
{
    /// <summary>
    /// The moment of this call is when the answer was received, however long it waits for its turn; once it waits it is carried
    /// through, for others are taken with it.
    /// </summary>
    public Task<Reply> RunAsync(Request request, long id, AnswerWish wish, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return line.JoinAsync(new WaitingAnswer(request, id, wish, clock.UtcNow));
    }
}
