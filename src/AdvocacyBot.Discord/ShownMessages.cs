using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Store;
using Microsoft.Extensions.DependencyInjection;

namespace AdvocacyBot.Discord;

/// <summary>
/// Remembers what shown answers are about. Answers that end while the database is busy with others are remembered together in
/// one transaction, so that many questions at once do not wait for the disk one by one.
/// </summary>
internal sealed class ShownMessages(IServiceScopeFactory scopes) : IDisposable
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim oneWriter = new(1, 1);
    private Batch? open;

    public async Task RememberAsync(MessageRef message, Reply reply, CancellationToken ct)
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

    /// <summary>Whoever opened a batch writes it, with all that joined it while the one before was written.</summary>
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
                "messages",
                async inner =>
                {
                    foreach (var (message, reply) in batch.Messages)
                        await subjects.RememberAsync(message, reply, inner);
                },
                CancellationToken.None);
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
