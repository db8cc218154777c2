using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Commands;

/// <summary>What a slash command runs: a command of the bot, or a question about a topic.</summary>
internal sealed record SlashTarget(CommandSpec? Spec, TopicCommand? Topic = null)
{
    public static SlashTarget? Of(CommandSpec? spec) => spec is null ? null : new SlashTarget(spec);
}

/// <summary>
/// Builds Discord's slash commands from the bot's command declarations, plus one per topic up to Discord's limit. Discord shows a
/// command with all its subcommands to everyone or to organizers only, so commands for members and for organizers are never in one
/// group. Pure. https://docs.discord.com/developers/interactions/application-commands#slash-commands
/// </summary>
internal sealed class SlashCommands
{
    private const int MaxCommands = 100;
    private const int MaxSubcommands = 25;
    private const int MaxMessageCommands = 5;
    private const int MaxMessageCommandLength = 32;
    private static readonly IReadOnlyList<int> Everywhere = [0, 1];
    private readonly SlashOptions options;
    private readonly Dictionary<string, SlashTarget> targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CommandSpec> onMessages;
    private readonly List<ApplicationCommand> all = [];

    /// <param name="specs">The bot's commands.</param>
    /// <param name="suggested">The options with autocomplete, as "command.option".</param>
    /// <param name="topics">The topics, most requested first.</param>
    public SlashCommands(IReadOnlyList<CommandSpec> specs, IReadOnlySet<string> suggested, IReadOnlyList<TopicCommand> topics)
    {
        options = new SlashOptions(suggested);
        foreach (var group in specs.GroupBy(s => Head(s.Name), StringComparer.Ordinal))
            AddGroup([.. group]);
        foreach (var topic in topics)
            Add(TopicCommands.Create(topic), null, topic);
        RemoveDuplicateNames();
        onMessages = specs.Where(s => s.OnMessage is not null).Take(MaxMessageCommands).ToDictionary(s => s.OnMessageIn(Language.English), StringComparer.Ordinal);
    }

    /// <summary>Slash commands, then those on messages.</summary>
    public IReadOnlyList<ApplicationCommand> All => [.. all, .. onMessages.Select(m => OnMessage(m.Key, m.Value))];

    /// <summary>The commands for topics.</summary>
    public IReadOnlyList<ApplicationCommand> Topics => [.. all.Where(c => targets.GetValueOrDefault(c.Name)?.Topic is not null)];

    /// <param name="path">The command's name, followed by a space and the subcommand's name if there is one, with its group's before it: "feeds when digest".</param>
    public SlashTarget? Find(string path) => targets.GetValueOrDefault(path);

    /// <param name="name">The English name of a command on messages.</param>
    public CommandSpec? FindOnMessage(string name) => onMessages.GetValueOrDefault(name);

    /// <summary>https://docs.discord.com/developers/interactions/application-commands#message-commands</summary>
    private static ApplicationCommand OnMessage(string name, CommandSpec spec) => new(name, "")
    {
        Type = CommandType.Message,
        NameLocalizations = SlashNames.Descriptions(language => SafeText.Shorten(spec.OnMessageIn(language), MaxMessageCommandLength)),
        DefaultMemberPermissions = PermissionsOf(spec.Audience),
        Contexts = Everywhere,
    };

    private void AddGroup(IReadOnlyList<CommandSpec> specs)
    {
        // A Discord command with subcommands cannot be called itself: if the first word alone is a command, the others get a hyphen.
        var isCallable = specs.Any(s => !s.Name.Contains(' ', StringComparison.Ordinal));
        foreach (var audience in specs.GroupBy(s => s.Audience).OrderByDescending(g => g.Count()))
        {
            // The larger part of a mixed group keeps the name.
            if (isCallable || targets.Keys.Any(path => path.StartsWith(Head(specs[0].Name) + " ", StringComparison.Ordinal)))
            {
                foreach (var spec in audience)
                    AddAlone(spec);
            }
            else
            {
                AddSubcommands([.. audience], audience.Key);
            }
        }
    }

    private void AddAlone(CommandSpec spec)
    {
        var forMembers = spec.Options.Where(o => spec.Audience == Audience.Organizers || !o.IsForOrganizers).ToList();
        Add(Command(spec, spec.NameIn, spec.SummaryIn, forMembers, spec.Audience), spec);
        if (forMembers.Count < spec.Options.Count)
            Add(Command(spec, spec.OrganizerNameIn, spec.OrganizerSummaryIn, spec.Options, Audience.Organizers), spec);
    }

