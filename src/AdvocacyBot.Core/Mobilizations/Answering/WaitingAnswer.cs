using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;


namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>An answer that has been received and not yet been taken. Prints as redacted.</summary>
/// <param name="request">Whose, and in which language the receipt is due.</param>
/// <param name="mobilization">To which; there may be none of that number.</param>
/// <param name="wish">What is answered.</param>
/// <param name="receivedAt">UTC; decides at the cutoff.</param>
internal sealed class WaitingAnswer(Request request, long mobilization, AnswerWish wish, DateTime receivedAt)
{
    private readonly TaskCompletionSource<Reply> receipt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource turn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Request Request { get; } = request;

    public long Mobilization { get; } = mobilization;

    public AnswerWish IntentBody { get; } = wish;

    public DateTime ReceivedAt { get; } = receivedAt;

    /// <summary>The receipt, once the answer is committed; or what made it fail.</summary>
    public Task<Reply> Receipt => receipt.Task;

    /// <summary>Waits until somebody has taken the answer, or until it is this one's turn to take all that wait.</summary>
    /// <returns>Whether it is this one's turn.</returns>
    public async Task<bool> IsToLeadAsync() => await Task.WhenAny(receipt.Task, turn.Task) == turn.Task;

    public void Lead() => turn.SetResult();

    public void Settle(Reply reply) => receipt.SetResult(reply);

    public void Fail(Exception e) => receipt.SetException(e);

    public override string ToString() => "(redacted)";
}
