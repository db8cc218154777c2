namespace AdvocacyBot.Core.Chat;

/// <summary>Whether people can discuss a post in a thread of its own, where a platform has threads.</summary>
public enum Discussion
{
    None,

    /// <summary>A thread is opened below the post and kept open.</summary>
    Open,

    /// <summary>The matter is over: the thread is archived.</summary>
    Closed,
}
