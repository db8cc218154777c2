namespace AdvocacyBot.Core.Articles.Hubs;

/// <summary>Where hubs on the internet reach the bot.</summary>
/// <param name="PublicUrl">The public address; null on a bot that has none, which only polls.</param>
public sealed record HubSettings(Uri? PublicUrl)
{
    public const string Path = "/hub/";

    /// <summary>The address to which a hub pushes.</summary>
    internal Uri CallbackOf(HubSubscription subscription) => CallbackOf(PublicUrl!, subscription.Token);

    internal static Uri CallbackOf(Uri publicUrl, string token) => new(publicUrl, Path + token);
}
