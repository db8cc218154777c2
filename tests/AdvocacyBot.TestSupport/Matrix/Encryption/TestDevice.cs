using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Matrix.Encryption.Machine;
using AdvocacyBot.Matrix.Encryption.Primitives;
using AdvocacyBot.Matrix.Encryption.Storage;

namespace AdvocacyBot.TestSupport.Matrix.Encryption;

/// <summary>
/// A device that drives the machine as the Matrix client does: it stores each step, then performs the effects. It survives being
/// cut off at any <see cref="Point"/> and continues from what it stored.
/// </summary>
internal sealed class TestDevice
{
    private readonly KeyServer server;
    private readonly MachineOptions options;
    private readonly Random random;
    private readonly Queue<MachineRequest> requests = new();
    private readonly Dictionary<(RowKind, string), byte[]> rows = [];
    private readonly SortedDictionary<string, MachineInput.EncryptEvent> outbox = new(StringComparer.Ordinal);
    private readonly string user;
    private readonly string device;
    private int since;

    public TestDevice(KeyServer server, string user, string device, int seed, MachineOptions? options = null)
    {
        this.server = server;
        this.options = options ?? new MachineOptions();
        (this.user, this.device) = (user, device);
        random = new Random(seed);
        Machine = Store(EncryptionMachine.Create(user, device, null, this.options, Fill));
    }

    public EncryptionMachine Machine { get; private set; }

    public DateTimeOffset Now { get; set; } = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Called at each step that a crash could interrupt, with its name.</summary>
    public Action<string> Point { get; set; } = _ => { };

    /// <summary>What was decrypted: sender and body. Stored with the rows, like the effects of an event.</summary>
    public List<(string Sender, string Body)> Read { get; } = [];

    public List<MachineEffect> Notices { get; } = [];

    public IEnumerable<MachineEffect.Problem> Problems => Notices.OfType<MachineEffect.Problem>();

    public IReadOnlyDictionary<(RowKind Kind, string Key), byte[]> Rows => rows;

    /// <summary>Performs the requests of the start until nothing is left to do.</summary>
    public TestDevice Start()
    {
        Step(new MachineInput.Started());
        Sync();
        return this;
    }

    /// <summary>Another device of the same person, which has the person's identity.</summary>
    public TestDevice SecondDevice(string id, int seed)
    {
        var second = new TestDevice(server, user, id, seed, options) { Now = Now };
        var identity = rows[(RowKind.Identity, string.Empty)];
        second.rows[(RowKind.Identity, string.Empty)] = identity;
        second.Reload();
        return second.Start();
    }

    /// <summary>Continues from the stored rows, as after a crash.</summary>
    public void Restart()
    {
        requests.Clear();
        Reload();
        Step(new MachineInput.Started());
    }

    /// <summary>Everything that waits at the homeserver, then everything that has to be sent.</summary>
    public void Sync()
    {
        for (var round = 0; round < 10; round++)
        {
            Perform();
            var response = server.Sync(user, device, since);
            var next = int.Parse(response.GetProperty("next_batch").GetString()!, CultureInfo.InvariantCulture);
            var idle = next == since && requests.Count == 0 && outbox.Count == 0;
            ReadSync(response, next);
            Perform();
            SendOutbox();
            if (idle)
                return;
        }
    }

    /// <summary>Puts a message into the stored queue of messages to send.</summary>
    public void Post(string room, string text, params string[] recipients) => Post(room, text, sharedHistory: false, recipients);

    public void Post(string room, string text, bool sharedHistory, params string[] recipients)
    {
        var content = new JsonObject { ["msgtype"] = "m.text", ["body"] = text };
        var transaction = $"post-{text}";
        outbox[transaction] = new(room, transaction, "m.room.message", content, recipients, sharedHistory);
    }

    public void Say(string room, string text, params string[] recipients)
    {
        Post(room, text, recipients);
        Sync();
    }

    public void Step(MachineInput input, Action? alsoStore = null)
    {
        Point($"before storing {input.GetType().Name}");
        var step = Machine.Step(input, Now, Fill);
        Machine = Store(step, alsoStore);
        Point($"after storing {input.GetType().Name}");
        foreach (var effect in step.Effects.OfType<MachineEffect.SendRequest>())
            requests.Enqueue(effect.Request);
        foreach (var sealedEvent in step.Effects.OfType<MachineEffect.EventEncrypted>())
            Send(sealedEvent);
    }

    public void ReadRoom(JsonElement json, string room) => Step(new MachineInput.RoomEventArrived(room, json));

    private void Fill(Span<byte> bytes) => random.NextBytes(bytes);

    private void ReadSync(JsonElement response, int next)
    {
        Step(new MachineInput.SyncArrived(response));
        foreach (var entry in server.Events.Where(e => e.Position > since).ToArray())
            Step(new MachineInput.RoomEventArrived(entry.Room, entry.Json));
        Step(new MachineInput.TimePassed(), () => since = next);
    }

    private void SendOutbox()
    {
        foreach (var input in outbox.Values.ToArray())
        {
            for (var attempt = 0; outbox.ContainsKey(input.Transaction) && attempt < 10; attempt++)
            {
                Step(input);
                Perform();
            }
        }
    }

    private void Send(MachineEffect.EventEncrypted encrypted)
    {
        Point("before sending an event");
        server.SendEvent(user, device, encrypted.RoomId, encrypted.Transaction, encrypted.Content);
        Point("after sending an event");
        Step(new MachineInput.EventSent(encrypted.Transaction), () => outbox.Remove(encrypted.Transaction));
    }

    private void Perform()
    {
        while (requests.TryDequeue(out var request))
        {
            Point($"before {request.Kind}");
            var (status, body) = server.Handle(user, device, request);
            Point($"after {request.Kind}");
            Step(status == 200 ? new MachineInput.RequestAnswered(request.Id, body) : new MachineInput.RequestRefused(request.Id, status));
        }
    }

    /// <summary>One transaction: the rows, the position, and the effects that belong to the input.</summary>
    private EncryptionMachine Store(MachineStep step, Action? alsoStore = null)
    {
        foreach (var row in step.Changes)
        {
            if (row.Value is null)
                rows.Remove((row.Kind, row.Key));
            else
                rows[(row.Kind, row.Key)] = row.Value.Span.ToArray();
        }

        foreach (var effect in step.Effects)
        {
            if (effect is MachineEffect.EventDecrypted decrypted)
                Read.Add((decrypted.Sender, JsonNode.Parse(decrypted.Content)!["body"]!.GetValue<string>()));
            else if (effect is MachineEffect.EncryptionRefused refused)
                outbox.Remove(refused.Transaction);
            if (effect is not (MachineEffect.SendRequest or MachineEffect.EventEncrypted or MachineEffect.EncryptionWaits))
                Notices.Add(effect);
        }

        alsoStore?.Invoke();
        return step.Commit();
    }

    private void Reload()
    {
        var stored = rows.Select(r => new StoredRow(r.Key.Item1, r.Key.Item2, SecretBytes.CopyOf(r.Value)));
        Machine = EncryptionMachine.Load(stored, options);
    }
}
