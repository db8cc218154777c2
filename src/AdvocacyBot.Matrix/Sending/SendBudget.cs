namespace AdvocacyBot.Matrix.Sending;

/// <summary>
/// An estimate of how many events the homeserver will still accept: a token bucket that starts with Synapse's default limits, grows
/// when more is accepted, and returns to the defaults when a request is refused. Pure; not thread-safe.
/// </summary>
/// <seealso href="https://element-hq.github.io/synapse/latest/usage/configuration/config_documentation.html#rc_message"/>
internal sealed class SendBudget
{
    private const double DefaultBurst = 10;
    private const double DefaultPerSecond = 0.2;
    private const double Growth = 4;

    /// <summary>The share of the burst that is reserved for messages; the rest may be spent on reactions.</summary>
    private const double Reserve = 0.6;

    private double burst = DefaultBurst;
    private double perSecond = DefaultPerSecond;
    private double tokens = DefaultBurst;

    /// <summary>Whether an event can be sent that may wait, without delaying the next messages.</summary>
    public bool HasSpare => tokens >= burst * Reserve;

    /// <summary>How long until <see cref="HasSpare"/> if nothing else is sent.</summary>
    public TimeSpan UntilSpare => HasSpare ? TimeSpan.Zero : TimeSpan.FromSeconds(((burst * Reserve) - tokens) / perSecond);

    public void Elapse(TimeSpan time) => tokens = Math.Min(burst, tokens + (time.TotalSeconds * perSecond));

    /// <summary>An event was accepted.</summary>
    public void Spend()
    {
        tokens--;
        if (tokens >= -burst / 2)
            return;

        // The homeserver accepts far more than estimated.
        burst *= Growth;
        perSecond *= Growth;
        tokens = burst / 2;
    }

    /// <summary>An event was refused because there were too many.</summary>
    public void Refuse() => (burst, perSecond, tokens) = (DefaultBurst, DefaultPerSecond, 0);
}
