namespace AdvocacyBot.Matrix.SignIn;

/// <summary>What a session's requests are authorized with.</summary>
/// <param name="Access">The access token.</param>
/// <param name="Refresh">Gets the next access token; null if this one does not expire.</param>
internal sealed record Tokens(string Access, string? Refresh)
{
    /// <summary>Without the tokens.</summary>
    public override string ToString() => "(tokens)";
}

/// <summary>The bot's registration with an OAuth 2.0 server. Not secret.</summary>
/// <param name="Id">The client id.</param>
/// <param name="TokenEndpoint">Where tokens are requested.</param>
internal sealed record OAuthRegistration(string Id, string TokenEndpoint);
