using System.Security.Cryptography;
using System.Threading.Channels;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Storage;

namespace AdvocacyBot.Matrix.EndToEnd;

/// <summary>
/// The bot's encryption device, and the only writer of its keys: takes one step of the <see cref="EncryptionMachine"/> after the other,
/// stores each, and only then passes its effects on. Thread-safe.
/// </summary>
internal sealed class EncryptionDevice(KeyFile file, IdentityStore identities, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private volatile EncryptionMachine? machine;
    private volatile Queues queues = new();
    private volatile TaskCompletionSource answered = NewSignal();

    /// <summary>Whether the bot has a device with keys, so that it can read and write encrypted messages.</summary>
    public bool IsOn => machine is not null;

    /// <summary>Null if encryption is off.</summary>
    public EncryptionMachine? Machine => machine;

    /// <summary>The requests to perform; their answers are passed to <see cref="StepAsync"/>.</summary>
    public ChannelReader<MachineRequest> Requests => queues.Requests.Reader;

    /// <summary>What people or the log must be informed about.</summary>
    public ChannelReader<MachineEffect> Notices => queues.Notices.Reader;

    /// <summary>The ids of events that were decrypted after their sync, because their key was late.</summary>
    public Channel<string> Late => queues.Late;

    /// <summary>Decrypted events that have not had their effect yet.</summary>
    public ReadEvents Read { get; } = new();

    /// <summary>Completes when a request has been answered.</summary>
    public Task NextAnswer => answered.Task;

    /// <summary>When the machine was first used, as a timestamp of the clock.</summary>
    public long UsedSince { get; private set; }

    /// <summary>Begins to use a machine.</summary>
    /// <param name="loaded">Null to use no encryption.</param>
    public void Use(EncryptionMachine? loaded)
    {
        machine = loaded;
        UsedSince = clock.GetTimestamp();
        queues = new Queues();
    }

    /// <summary>Takes the first step of a new device.</summary>
    public async Task CreateAsync(MachineStep first, CancellationToken ct)
    {
        Read.Clear();
        await StoreAsync(first, [], ct);
        Use(first.Commit());
    }

    /// <summary>Takes a step and stores it. Without a machine, nothing happens.</summary>
    /// <returns>The effects on events: the caller's, if its input asked for them.</returns>
    public async Task<IReadOnlyList<MachineEffect>> StepAsync(MachineInput input, CancellationToken ct)
    {
        await oneAtATime.WaitAsync(ct);
        try
        {
            if (machine is not { } current)
                return [];

            var step = current.Step(input, clock.GetUtcNow(), RandomNumberGenerator.Fill);
            var events = step.Effects.OfType<MachineEffect.EventDecrypted>().Select(ReadEvents.Write).ToList();
            try
            {
                await StoreAsync(step, [.. events.Select(e => new KeyRow(KeyRow.ReadEvent, e.Id, SecretBytes.CopyOf(e.Json)))], ct);
            }
            catch
            {
                step.Discard();
                throw;
            }

            machine = step.Commit();
            foreach (var read in events)
                Read.Add(read);
            Pass(input, step.Effects);
            return step.Effects;
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Takes a step that only deletes, also while the bot is not connected.</summary>
    public async Task StepStoredAsync(MachineInput input, CancellationToken ct)
    {
        if (IsOn)
        {
            await StepAsync(input, ct);
            return;
        }

        await oneAtATime.WaitAsync(ct);
        try
        {
            if (machine is not null || await file.ReadAsync(ct) is not [_, ..] rows)
                return;
            var stored = EncryptionMachine.Load(rows.Where(row => row.Kind < KeyRow.Owner).Select(row => new StoredRow((RowKind)row.Kind, row.Key, row.Value)), new MachineOptions());
            var step = stored.Step(input, clock.GetUtcNow(), RandomNumberGenerator.Fill);
            await StoreAsync(step, [], ct);
            step.Commit();
            foreach (var row in rows)
                row.Value?.Dispose();
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Lets the machine do what is due, and removes overwritten keys from the disk. Expected at least once a minute.</summary>
    public async Task TickAsync(CancellationToken ct)
    {
        if (!IsOn)
            return;
        await StepAsync(new MachineInput.TimePassed(), ct);
        await file.TruncateLogAsync(ct);
    }

    /// <summary>Deletes a decrypted event that has had its effect.</summary>
    public async Task FinishAsync(string eventId, CancellationToken ct)
    {
        if (Read.Remove(eventId))
            await file.WriteAsync([new KeyRow(KeyRow.ReadEvent, eventId, null)], ct);
    }

    public void Dispose() => oneAtATime.Dispose();

    /// <summary>The identity outlives the device, so it is stored elsewhere, and first: its upload follows.</summary>
    private async Task StoreAsync(MachineStep step, IReadOnlyList<KeyRow> events, CancellationToken ct)
    {
        foreach (var row in step.Changes.Where(row => row is { Kind: RowKind.Identity, Value: not null }))
            await identities.SaveAsync(row.Value!, ct);
        var rows = step.Changes.Where(row => row.Kind != RowKind.Identity).Select(row => new KeyRow((byte)row.Kind, row.Key, row.Value));
        await file.WriteAsync([.. rows, .. events], ct);
        foreach (var row in events)
            row.Value!.Dispose();
    }

    private void Pass(MachineInput input, IReadOnlyList<MachineEffect> effects)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case MachineEffect.SendRequest send:
                    queues.Requests.Writer.TryWrite(send.Request);
                    break;
                case MachineEffect.EventDecrypted read when input is not MachineInput.RoomEventArrived:
                    queues.Late.Writer.TryWrite(read.EventId);
                    break;
                case MachineEffect.EventDecrypted or MachineEffect.EventEncrypted or MachineEffect.EncryptionWaits or MachineEffect.EncryptionRefused:
                    break;
                default:
                    queues.Notices.Writer.TryWrite(effect);
                    break;
            }
        }

        if (input is MachineInput.RequestAnswered or MachineInput.RequestRefused)
            Interlocked.Exchange(ref answered, NewSignal()).TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Unbounded: the machine limits what it emits, and nothing of it may be lost.</summary>
    private sealed class Queues
    {
        public Channel<MachineRequest> Requests { get; } = Channel.CreateUnbounded<MachineRequest>();

        public Channel<MachineEffect> Notices { get; } = Channel.CreateUnbounded<MachineEffect>();

        public Channel<string> Late { get; } = Channel.CreateUnbounded<string>();
    }
}
