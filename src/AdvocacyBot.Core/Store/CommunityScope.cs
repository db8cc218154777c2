namespace AdvocacyBot.Core.Store;

/// <summary>
/// The community on whose behalf the present scope works. A scope serves one community; without one, every query of a
/// community's rows fails. Not thread-safe, like the <see cref="BotDb"/> that reads it.
/// </summary>
public sealed class CommunityScope
{
    /// <summary>The owner of rows that all communities read and none can change, such as the names of countries.</summary>
    public const long Shared = 0;

    private long? id;

    /// <summary>Whether a community has been entered.</summary>
    public bool IsEntered => id is not null;

    /// <summary>The community's id.</summary>
    /// <exception cref="InvalidOperationException">No community has been entered.</exception>
    public long Id => id ?? throw new InvalidOperationException("No community is in scope: enter one before using its rows.");

    /// <summary>Enters a community for the rest of the scope.</summary>
    /// <exception cref="InvalidOperationException">The scope already serves another community.</exception>
    public void Enter(long community)
    {
        if (id is { } other && other != community)
            throw new InvalidOperationException("The scope already serves another community.");
        id = community;
    }

    /// <summary>
    /// Enters a community until the result is disposed, for work that serves several communities in one transaction. Rows must
    /// be saved before it is.
    /// </summary>
    public IDisposable Visit(long community)
    {
        Enter(community);
        return new Visitor(this);
    }

    private sealed class Visitor(CommunityScope scope) : IDisposable
    {
        public void Dispose() => scope.id = null;
    }
}
