namespace AdvocacyBot.Core.Communities;

/// <summary>The bot's pages as the public reaches them.</summary>
/// <param name="Address">Their root; null on a bot that has no public address.</param>
public sealed record PublicSite(Uri? Address)
{
    /// <summary>The address of a page; null if there is no public address.</summary>
    /// <param name="path">Without a slash at the beginning.</param>
    public Uri? At(string path) => Address is null ? null : new Uri(Address, path);
}
