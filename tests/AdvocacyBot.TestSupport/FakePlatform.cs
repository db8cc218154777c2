using System.Collections.Concurrent;
using System.Globalization;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Platforms;

namespace AdvocacyBot.TestSupport;

/// <summary>A platform that shows what it is asked to show in a list, once under each key, and fails when told to.</summary>
public sealed class FakePlatform(string name = "fake") : IChatPlatform
{
    private readonly ConcurrentDictionary<string, SentMessage> byKey = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly List<SentMessage> sent = [];
    private readonly List<(MessageRef Message, Reply Reply)> edits = [];

    public string Name { get; } = name;

    public bool IsReady { get; set; } = true;

    public string? Detail { get; set; }

    public bool SendsOnlyWhileConnected { get; init; }

    /// <summary>Posts in the order in which they were shown.</summary>
    public IReadOnlyList<SentMessage> Sent
    {
        get
        {
            lock (gate)
                return [.. sent];
        }
    }

    public IReadOnlyList<(MessageRef Message, Reply Reply)> Edits
    {
        get
        {
            lock (gate)
                return [.. edits];
        }
    }

    /// <summary>What each post waits for before anything else.</summary>
    public Func<Post, Task>? Held { get; set; }

    /// <summary>Called before each post is shown; throws to fail it before its effect.</summary>
    public Action<Post>? BeforeSend { get; set; }

    /// <summary>Called after each post is shown; throws to fail it after its effect.</summary>
    public Action<Post>? AfterSend { get; set; }

    /// <summary>Called before each edit; throws to fail it.</summary>
    public Action<MessageRef>? BeforeEdit { get; set; }

    public Task RunAsync(IntentHandler handle, CancellationToken ct) => Task.Delay(Timeout.Infinite, ct);

    /// <summary>The one place of the platform, unless <see cref="Channels"/> says otherwise.</summary>
    public PlaceRef Home => new(Name, "home");

    /// <summary>The places of channels that are not at home.</summary>
    public ConcurrentDictionary<string, PlaceRef> Channels { get; } = new(StringComparer.Ordinal);

    /// <summary>How members stand in places, for direct conversations. Everybody is a member at home unless it says otherwise.</summary>
    public ConcurrentDictionary<(string Member, PlaceRef Place), Standing> Standings { get; } = [];

    /// <summary>The places that the bot has been told to leave.</summary>
    public ConcurrentQueue<PlaceRef> Left { get; } = [];

    /// <summary>When the bot came to each place beyond home.</summary>
    public ConcurrentDictionary<PlaceRef, DateTime> Since { get; } = [];

    /// <summary>How often it was asked how somebody stands.</summary>
    public int StandingsAsked { get; private set; }

    public Task<Standing> StandingAsync(MemberRef member, PlaceRef place, CancellationToken ct)
    {
        StandingsAsked++;
        return Task.FromResult(Standings.GetValueOrDefault((member.Id, place), place == Home ? Standing.Member : Standing.None));
    }

    /// <summary>Channels that do not exist, or that the bot cannot see.</summary>
    public HashSet<string> Unknown { get; } = new(StringComparer.Ordinal);

    public Task<PlaceRef?> PlaceOfAsync(ChannelRef channel, CancellationToken ct) =>
        Task.FromResult(Unknown.Contains(channel.Id) ? (PlaceRef?)null : Channels.GetValueOrDefault(channel.Id, Home));

    public Task<IReadOnlyList<PresentPlace>> PlacesAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<PresentPlace>>([.. Since.Keys.Append(Home).Select(p => new PresentPlace(p, p.Id))]);

    public Task<DateTime?> SinceAsync(PlaceRef place, CancellationToken ct) =>
        Task.FromResult(Since.TryGetValue(place, out var since) ? since : (DateTime?)null);

    public Task LeaveAsync(PlaceRef place, CancellationToken ct)
    {
        Left.Enqueue(place);
        Since.TryRemove(place, out _);
        return Task.CompletedTask;
    }

    public async Task<MessageRef> SendAsync(Post post, CancellationToken ct)
    {
        if (Held is { } held)
            await held(post).WaitAsync(ct);
        BeforeSend?.Invoke(post);
        var message = byKey.GetOrAdd(post.Key, _ =>
        {
            lock (gate)
            {
                var id = (sent.Count + 1).ToString(CultureInfo.InvariantCulture);
                sent.Add(new SentMessage(new MessageRef(post.Channel, id), post.Reply, post.Key));
                return sent[^1];
            }
        });
        AfterSend?.Invoke(post);
        return message.Message;
    }

    public Task EditAsync(MessageRef message, Reply reply, CancellationToken ct)
    {
        BeforeEdit?.Invoke(message);
        lock (gate)
            edits.Add((message, reply));
        return Task.CompletedTask;
    }
}

/// <summary>What a <see cref="FakePlatform"/> has shown.</summary>
public sealed record SentMessage(MessageRef Message, Reply Reply, string Key)
{
    public string Text => PlainText.Write(Reply);
}
