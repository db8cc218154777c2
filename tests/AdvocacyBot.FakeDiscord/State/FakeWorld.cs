using System.Text.Json.Nodes;

namespace AdvocacyBot.FakeDiscord;

/// <summary>The state of the fake server: guilds, channels, messages, commands. Guarded by <see cref="Gate"/>.</summary>
public sealed class FakeWorld
{
    private const ulong DefaultPermissions = (1UL << 10) | (1UL << 11) | (1UL << 14) | (1UL << 15) | (1UL << 16) | (1UL << 35) | (1UL << 38);

    public FakeWorld() => (BotId, ApplicationId) = (Ids.Next(), Ids.Next());

    public Lock Gate { get; } = new();

    public Snowflakes Ids { get; } = new();

    public string BotId { get; }

    public string ApplicationId { get; }

    /// <summary>Whether anyone may add the bot to a server.</summary>
    public bool IsPublicBot { get; set; } = true;

    public Dictionary<string, FakeGuild> Guilds { get; } = [];

    public Dictionary<string, FakeChannel> Channels { get; } = [];

    /// <summary>In order of creation, including ephemeral messages.</summary>
    public List<FakeMessage> Messages { get; } = [];

    /// <summary>The registered commands by scope: "global" or a guild id.</summary>
    public Dictionary<string, JsonArray> Commands { get; } = [];

    /// <summary>The number of command registrations.</summary>
    public int CommandWrites { get; set; }

    /// <summary>Members who do not accept direct messages.</summary>
    public HashSet<string> RejectsDirectMessages { get; } = [];

    public List<JsonObject> ScheduledEvents { get; } = [];

    /// <summary>Files that members attached to commands, by id.</summary>
    public Dictionary<string, FakeUpload> Uploads { get; } = [];

    /// <summary>The server's address, which the addresses of files contain.</summary>
    internal Uri Address { get; set; } = new("http://127.0.0.1");

    public FakeGuild AddGuild(string name = "A group", ulong everyone = DefaultPermissions, string? id = null)
    {
        lock (Gate)
        {
            var guild = new FakeGuild(id ?? Ids.Next(), name, Ids.Next());
            guild.AddRole("@everyone", everyone, id: guild.Id);
            return Guilds[guild.Id] = guild;
        }
    }

    /// <summary>Adds a guild whose events a shard receives.</summary>
    public FakeGuild AddGuildOf(int shard, int shards) =>
        AddGuild($"Group of shard {shard}", id: ((250_000_000_000UL - (250_000_000_000UL % (ulong)shards) + (ulong)shard) << 22).ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <param name="type">0 text, 4 category, 5 announcement, 15 forum.</param>
    public FakeChannel AddChannel(FakeGuild guild, int type = 0, string name = "general", IReadOnlyList<FakeTag>? tags = null)
    {
        lock (Gate)
        {
            var channel = new FakeChannel(Ids.Next(), type, guild.Id, name) { Tags = tags ?? [] };
            guild.Channels.Add(channel);
            return Channels[channel.Id] = channel;
        }
    }

    /// <summary>The direct channel with a member; created if there is none.</summary>
    public FakeChannel DirectChannel(string member)
    {
        lock (Gate)
        {
            var channel = Channels.Values.FirstOrDefault(c => c.Type == 1 && c.OwnerId == member)
                ?? new FakeChannel(Ids.Next(), 1, null, "direct") { OwnerId = member };
            return Channels[channel.Id] = channel;
        }
    }

    /// <summary>The messages visible to everyone in a channel.</summary>
    public IReadOnlyList<FakeMessage> Shown(string channel)
    {
        lock (Gate)
            return [.. Messages.Where(m => m.ChannelId == channel && !m.IsEphemeral && !m.IsDeleted && !m.IsLoading)];
    }

    /// <summary>The threads of a channel, oldest first.</summary>
    public IReadOnlyList<FakeChannel> Threads(string parent)
    {
        lock (Gate)
            return [.. Channels.Values.Where(c => c.IsThread && c.ParentId == parent).OrderBy(c => ulong.Parse(c.Id))];
    }

    /// <summary>The registered command that a member of the guild sees, or null. A guild's command hides a global one.</summary>
    internal JsonObject? FindCommand(string? guild, string name, int type) =>
        new[] { guild, "global" }
            .Where(scope => scope is not null && Commands.ContainsKey(scope))
            .SelectMany(scope => Commands[scope!])
            .Select(c => c!.AsObject())
            .FirstOrDefault(c => (string?)c["name"] == name && ((int?)c["type"] ?? 1) == type);
}
