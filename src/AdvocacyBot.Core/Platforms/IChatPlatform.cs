using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Platforms;

/// <summary>Answers one <see cref="Intent"/>. Throws only if <paramref name="ct"/> is cancelled.</summary>
public delegate Task<Reply> IntentHandler(Intent intent, CancellationToken ct);

/// <summary>
/// A chat service: Discord, Matrix, the web room. The bot knows nothing else about it, so the client library behind it can be
/// replaced.
/// </summary>
public interface IChatPlatform
{
    /// <summary>Its name in every <see cref="MemberRef"/> and <see cref="ChannelRef"/>, in settings and in logs.</summary>
    string Name { get; }

    /// <summary>Whether it is connected and its events are arriving.</summary>
    bool IsReady { get; }

    /// <summary>What a health check adds to its name, such as <c>shards 3 of 16</c>; null for nothing.</summary>
    string? Detail => null;

    /// <summary>Whether only one process at a time may be connected, as with an account on an external service.</summary>
    bool IsExclusive => true;

    /// <summary>Whether, of several processes, only the connected one can send, because it alone has what sending needs in memory.</summary>
    bool SendsOnlyWhileConnected => false;

    /// <summary>Whether it shows each reader a message in their own language instead of the channel's.</summary>
    bool ShowsReadersLanguage => false;

    /// <summary>
    /// Connects, listens and answers until cancelled. Throws if the connection is lost, and is then started again after a delay;
    /// throws <see cref="PlatformStoppedException"/> if a retry cannot help.
    /// </summary>
    Task RunAsync(IntentHandler handle, CancellationToken ct);

    /// <summary>The current rights of a member in a place; <see cref="Standing.None"/> if the platform cannot say.</summary>
    Task<Standing> StandingAsync(MemberRef member, PlaceRef place, CancellationToken ct);

    /// <summary>Whether a member can read a channel now: by default everybody in the place that contains it.</summary>
    async Task<bool> CanReadAsync(MemberRef member, ChannelRef channel, CancellationToken ct) =>
        await PlaceOfAsync(channel, ct) is { } place && await StandingAsync(member, place, ct) != Standing.None;

    /// <summary>The place that contains a channel; null for a channel that the bot cannot see.</summary>
    Task<PlaceRef?> PlaceOfAsync(ChannelRef channel, CancellationToken ct);

    /// <summary>The places where the bot is now.</summary>
    Task<IReadOnlyList<PresentPlace>> PlacesAsync(CancellationToken ct);

    /// <summary>When the bot joined a place, UTC; null if the platform does not say.</summary>
    Task<DateTime?> SinceAsync(PlaceRef place, CancellationToken ct);

    /// <summary>Leaves a place. Leaving one where the bot is not is a no-op.</summary>
    Task LeaveAsync(PlaceRef place, CancellationToken ct);

    /// <summary>
    /// Posts once for each key, however often it is called with the same key; if <see cref="ChannelRef.Direct"/> names a member,
    /// to that member alone.
    /// </summary>
    /// <exception cref="SendFailedException">It was not posted, or that is unknown; the exception says which.</exception>
    Task<MessageRef> SendAsync(Post post, CancellationToken ct);

    /// <summary>Replaces the content of a message. Idempotent.</summary>
    /// <exception cref="SendFailedException">It was not edited; the exception says why.</exception>
    Task EditAsync(MessageRef message, Reply reply, CancellationToken ct);

    /// <summary>Whether a message in a channel is published to the channel's followers elsewhere, as a delivery of its own.</summary>
    Task<bool> IsPublishedAsync(ChannelRef channel, CancellationToken ct) => Task.FromResult(false);

