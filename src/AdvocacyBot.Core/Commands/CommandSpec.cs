using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Commands;

/// <summary>
/// The one declaration of a command: it feeds the text grammar, each platform's own command forms, autocomplete, the help
/// text and the web room. Its texts stand in the feature's resource files under keys made from its name:
/// <c>feeds-add.name</c> (what people type, in their language), <c>feeds-add.summary</c>, and for each option
/// <c>feeds-add.url.name</c> and <c>feeds-add.url.summary</c>.
/// </summary>
/// <param name="Name">Lower-case words, one or two, parted by a space: "actions", "feeds add". The code's name, in English.</param>
/// <param name="Texts">Where its texts stand.</param>
public sealed record CommandSpec(string Name, Texts Texts)
{
    /// <summary>Who may use it.</summary>
    public Audience Audience { get; init; } = Audience.Everyone;

    /// <summary>
    /// Whether the organizer log records its use by an organizer. What an organizer does as any member could, such as answering to an
    /// action, is nobody's business.
    /// </summary>
    public bool IsOrganizing { get => field || Audience == Audience.Organizers; init; }

    /// <summary>Whether a member may use an organizers' command alone with the bot, where it concerns nobody else.</summary>
    public bool AnyoneAlone { get; init; }

    /// <summary>In the order in which text fills them.</summary>
    public IReadOnlyList<OptionSpec> Options { get; init; } = [];

    /// <summary>
    /// The word between the two of its name under which a platform whose lists are short offers it; null for none. Its name and summary
    /// stand in the resource files under <c>feeds.group.when.name</c> and <c>feeds.group.when.summary</c>.
    /// </summary>
    public string? Group { get; init; }

    /// <summary>Further words that mean the same in text, such as "?" for help.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>
    /// How text after the command's name is read where it is a sentence rather than options in order. Null: in order.
    /// </summary>
    public SentenceReader? Sentence { get; init; }

    /// <summary>Whether text that names no command is for this one. One command has it.</summary>
    public bool TakesFreeText { get; init; }

    /// <summary>Whether it also works in a place that has not joined a community, as the command for joining does.</summary>
    public bool WorksAnywhere { get; init; }

    /// <summary>Whether it also works while the community is suspended, as a person's rights over their own data do.</summary>
    public bool WorksWhileSuspended { get; init; }

    /// <summary>Whether it only looks something up, so that it can be run again when its text is edited.</summary>
    public bool IsQuery { get; init; }

    /// <summary>The only platform on which it exists; null for all.</summary>
    public string? OnlyOn { get; init; }

    /// <summary>
    /// The option that a message fills, for platforms on which a command can be used on a message; null if it cannot. Its name there
    /// stands in the resource files under <c>announce.onmessage</c>.
    /// </summary>
    public string? OnMessage { get; init; }

    /// <summary>Whether its answer is for the asker alone, so that the platform need not show the question either.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>The name that people type in a language.</summary>
    public string NameIn(Language language) => Texts[language, $"{Key}.name"];

    /// <summary>One sentence on what it does.</summary>
    public string SummaryIn(Language language) => Texts[language, $"{Key}.summary"];

    /// <summary>The name of its group in a language.</summary>
    public string GroupNameIn(Language language) => Texts[language, $"{Name.Split(' ')[0]}.group.{Group}.name"];

    /// <summary>One sentence on its group.</summary>
    public string GroupSummaryIn(Language language) => Texts[language, $"{Name.Split(' ')[0]}.group.{Group}.summary"];

    /// <summary>The name of the form that shows organizers the options that are for them alone.</summary>
    public string OrganizerNameIn(Language language) => Texts[language, $"{Key}.manage.name"];

    /// <summary>One sentence on what organizers do with it.</summary>
    public string OrganizerSummaryIn(Language language) => Texts[language, $"{Key}.manage.summary"];

    /// <summary>Its name if it is used on a message.</summary>
    public string OnMessageIn(Language language) => Texts[language, $"{Key}.onmessage"];

    /// <summary>An example of its use that can be typed as it stands; null if there is none.</summary>
    public string? ExampleIn(Language language) => Texts.Find(language, $"{Key}.example");

    /// <summary>The name of one of an option's values as people see it.</summary>
    public string LabelOf(OptionSpec option, string value, Language language) => Texts.Find(language, $"{Key}.{option.Name}.{value}") ?? value;

    public string NameOf(OptionSpec option, Language language) => Texts[language, $"{Key}.{option.Name}.name"];

    public string SummaryOf(OptionSpec option, Language language) => Texts[language, $"{Key}.{option.Name}.summary"];

    /// <summary>The command as the organizer log shows it: with numbers and fixed words, and without anything typed freely.</summary>
    public string LogLine(IReadOnlyDictionary<string, string> options) => string.Join(
        ' ', [Name, .. Options.Where(o => (o.Kind == OptionKind.Number || o.IsLogged || o.Values.Count > 0) && options.ContainsKey(o.Name)).Select(o => options[o.Name])]);

    private string Key => Name.Replace(' ', '-');
}

/// <summary>Who may use a command.</summary>
public enum Audience
{
    Everyone,
    Organizers,
}

/// <summary>One option of a command.</summary>
/// <param name="Name">Lower-case letters; the code's name, in English.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Required">Whether the command can do without.</param>
public sealed record OptionSpec(string Name, OptionKind Kind = OptionKind.Word, bool Required = true)
{
    /// <summary>Whether the organizer log shows its value, as it does for numbers and for options with fixed values.</summary>
    public bool IsLogged { get; init; }

    /// <summary>The values it can have; empty where anything goes.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether text may use further words, which the command itself reads.</summary>
    public bool IsOpen { get; init; }

    /// <summary>How many channels or roles a platform's own form offers to choose.</summary>
    public int MaxCount { get; init; } = 1;

    /// <summary>The option that takes its place, such as a template; null if it is required in any case.</summary>
    public string? FilledBy { get; init; }

    /// <summary>Whether the command cannot do without it, with these other options given.</summary>
    public bool IsMissing(IReadOnlyDictionary<string, string> given) =>
        Required && !given.ContainsKey(Name) && !(FilledBy is { } other && given.ContainsKey(other));

    /// <summary>Whether only organizers use it, so that a platform offers a command without it to members.</summary>
    public bool IsForOrganizers { get; init; }
}

/// <summary>What an option holds.</summary>
public enum OptionKind
{
    /// <summary>One word, or several in quotation marks.</summary>
    Word,

    /// <summary>All that is left of the line.</summary>
    Rest,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A channel of the platform, as its mention or id.</summary>
    Channel,

    /// <summary>Roles of the platform, as mentions, ids or names; in text, all that is left of the line.</summary>
    Role,

    /// <summary>
    /// A file that the member uploads, as the address from which the platform serves it for some hours. Platforms without uploads in
    /// commands, and text, leave it out.
    /// </summary>
    File,
}

/// <summary>Reads the text after a command's name into options, purely.</summary>
public delegate OptionsRead SentenceReader(string rest, Language language);

/// <summary>Options as read from text: either <see cref="Options"/>, or a <see cref="Problem"/> in the reader's language.</summary>
public sealed record OptionsRead(IReadOnlyDictionary<string, string> Options, string? Problem = null)
{
    public static OptionsRead Failed(string problem) => new(new Dictionary<string, string>(), problem);
}
