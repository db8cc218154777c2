using System.Security.Cryptography;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Secrets;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Articles.Hubs;

/// <summary>
/// Keeps the subscription of each feed in line with the hub that the feed names. Sends no request: the hub is asked after the commit.
/// Runs inside the caller's transaction.
/// </summary>
internal sealed class FollowHub(BotDb db, WriteTransaction write, HubSettings settings, FeedSettings feeds, MasterKey master, LeaveHubs leave, HubBell bell, TimeProvider clock)
{
    private const string Purpose = "feed-hubs";
    private const int SecretLength = 32;
    private const int MaxAddressLength = 1_000;

    /// <summary>Whether hubs can reach the bot at all.</summary>
    public bool IsPossible => settings.PublicUrl is not null;

    public async Task RunAsync(Feed feed, Uri? named, Uri? self, CancellationToken ct)
    {
        if (!IsPossible)
            return;

        var current = await db.HubSubscriptions.SingleOrDefaultAsync(h => h.FeedId == feed.Id, ct);
        var (hub, topic) = (HubOf(named)?.AbsoluteUri, (self?.AbsoluteUri ?? feed.Address));
        // A hub must be able to fetch the feed without secrets.
        if (hub is null || feed.PrivateTo != 0 || hub.Length > MaxAddressLength || topic.Length > MaxAddressLength)
        {
            if (current is not null)
                leave.Remove(current);
            return;
        }

        if (current is not null && current.Hub == hub && current.Topic == topic)
            return;
        if (current is null)
        {
            current = new HubSubscription { FeedId = feed.Id, Hub = "", Topic = "", Token = "", SealedSecret = [], NextAttemptAt = clock.UtcNow };
            db.HubSubscriptions.Add(current);
        }
        else
        {
            leave.Tell(current);
        }

        (current.Hub, current.Topic) = (hub, topic);
        Restart(current);
        write.AfterCommit(bell.Ring);
    }

    /// <summary>Begins a subscription anew under another token and secret: what a hub knows of the former ones is not valid any longer.</summary>
    public void Restart(HubSubscription subscription)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        (subscription.Token, subscription.SealedSecret) = (token, NewSecret(token));
        (subscription.AskedAt, subscription.LeaseUntil, subscription.PushedAt, subscription.MissedAt, subscription.Failures, subscription.NextAttemptAt) = (null, null, null, null, 0, clock.UtcNow);
    }

    /// <summary>The key of a hub's signatures, as it is given to the hub: letters and digits.</summary>
    /// <exception cref="CryptographicException">The master key has changed.</exception>
    public string SecretOf(HubSubscription subscription) => Sealing.OpenText(master.Derive(Purpose), subscription.SealedSecret, subscription.Token);

    private byte[] NewSecret(string token) =>
        Sealing.Seal(master.Derive(Purpose), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretLength)), token);

    /// <summary>
    /// The hub, with TLS, because the request contains the secret; feeds still name the http addresses of hubs that have had https for
    /// years. Null if that is impossible.
    /// </summary>
    private Uri? HubOf(Uri? named) => named switch
    {
        null => null,
        { Scheme: "https" } => named,
        _ when feeds.Allows(named.Host, named.Port) => named,
        { IsDefaultPort: true } => new UriBuilder(named) { Scheme = "https", Port = 443 }.Uri,
        _ => null,
    };
}

/// <summary>Wakes the loop that asks hubs.</summary>
internal sealed class HubBell : Bell;
