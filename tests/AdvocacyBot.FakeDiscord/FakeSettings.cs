namespace AdvocacyBot.FakeDiscord;

/// <summary>The server's limits; the defaults are those that Discord documents.</summary>
public sealed record FakeSettings
{
    /// <summary>The accepted token.</summary>
    public string Token { get; init; } = "fake.token.for-tests";

    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(41.25);

    /// <summary>How long a nonce is remembered: "the past few minutes".</summary>
    public TimeSpan NonceWindow { get; init; } = TimeSpan.FromMinutes(2);

    public TimeSpan FirstResponse { get; init; } = TimeSpan.FromSeconds(3);

    public int Shards { get; init; } = 1;

    /// <summary>The global limit, in requests per second.</summary>
    public int PerSecond { get; init; } = 50;

    /// <summary>Messages per channel within <see cref="ChannelWindow"/>.</summary>
    public int PerChannel { get; init; } = 5;

    public TimeSpan ChannelWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Minimum time between two identifies; an earlier one is answered with an invalid session.</summary>
    public TimeSpan IdentifyPause { get; init; } = TimeSpan.FromSeconds(4.9);

    public int IdentifiesLeft { get; init; } = 1000;
}