    /// <summary>Publishes a message to the channel's followers. Idempotent.</summary>
    /// <exception cref="SendFailedException">It was not published; the exception says why.</exception>
    Task PublishAsync(MessageRef message, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Checks whether the bot can post in a channel that a command names.</summary>
    /// <param name="target">The named channel.</param>
    /// <param name="askedIn">The channel in which the command was used.</param>
    /// <param name="language">The language of the problem.</param>
    Task<ChannelCheck> CheckChannelAsync(ChannelRef target, ChannelRef askedIn, Language language, CancellationToken ct) =>
        Task.FromResult(new ChannelCheck(null, null));

    /// <summary>Finds a role by its id, its mention or its name. Null if the platform has no roles.</summary>
    /// <param name="channel">The channel in which the role is to be notified.</param>
    /// <param name="text">As a member wrote it.</param>
    /// <param name="language">The language of the problem.</param>
    Task<RoleCheck?> FindRoleAsync(ChannelRef channel, string text, Language language, CancellationToken ct) => Task.FromResult<RoleCheck?>(null);
}

/// <summary>A channel as its platform knows it.</summary>
/// <param name="Name">As people call it; null if the platform does not tell.</param>
/// <param name="Problem">Why the bot cannot post there and how to change that, in one sentence; null if it can.</param>
public sealed record ChannelCheck(string? Name, string? Problem);

/// <summary>A role as its platform knows it.</summary>
/// <param name="Id">The platform's id; null if there is no such role.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Problem">Why the role cannot be notified and how to change that, in one sentence; null if it can.</param>
public sealed record RoleCheck(string? Id, string Name, string? Problem);
/// <summary>The rights of a member in a place.</summary>
public enum Standing
{
    /// <summary>Not a member, or unknown.</summary>
    None,
    Member,
    Organizer,
}

/// <summary>A place where the bot is.</summary>
/// <param name="Ref">The reference to it.</param>
/// <param name="Name">Its name on the platform.</param>
public sealed record PresentPlace(PlaceRef Ref, string Name);

/// <summary>A reply to post in a channel without a request.</summary>
/// <param name="Channel">The target.</param>
/// <param name="Reply">The content.</param>
/// <param name="Key">The same for each attempt at the same post, different for any other post, on any channel.</param>
/// <param name="FirstAttempt">UTC: shows whether an earlier attempt may have succeeded unseen, and how far to read back.</param>
public sealed record Post(ChannelRef Channel, Reply Reply, string Key, DateTime FirstAttempt)
{
    /// <summary>Whether this is not the first attempt.</summary>
    public bool IsRetry { get; init; }

    /// <summary>The messages that it continues, the newest first, for platforms on which that makes a difference; most are elsewhere.</summary>
    public IReadOnlyList<MessageRef> Continued { get; init; } = [];
}

/// <summary>The possible outcomes of a post that was not confirmed.</summary>
public enum SendFailure
{
    /// <summary>A later attempt may succeed.</summary>
    Later,

    /// <summary>No attempt can succeed: the channel does not exist, or the bot may not write there.</summary>
    Never,

    /// <summary>It may be posted already, and the platform cannot say.</summary>
    Uncertain,
}

/// <summary>A post or an edit that a platform did not confirm.</summary>
/// <param name="failure">Whether a later attempt can succeed.</param>
/// <param name="reason">One sentence for an organizer, without secrets.</param>
/// <param name="retryAfter">How long the platform asks to wait.</param>
public sealed class SendFailedException(SendFailure failure, string reason, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(reason, inner)
{
    public SendFailure Failure { get; } = failure;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}

/// <summary>A platform that must not be started again until a person has fixed something.</summary>
/// <param name="reason">One sentence that says what to fix, without secrets.</param>
public sealed class PlatformStoppedException(string reason, Exception? inner = null) : Exception(reason, inner);

/// <summary>A platform that cannot be reached now and is tried again. Logged as its one sentence, without a stack trace.</summary>
/// <param name="reason">One sentence, without secrets.</param>
public sealed class PlatformUnavailableException(string reason, Exception? inner = null) : Exception(reason, inner);
