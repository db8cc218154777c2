using System.Text.Json.Serialization;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Chat;

/// <summary>
/// What the bot says, in neutral blocks and never in a platform's markup. Each platform has one pure renderer;
/// <see cref="PlainText"/> serves the command line, screen readers and search.
/// </summary>
/// <param name="Blocks">Shown in this order.</param>
public sealed record Reply(IReadOnlyList<Block> Blocks)
{
    /// <summary>A heading, if there is one.</summary>
    public string? Title { get; init; }

    /// <summary>Where the heading leads.</summary>
    public Uri? Link { get; init; }

    /// <summary>A picture that goes with it, with its text for those who do not see it.</summary>
    public Picture? Picture { get; init; }

    /// <summary>The language it is written in.</summary>
    public Language Language { get; init; }

    /// <summary>The same in other languages, for a platform that knows its readers' languages; null if there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Reply>? Translations { get; init; }

    /// <summary>Who may see it.</summary>
    public Visibility Visibility { get; init; }

    /// <summary>What a reader can press.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>
    /// Longer lists to choose from, such as roles. A platform without select menus leaves them out; what they offer can also be typed.
    /// </summary>
    public IReadOnlyList<ChoiceMenu> Menus { get; init; } = [];

    /// <summary>
    /// Whether it is a notice that people come back to, such as an announcement: a platform may lay it out as a card. A message keeps
    /// this for its whole life, because a platform may not be able to change the layout by an edit.
    /// </summary>
    public bool IsCard { get; init; }

    /// <summary>Whether it has a thread for discussion.</summary>
    public Discussion Discussion { get; init; }

    /// <summary>The platform's own ids of the roles to notify. Nobody else is ever notified, whatever the text says.</summary>
    public IReadOnlyList<string> MentionedRoles { get; init; } = [];

    /// <summary>How much it should disturb people, for platforms that can notify them or that limit how often a message is edited.</summary>
    public Urgency Urgency { get; init; }

    /// <summary>A file that goes with it.</summary>
    public Attachment? Attachment { get; init; }

    /// <summary>What it is about, as <see cref="Subject"/> writes it, so that a later change finds the messages that said it.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>
    /// The subject of the earlier message that it continues, such as the announcement that a reminder is about. Where each post begins a
    /// thread of its own, as in a forum, it goes into that message's thread; null to stand for itself.
    /// </summary>
    public string? Continues { get; init; }

    /// <summary>The community that it belongs to; 0 for a reply that belongs to none, such as how to join.</summary>
    public long Community { get; init; }

    /// <summary>Whether the bot understood what was asked; where it did not, a nearby command is suggested.</summary>
    public bool Understood { get; init; } = true;

    /// <summary>One paragraph of plain text, which is all that most replies are.</summary>
    public static Reply Say(Language language, string text) => new([new Paragraph(text)]) { Language = language };

    /// <summary>Silence: a platform shows nothing at all.</summary>
    public static Reply Nothing(Language language) => new([]) { Language = language, Visibility = Visibility.Private };

    /// <summary>One paragraph for the asker's eyes alone.</summary>
    public static Reply Tell(Language language, IReadOnlyList<Span> spans) =>
        new([new Paragraph(spans)]) { Language = language, Visibility = Visibility.Private };

    /// <summary>The version for a reader: in their language if there is one.</summary>
    public Reply For(Language language) =>
        (Language == language ? null : Translations?.FirstOrDefault(t => t.Language == language)) ?? this with { Translations = null };

    /// <summary>Whether there is nothing to show.</summary>
    [JsonIgnore]
    public bool IsNothing => Blocks.Count == 0 && Title is null && Attachment is null;

    /// <summary>One paragraph for the asker's eyes alone.</summary>
    public static Reply Tell(Language language, string text) => Say(language, text) with { Visibility = Visibility.Private };
}

/// <summary>How much a <see cref="Reply"/> should disturb people; each platform notifies as it can.</summary>
public enum Urgency
{
    /// <summary>Answers and ordinary posts: nobody is notified.</summary>
    Routine,

    /// <summary>Announcements and reminders: people are notified as their own settings say.</summary>
    Notify,

    /// <summary>Cancellations, changes and posts on the day: everyone is notified whom the platform allows to notify.</summary>
    Urgent,
}

/// <summary>Who may see a <see cref="Reply"/>.</summary>
public enum Visibility
{
    /// <summary>Everyone in the channel.</summary>
    Public,

