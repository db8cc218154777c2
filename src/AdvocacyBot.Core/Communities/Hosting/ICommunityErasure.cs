namespace AdvocacyBot.Core.Communities.Hosting;

/// <summary>
/// What a feature deletes with a community besides the rows that the community owns. Created in a scope that has entered the
/// community.
/// </summary>
internal interface ICommunityErasure
{
    /// <summary>Runs before the rows are deleted, outside a transaction. May run several times.</summary>
    /// <returns>False if it has to run again later before the rows may be deleted.</returns>
    Task<bool> PrepareAsync(CancellationToken ct) => Task.FromResult(true);

    /// <summary>Runs after the rows are deleted, in the same transaction.</summary>
    Task CompleteAsync(CancellationToken ct) => Task.CompletedTask;
}
