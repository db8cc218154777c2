using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Core.Mobilizations.Answering;

/// <summary>
/// Answers that come while the database is busy are taken together, in the order in which they came: one transaction, and one
/// wait for the disk, for all that stand in line for the same mobilization. Whoever is first takes the line with them; nobody
/// is told anything before it is committed; and an answer that fails, fails alone.
/// </summary>
internal sealed class AnswerLine(IServiceScopeFactory scopes)
{
    private const int MaxAtOnce = 256;
    private readonly Lock gate = new();

    /// <summary>A mobilization's line is here as long as somebody leads it.</summary>
    private readonly Dictionary<long, Queue<WaitingAnswer>> lines = [];

    /// <returns>The receipt of an answer that is committed.</returns>
    public async Task<Reply> JoinAsync(WaitingAnswer answer)
    {
        if (IsFirst(answer) || await answer.IsToLeadAsync())
            await LeadAsync(answer.Request.Community, answer.Mobilization);
        return await answer.Receipt;
    }

    /// <summary>How many answers to a mobilization wait to be taken.</summary>
    public int LengthOf(long mobilization)
    {
        lock (gate)
            return lines.TryGetValue(mobilization, out var line) ? line.Count : 0;
    }

    private bool IsFirst(WaitingAnswer answer)
    {
        lock (gate)
        {
            var isLed = lines.TryGetValue(answer.Mobilization, out var line);
            if (!isLed)
                lines.Add(answer.Mobilization, line = new Queue<WaitingAnswer>());
            line!.Enqueue(answer);
            return !isLed;
        }
    }

    /// <summary>Takes those who wait when the database is free, and hands the line on to the first who came meanwhile.</summary>
    private async Task LeadAsync(long community, long mobilization)
    {
        IReadOnlyList<WaitingAnswer> taken = [];
        try
        {
            await TakeAsync(community, mobilization, () => taken = Front(mobilization));
        }
        catch (Exception) when (taken.Count > 1)
        {
            // Nothing of the batch was committed; each is taken alone, so that only who cannot be taken fails.
            foreach (var answer in taken)
                await TakeAloneAsync(answer);
        }
        catch (Exception e)
        {
            // Either there is but one, or the database let nobody in.
            foreach (var answer in taken.Count > 0 ? taken : Front(mobilization))
                answer.Fail(e);
        }
        finally
        {
            HandOn(mobilization);
        }
    }

    private async Task TakeAloneAsync(WaitingAnswer answer)
    {
        try
        {
            await TakeAsync(answer.Request.Community, answer.Mobilization, () => [answer]);
        }
        catch (Exception e)
        {
            answer.Fail(e);
        }
    }

    private async Task TakeAsync(long community, long mobilization, Func<IReadOnlyList<WaitingAnswer>> take)
    {
        await using var scope = scopes.CreateScopeOf(community);
        var replies = await scope.ServiceProvider.GetRequiredService<AnswerBatch>().RunAsync(mobilization, take, CancellationToken.None);
        foreach (var (answer, reply) in replies)
            answer.Settle(reply);
    }

    private List<WaitingAnswer> Front(long mobilization)
    {
        lock (gate)
        {
            var line = lines[mobilization];
            var front = new List<WaitingAnswer>(line.Count);
            while (front.Count < MaxAtOnce && line.TryDequeue(out var answer))
                front.Add(answer);
            // Reading who asks may take some longer than others.
            front.Sort((one, other) => one.Request.Intent.Arrival.CompareTo(other.Request.Intent.Arrival));
            return front;
        }
    }

    private void HandOn(long mobilization)
    {
        lock (gate)
        {
            if (lines[mobilization].TryPeek(out var next))
                next.Lead();
            else
                lines.Remove(mobilization);
        }
    }
}