    private void AddSubcommands(IReadOnlyList<CommandSpec> specs, Audience audience)
    {
        if (SlashNames.Of(Head(specs[0].Name)) is not { } name || all.Count == MaxCommands)
            return;

        var subcommands = new List<CommandOption>();
        foreach (var group in specs.GroupBy(s => s.Group, StringComparer.Ordinal))
        {
            if (group.Key is null)
                subcommands.AddRange(Subcommands(name, group));
            else if (SlashNames.Of(group.Key) is { } slug)
                subcommands.Add(SubcommandGroup(slug, [.. Subcommands($"{name} {slug}", group.Take(MaxSubcommands))], group.First()));
        }

        all.Add(new ApplicationCommand(name, SlashNames.Description(specs[0].SummaryIn(Language.English)))
        {
            NameLocalizations = SlashNames.Names(language => Head(specs[0].NameIn(language))),
            DescriptionLocalizations = SlashNames.Descriptions(specs[0].SummaryIn),
            Options = [.. subcommands.Take(MaxSubcommands)],
            DefaultMemberPermissions = PermissionsOf(audience),
            Contexts = Everywhere,
        });
    }

    private static CommandOption SubcommandGroup(string slug, IReadOnlyList<CommandOption> subcommands, CommandSpec spec) =>
        new(OptionType.SubcommandGroup, slug, SlashNames.Description(spec.GroupSummaryIn(Language.English)))
        {
            NameLocalizations = SlashNames.Names(spec.GroupNameIn),
            DescriptionLocalizations = SlashNames.Descriptions(spec.GroupSummaryIn),
            Options = subcommands,
        };

    /// <param name="path">What stands before the subcommands' names.</param>
    private IEnumerable<CommandOption> Subcommands(string path, IEnumerable<CommandSpec> specs)
    {
        foreach (var spec in specs)
        {
            if (SlashNames.Of(Tail(spec.Name)) is not { } tail)
                continue;
            targets[$"{path} {tail}"] = new SlashTarget(spec);
            yield return new CommandOption(OptionType.Subcommand, tail, SlashNames.Description(spec.SummaryIn(Language.English)))
            {
                NameLocalizations = SlashNames.Names(language => Tail(spec.NameIn(language))),
                DescriptionLocalizations = SlashNames.Descriptions(spec.SummaryIn),
                Options = options.Of(spec, spec.Options),
            };
        }
    }

    private ApplicationCommand? Command(
        CommandSpec spec, Func<Language, string> name, Func<Language, string> summary, IReadOnlyList<OptionSpec> offered, Audience audience) =>
        SlashNames.Of(name(Language.English)) is not { } slug
            ? null
            : new ApplicationCommand(slug, SlashNames.Description(summary(Language.English)))
            {
                NameLocalizations = SlashNames.Names(name),
                DescriptionLocalizations = SlashNames.Descriptions(summary),
                Options = options.Of(spec, offered),
                DefaultMemberPermissions = PermissionsOf(audience),
                Contexts = Everywhere,
            };

    private void Add(ApplicationCommand? command, CommandSpec? spec, TopicCommand? topic = null)
    {
        if (command is not null && all.Count < MaxCommands && targets.TryAdd(command.Name, new SlashTarget(spec, topic)))
            all.Add(command);
    }

    /// <summary>Discord refuses the whole set if two commands have the same name in a language: the later one keeps its English name.</summary>
    private void RemoveDuplicateNames()
    {
        var taken = all.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < all.Count; i++)
        {
            var names = all[i].NameLocalizations!
                .Where(n => n.Value == all[i].Name || taken.Add($"{n.Key} {n.Value}") && !taken.Contains(n.Value))
                .ToDictionary(StringComparer.Ordinal);
            all[i] = all[i] with { NameLocalizations = names };
        }
    }

    private static string? PermissionsOf(Audience audience) => audience == Audience.Organizers ? Permissions.ManageEventsText : null;

    private static string Head(string name) => name.Split(' ')[0];

    private static string Tail(string name) => name.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? name[(space + 1)..] : name;
}
