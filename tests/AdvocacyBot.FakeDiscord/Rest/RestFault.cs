namespace AdvocacyBot.FakeDiscord;

/// <summary>A fault injected into one request.</summary>
public enum RestFault
{
    None,

    /// <summary>Status 500, without effect.</summary>
    ErrorBefore,

    /// <summary>Status 502, after the effect.</summary>
    ErrorAfter,

    /// <summary>The connection breaks before the request is read.</summary>
    DropBefore,

    /// <summary>The connection breaks after the effect, before the response.</summary>
    DropAfter,

    /// <summary>The response takes 300 ms.</summary>
    Slow,

    /// <summary>Status 429 of the route's limit.</summary>
    LimitedUser,

    /// <summary>Status 429 of the global limit.</summary>
    LimitedGlobal,

    /// <summary>Status 429 of a limit shared with other bots; does not count as an invalid request.</summary>
    LimitedShared,

    /// <summary>Status 401 although the token is valid, without effect.</summary>
    Unauthorized,

    /// <summary>Status 400 with the code of an invalid form, without effect, as from a server that does not know a component.</summary>
    InvalidForm,
}

/// <summary>Chooses the fault for a request.</summary>
/// <param name="method">The HTTP method.</param>
/// <param name="path">Without the base address.</param>
public delegate RestFault RestFaultPlan(string method, string path);
