namespace AdvocacyBot.Core.Store;

/// <summary>
/// A row that belongs to one community. Queries see only the rows of the community in scope, and new rows are stamped with it;
/// see <see cref="CommunityScope"/>.
/// </summary>
public interface ICommunityOwned
{
    /// <summary>0 until the row is saved.</summary>
    long CommunityId { get; }
}

/// <summary>A row that belongs to one community, or to all of them if its community is <see cref="CommunityScope.Shared"/>.</summary>
public interface ISharedOrOwned
{
    /// <inheritdoc cref="ICommunityOwned.CommunityId"/>
    long CommunityId { get; }
}
