namespace AdvocacyBot.FakeDiscord;

/// <summary>The server's limits; the defaults are those that Discord documents, or that its users report.</summary>
public sealed record FakeSettings
{
    /// <summary>The accepted token; its first part is the base64 form of a bot's id, as in every Discord token.</summary>
    public string Token { get; init; } = "MTAwMDAwMDAwMDAwMDAwMDAw.fake.for-tests";

    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(41.25);

    /// <summary>How long a nonce is remembered: "the past few minutes".</summary>
    public TimeSpan NonceWindow { get; init; } = TimeSpan.FromMinutes(2);

    public TimeSpan FirstResponse { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The recommended number of shards at the start.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>How many groups of shards may identify independently: a shard belongs to the group of its number modulo this.</summary>
    public int MaxConcurrency { get; init; } = 1;

    /// <summary>The global limit, in requests per second.</summary>
    public int PerSecond { get; init; } = 50;

    /// <summary>Messages per channel within <see cref="ChannelWindow"/>.</summary>
    public int PerChannel { get; init; } = 5;

    public TimeSpan ChannelWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether creating and editing messages report the same bucket although they are counted separately.</summary>
    public bool SharesMessageBucketName { get; init; }

    /// <summary>Edits per published message within <see cref="PublishedEditWindow"/>.</summary>
    public int PublishedEdits { get; init; } = 3;

    public TimeSpan PublishedEditWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Edits of messages older than an hour, per channel within <see cref="OldEditWindow"/>.</summary>
    public int OldEdits { get; init; } = 3;

    public TimeSpan OldEditWindow { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Crossposts per channel within <see cref="CrosspostWindow"/>.</summary>
    public int Crossposts { get; init; } = 10;

    public TimeSpan CrosspostWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Minimum time between two identifies of a group; an earlier one is answered with an invalid session.</summary>
    public TimeSpan IdentifyPause { get; init; } = TimeSpan.FromSeconds(4.9);

    public int IdentifiesLeft { get; init; } = 1000;

    /// <summary>Whether the response to a repeated nonce omits the author's id, as third-party servers do.</summary>
    public bool OmitsAuthorOfRepeatedNonce { get; init; }
}
