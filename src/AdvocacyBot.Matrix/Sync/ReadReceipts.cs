using System.Threading.Channels;
using AdvocacyBot.Matrix.Api;

namespace AdvocacyBot.Matrix.Sync;

/// <summary>
/// Sends read receipts for messages addressed to the bot, so that people see that it has read them. Receipts do not count towards
/// message limits. They are sent in the background and are dropped if the homeserver refuses them.
/// </summary>
internal sealed class ReadReceipts(MatrixApi api)
{
    private const int MaxWaiting = 200;

    private readonly Channel<(string Room, string Message)> queue = Channel.CreateBounded<(string Room, string Message)>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Read(string room, string message) => queue.Writer.TryWrite((room, message));

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await foreach (var (room, message) in queue.Reader.ReadAllAsync(ct))
        {
            try
            {
                await api.MarkReadAsync(room, message, ct);
            }
            catch (MatrixException)
            {
                // A receipt is a courtesy: the next message brings another one.
            }
        }
    }
}
