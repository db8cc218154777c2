namespace AdvocacyBot.FakeDiscord;

/// <summary>What can go wrong with one request.</summary>
public enum RestFault
{
    None,

    /// <summary>500 without any effect.</summary>
    ErrorBefore,

    /// <summary>502 although it had its effect.</summary>
    ErrorAfter,

    /// <summary>The connection breaks before the request is read.</summary>
    DropBefore,

    /// <summary>The connection breaks after the effect, before the answer.</summary>
    DropAfter,

    /// <summary>The answer takes 300 ms.</summary>
    Slow,

    /// <summary>429 of the bot's own limit.</summary>
    LimitedUser,

    /// <summary>429 of the limit over all routes.</summary>
    LimitedGlobal,

    /// <summary>429 of a limit shared with others, which does not count as an invalid request.</summary>
    LimitedShared,
}

/// <summary>Decides for each request what goes wrong with it.</summary>
/// <param name="method">Such as POST.</param>
/// <param name="path">Without the base address.</param>
public delegate RestFault RestFaultPlan(string method, string path);
