using System.Security.Cryptography;
using System.Text.Json;
using AdvocacyBot.Core.Secrets;

namespace AdvocacyBot.Core.Articles.Requests;

/// <summary>
/// Seals what a feed's requests carry under the master key, bound to the feed and its server: a database without the key reveals
/// nothing, and a feed that moves to another server takes no secret along.
/// </summary>
internal sealed class RequestSecrets(MasterKey master)
{
    private const string Purpose = "feed-requests";

    public byte[]? Seal(Feed feed, RequestSettings settings) => settings.IsEmpty
        ? null
        : Sealing.Seal(master.Derive(Purpose), JsonSerializer.SerializeToUtf8Bytes(settings, RequestJson.Default.RequestSettings), Owner(feed));

    /// <summary>The feed's settings; none if it has none, or if they belong to another host or another key.</summary>
    public RequestSettings Open(Feed feed)
    {
        if (feed.SealedRequest is not { } box)
            return RequestSettings.None;
        try
        {
            return JsonSerializer.Deserialize(Sealing.Open(master.Derive(Purpose), box, Owner(feed)), RequestJson.Default.RequestSettings) ?? RequestSettings.None;
        }
        catch (CryptographicException)
        {
            return RequestSettings.None;
        }
    }

    /// <summary>Without the scheme and its usual port, because a feed may move from http to https.</summary>
    private static string Owner(Feed feed)
    {
        var address = new Uri(feed.Address);
        return $"{feed.Id}@{(address.IsDefaultPort ? address.Host : address.Authority)}";
    }
}
