using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Discord.Posts;

/// <summary>
/// Stores the subjects of public answers. Answers that arrive while a transaction runs share the next one, so that many
/// simultaneous answers do not wait for one disk write each. Thread-safe.
/// </summary>
internal sealed class MessageSubjectWriter(IServiceScopeFactory scopes) : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim oneWriter = new(1, 1);
    private Batch? open;

    public async Task SaveAsync(MessageRef message, Reply reply, CancellationToken ct)
    {
        if (reply.Visibility == Visibility.Private || reply.Subjects.Count == 0)
            return;

        Batch batch;
        bool isFirst;
        lock (gate)
        {
            isFirst = open is null;
            batch = open ??= new Batch();
            batch.Messages.Add((message, reply));
        }

        if (isFirst)
            await WriteAsync(batch);
        await batch.Written.Task.WaitAsync(ct);
    }

    public void Dispose() => oneWriter.Dispose();

    /// <summary>Called by the caller that opened the batch; others join it until the previous transaction ends.</summary>
    private async Task WriteAsync(Batch batch)
    {
        await oneWriter.WaitAsync(CancellationToken.None);
        try
        {
            lock (gate)
                open = null;
            await using var scope = scopes.CreateAsyncScope();
            var subjects = scope.ServiceProvider.GetRequiredService<MessageSubjects>();
            await scope.ServiceProvider.GetRequiredService<WriteTransaction>().RunAsync(
                "messages", inner => subjects.RememberAsync(batch.Messages, inner), CancellationToken.None);
            batch.Written.TrySetResult();
        }
        catch (Exception e)
        {
            batch.Written.TrySetException(e);
        }
        finally
        {
            oneWriter.Release();
        }
    }

    private sealed class Batch
    {
        public List<(MessageRef Message, Reply Reply)> Messages { get; } = [];

        public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
