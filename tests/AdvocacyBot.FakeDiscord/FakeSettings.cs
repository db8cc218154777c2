namespace AdvocacyBot.FakeDiscord;

/// <summary>The server's own rules, as Discord documents them unless a test says otherwise.</summary>
public sealed record FakeSettings
{
    /// <summary>The token that it accepts.</summary>
    public string Token { get; init; } = "fake.token.for-tests";

    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(41.25);

    /// <summary>How long a nonce is remembered: "the past few minutes".</summary>
    public TimeSpan NonceWindow { get; init; } = TimeSpan.FromMinutes(2);

    public TimeSpan FirstResponse { get; init; } = TimeSpan.FromSeconds(3);

    public int Shards { get; init; } = 1;

    /// <summary>Requests in a second over all routes.</summary>
    public int PerSecond { get; init; } = 50;

    /// <summary>Messages in a channel within <see cref="ChannelWindow"/>.</summary>
    public int PerChannel { get; init; } = 5;

    public TimeSpan ChannelWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time between two identifies; sooner is answered with an invalid session.</summary>
    public TimeSpan IdentifyPause { get; init; } = TimeSpan.FromSeconds(4.9);

    public int IdentifiesLeft { get; init; } = 1000;
}
