namespace AdvocacyBot.Tests.Crashes;

/// <summary>When a step is over that the bot's own libraries tell of.</summary>
public enum Moment
{
    BeforeCommit,
    AfterCommit,
    BeforeRequest,
    AfterRequest,
}

/// <summary>A place between two steps of the bot's work at which it is killed.</summary>
/// <param name="Moment">Before or after which step.</param>
/// <param name="Sign">
/// What tells the step: text of a statement within the transaction, or <c>METHOD</c> and a part of the address.
/// </param>
public sealed record CrashStep(Moment Moment, string Sign)
{
    private const char Separator = '|';

    /// <summary>Each place between the steps of fetch, store, claim, send and record, of a command and of its answer.</summary>
    public static IReadOnlyDictionary<string, CrashStep> All { get; } = new Dictionary<string, CrashStep>(StringComparer.Ordinal)
    {
        ["before the feed is fetched"] = new(Moment.BeforeRequest, "GET /feed"),
        ["after the feed is fetched"] = new(Moment.AfterRequest, "GET /feed"),
        ["before the article is stored"] = new(Moment.BeforeCommit, "INSERT INTO \"Articles\""),
        ["after the article is stored"] = new(Moment.AfterCommit, "INSERT INTO \"Articles\""),
        ["before the delivery is claimed"] = new(Moment.BeforeCommit, "\"LeaseUntil\" = @"),
        ["after the delivery is claimed"] = new(Moment.AfterCommit, "\"LeaseUntil\" = @"),
        ["before it is sent to Discord"] = new(Moment.BeforeRequest, "POST /api/v10/channels/"),
        ["after it is sent to Discord"] = new(Moment.AfterRequest, "POST /api/v10/channels/"),
        ["before it is sent to Matrix"] = new(Moment.BeforeRequest, "PUT /send/m.room.message/"),
        ["after it is sent to Matrix"] = new(Moment.AfterRequest, "PUT /send/m.room.message/"),
        ["before the sending is recorded"] = new(Moment.BeforeCommit, "INSERT INTO \"MessageSubjects\""),
        ["after the sending is recorded"] = new(Moment.AfterCommit, "INSERT INTO \"MessageSubjects\""),
        ["before the command takes effect"] = new(Moment.BeforeCommit, "INSERT INTO \"SeenEvents\""),
        ["after the command takes effect"] = new(Moment.AfterCommit, "INSERT INTO \"SeenEvents\""),
    };

    public static CrashStep Read(string text) =>
        text.Split(Separator, 2) is [var moment, var sign] ? new(Enum.Parse<Moment>(moment), sign) : throw new FormatException(text);

    public override string ToString() => $"{Moment}{Separator}{Sign}";

    internal bool IsRequest(string method, Uri address) =>
        Sign.Split(' ', 2) is [var wanted, var part] && method == wanted && address.AbsolutePath.Contains(part, StringComparison.Ordinal);
}
