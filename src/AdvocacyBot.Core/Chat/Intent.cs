using AdvocacyBot.Core.Chat.Pictures;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Chat;

/// <summary>
/// What a person wants, whichever way they said it: slash options, <c>!text</c>, a mention, a button, a web form.
/// </summary>
/// <param name="EventId">The platform's id of the event that said it, unique on that platform: a repeated event has one effect.</param>
/// <param name="Member">Who.</param>
/// <param name="Channel">Where.</param>
/// <param name="Body">A command, a choice or free text.</param>
public sealed record Intent(string EventId, MemberRef Member, ChannelRef Channel, IntentBody Body)
{
    /// <summary>The language of the member's own client, where the platform tells it.</summary>
    public Language? Locale { get; init; }

    /// <summary>The server or room that contains the channel; null in a direct conversation.</summary>
    public PlaceRef? Place { get; init; }

    /// <summary>
    /// Whether the platform vouches, with this event, that the member organizes in <see cref="Place"/>. Only the authority check
    /// reads it: it says nothing about any other place.
    /// </summary>
    public bool IsVouchedOrganizer { get; init; }

    /// <summary>Whether nobody but the member and the bot can see the channel.</summary>
    public bool IsDirect { get; init; }

    /// <summary>Whether it comes from the organizers' desk, which shows the whole community and not one channel.</summary>
    public bool IsDesk { get; init; }

    /// <summary>
    /// Whether a text may be meant for other people: in the web room the bot hears everything. Such a text is answered only if it
    /// is a command or a question.
    /// </summary>
    public bool IsOverheard { get; init; }

    /// <summary>
    /// When it was said, as far as the platform can be trusted; null for just now. Used only by rate limits.
    /// </summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>
    /// The bot's message that a text replies to, if nothing else in the text addresses the bot. Most such texts are comments, except in
    /// a direct conversation, where every text is for the bot.
    /// </summary>
    public MessageRef? ReplyTo { get; init; }

    /// <summary>
    /// The ids of the choices that the message replied to offers, as the platform itself vouches. They tell what a private message is
    /// about, which the bot does not remember.
    /// </summary>
    public IReadOnlyList<string> RepliedChoices { get; init; } = [];

    /// <summary>Whether it is the new text of an edited message. A question is answered again; a command that changes something is not run again.</summary>
    public bool IsEdit { get; init; }

    /// <summary>When the bot began to answer, UTC; the router sets it.</summary>
    public DateTime ReceivedAt { get; init; }

    /// <summary>Counts the intents of this process in the order in which they arrived; the router sets it.</summary>
    public long Arrival { get; init; }

    /// <summary>The message whose choice was pressed.</summary>
    public MessageRef? Message { get; init; }

    /// <summary>A picture that came with it, already without metadata; where a platform gives an address instead, the command's option holds that.</summary>
    public PictureFile? Picture { get; init; }

    /// <summary>How long the order may be retried while storage is unavailable, before it is refused.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The platform's stream position to be committed with the event's effect.</summary>
    public Cursor? Cursor { get; init; }
}

/// <summary>The body of an <see cref="Intent"/>.</summary>
public abstract record IntentBody;

/// <summary>A command by its name, with options by theirs, as the platform's own form gave them.</summary>
public sealed record CommandBody(string Command, IReadOnlyDictionary<string, string> Options) : IntentBody;

/// <summary>A choice (button, reaction, list number) by its id, as an earlier <see cref="Reply"/> offered it.</summary>
/// <param name="ChoiceId">Never trusted: it is checked against the stored row when it is used.</param>
public sealed record ChoiceBody(string ChoiceId) : IntentBody
{
    /// <summary>Whether the choice is taken back rather than made: a reaction that was removed again.</summary>
    public bool TakenBack { get; init; }
}

/// <summary>Free text, addressed to the bot.</summary>
/// <param name="Text">Without the prefix or mention that addressed the bot.</param>
/// <param name="IsCommand">Whether a prefix said that it is meant as a command, so that an unknown one is no question.</param>
public sealed record TextBody(string Text, bool IsCommand = false) : IntentBody;

/// <summary>A position in a platform's stream of events, such as a gateway sequence or a sync token.</summary>
/// <param name="Stream">The stream's name, unique over all platforms.</param>
/// <param name="Position">The platform's own text for the position.</param>
public sealed record Cursor(string Stream, string Position)
{
    /// <summary>
    /// The beginning of the position that names who may move it; it is not saved once somebody else's is stored. Null if only one process
    /// can read the stream.
    /// </summary>
    public string? Fence { get; init; }
}