    /// <summary>The asker alone.</summary>
    Private,
}

/// <summary>A part of a <see cref="Reply"/> that stands on lines of its own.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "block")]
[JsonDerivedType(typeof(Paragraph), "paragraph")]
[JsonDerivedType(typeof(Listing), "listing")]
[JsonDerivedType(typeof(Fields), "fields")]
[JsonDerivedType(typeof(Quote), "quote")]
[JsonDerivedType(typeof(ChoiceNote), "choicenote")]
public abstract record Block;

/// <summary>Running text.</summary>
[method: JsonConstructor]
public sealed record Paragraph(IReadOnlyList<Span> Spans) : Block
{
    public Paragraph(string text)
        : this([new Text(text)])
    {
    }
}

/// <summary>A list, with bullets or numbers.</summary>
public sealed record Listing(IReadOnlyList<IReadOnlyList<Span>> Items, bool Numbered = false) : Block;

/// <summary>Names with their values, such as Place and Time.</summary>
public sealed record Fields(IReadOnlyList<Field> Items) : Block;

/// <summary>One name with its value.</summary>
[method: JsonConstructor]
public sealed record Field(string Name, IReadOnlyList<Span> Value)
{
    public Field(string name, string value)
        : this(name, [new Text(value)])
    {
    }
}

/// <summary>Somebody else's words, in their own language.</summary>
/// <param name="Spans">The words.</param>
/// <param name="Language">The ISO 639-1 code of the language they stand in, where it is known.</param>
public sealed record Quote(IReadOnlyList<Span> Spans, string? Language = null) : Block;

/// <summary>
/// A sentence about the reply's choices. Which one is true depends on the platform: everyone sees who reacts to a message, while
/// nobody sees who presses a button.
/// </summary>
/// <param name="IfPrivate">If nobody else sees what somebody chooses.</param>
/// <param name="IfPublic">If others see it.</param>
public sealed record ChoiceNote(string IfPrivate, string IfPublic) : Block;

/// <summary>A piece of a line.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "span")]
[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(Strong), "strong")]
[JsonDerivedType(typeof(Link), "link")]
[JsonDerivedType(typeof(Code), "code")]
[JsonDerivedType(typeof(Moment), "moment")]
[JsonDerivedType(typeof(Mention), "mention")]
public abstract record Span;

/// <summary>Plain words. A line feed is a line break; nothing else in them is markup.</summary>
public sealed record Text(string Value) : Span;

/// <summary>Words that matter more.</summary>
public sealed record Strong(string Value) : Span;

/// <summary>Words that lead somewhere; only http, https and mailto addresses are shown as links.</summary>
public sealed record Link(string Label, Uri Address) : Span;

/// <summary>Something to type or to copy exactly.</summary>
public sealed record Code(string Value) : Span;

/// <summary>
/// A moment, which a platform shows in the reader's own time where it can, and in <paramref name="Zone"/> where it cannot.
/// </summary>
/// <param name="At">UTC.</param>
/// <param name="Zone">The IANA zone of the place it is about.</param>
/// <param name="Style">How much of it to show.</param>
public sealed record Moment(DateTime At, string Zone, MomentStyle Style = MomentStyle.DateAndTime) : Span;

/// <summary>A channel or a role, which its own platform shows as a link and others by its name. Notifies nobody.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Platform">Its platform.</param>
/// <param name="Id">The platform's id.</param>
/// <param name="Label">Its name, such as "#news".</param>
public sealed record Mention(MentionKind Kind, string Platform, string Id, string Label) : Span;

/// <summary>What a <see cref="Mention"/> refers to.</summary>
public enum MentionKind
{
    Channel,
    Role,
}

/// <summary>How much of a <see cref="Moment"/> is shown.</summary>
public enum MomentStyle
{
    DateAndTime,
    Date,
    Time,
}

/// <summary>A picture elsewhere on the web.</summary>
/// <param name="Address">http or https.</param>
/// <param name="AltText">What it shows, in words.</param>
public sealed record Picture(Uri Address, string? AltText)
{
    /// <summary>Whether a platform shows a copy of its own, which stays when the original goes, instead of the address.</summary>
    public bool IsUpload { get; init; }
}

/// <summary>A small file.</summary>
/// <param name="FileName">A bare name, without a folder.</param>
/// <param name="MediaType">Such as text/calendar.</param>
/// <param name="Content">The whole text, written in UTF-8.</param>
public sealed record Attachment(string FileName, string MediaType, string Content);
