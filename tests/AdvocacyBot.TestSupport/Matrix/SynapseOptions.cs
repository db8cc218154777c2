namespace AdvocacyBot.TestSupport.Matrix;

/// <summary>How a Synapse differs from one without message limits that accepts passwords.</summary>
internal sealed record SynapseOptions
{
    /// <summary>Whether messages are limited as in an installation that nobody has tuned: 0.2 per second, 10 at once.</summary>
    public bool DefaultMessageLimits { get; init; }

    /// <summary>The rooms that the server encrypts without being asked: <c>all</c>, <c>invite</c> or null.</summary>
    public string? ForcedEncryption { get; init; }

    /// <summary>Whether <c>m.login.password</c> is offered.</summary>
    public bool AcceptsPasswords { get; init; } = true;

    /// <summary>The lifetime of access tokens that can be refreshed; null for the default of five minutes.</summary>
    public TimeSpan? TokenLifetime { get; init; }

    /// <summary>The address of an OAuth 2.0 server that issues this server's tokens; null for none.</summary>
    public Uri? AuthenticationService { get; init; }

    /// <summary>What the authentication service and Synapse share.</summary>
    public string AuthenticationSecret { get; init; } = "only-for-tests";
}
