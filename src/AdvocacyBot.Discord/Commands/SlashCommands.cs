using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Commands;

/// <summary>What a slash command runs: a command of the bot, or a question about a topic.</summary>
internal sealed record SlashTarget(CommandSpec? Spec, TopicCommand? Topic = null);

/// <summary>
/// Builds Discord's slash commands from the bot's command declarations, plus one per topic up to Discord's limit. Pure.
/// https://docs.discord.com/developers/interactions/application-commands#slash-commands
/// </summary>
internal sealed class SlashCommands
{
    public const string YearOption = "year";
    public const string NameOption = "name";

    private const int MaxCommands = 100;
    private const int MaxOptions = 25;
    private const int MaxChoices = 25;
    private readonly Dictionary<string, SlashTarget> targets = new(StringComparer.Ordinal);
    private readonly List<ApplicationCommand> all = [];

    /// <param name="specs">The bot's commands.</param>
    /// <param name="suggested">The options with autocomplete, as "command.option".</param>
    /// <param name="topics">The topics, most requested first.</param>
    public SlashCommands(IReadOnlyList<CommandSpec> specs, IReadOnlySet<string> suggested, IReadOnlyList<TopicCommand> topics)
    {
        var plain = specs.Where(s => !s.Name.Contains(' ', StringComparison.Ordinal)).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var group in specs.GroupBy(s => s.Name.Split(' ')[0], StringComparer.Ordinal))
        {
            // A Discord command with subcommands cannot be called itself: if the first word alone is a command, the others get a hyphen.
            if (plain.Contains(group.Key))
            {
                foreach (var spec in group)
                    Add(Command(spec, suggested), spec);
            }
            else
            {
                AddGroup(group.Key, [.. group.Take(MaxOptions)], suggested);
            }
        }

        foreach (var topic in topics)
        {
            if (Command(topic) is { } command && all.Count < MaxCommands && !targets.ContainsKey(command.Name))
                Add(command, null, topic);
        }

        RemoveDuplicateNames();
    }

    public IReadOnlyList<ApplicationCommand> All => all;

    /// <param name="path">The command's name, followed by a space and the subcommand's name if there is one.</param>
    public SlashTarget? Find(string path) => targets.GetValueOrDefault(path);

    /// <summary>
    /// Whether a command opens as a modal when required options are missing. This applies to commands with several required options;
    /// Discord's command list then shows all of them as optional.
    /// </summary>
    public static bool IsForm(CommandSpec spec) => spec.Options.Count(o => o.Required) > 1;

    private void Add(ApplicationCommand? command, CommandSpec? spec, TopicCommand? topic = null)
    {
        if (command is null || all.Count == MaxCommands || !targets.TryAdd(command.Name, new SlashTarget(spec, topic)))
            return;
        all.Add(command);
    }

    private void AddGroup(string name, IReadOnlyList<CommandSpec> specs, IReadOnlySet<string> suggested)
    {
        var subcommands = new List<CommandOption>();
        foreach (var spec in specs)
        {
            if (Command(spec, suggested) is not { } command || SlashNames.Of(Tail(spec.Name)) is not { } tail)
                continue;
            subcommands.Add(new CommandOption(OptionType.Subcommand, tail, command.Description)
            {
                NameLocalizations = SlashNames.Names(language => Tail(spec.NameIn(language))),
                DescriptionLocalizations = command.DescriptionLocalizations,
                Options = command.Options,
            });
            targets[$"{name} {tail}"] = new SlashTarget(spec);
        }

        if (subcommands.Count == 0 || SlashNames.Of(name) is not { } slug || all.Count == MaxCommands)
            return;
        all.Add(new ApplicationCommand(slug, SlashNames.Description(specs[0].SummaryIn(Language.English)))
        {
            NameLocalizations = SlashNames.Names(language => Head(specs[0].NameIn(language))),
            DescriptionLocalizations = SlashNames.Descriptions(specs[0].SummaryIn),
            Options = subcommands,
            DefaultMemberPermissions = specs.All(s => s.Audience == Audience.Organizers) ? Permissions.ManageEventsText : null,
            Contexts = [0, 1],
        });
    }

    private static ApplicationCommand? Command(CommandSpec spec, IReadOnlySet<string> suggested) =>
        SlashNames.Of(spec.Name) is not { } name
            ? null
            : new ApplicationCommand(name, SlashNames.Description(spec.SummaryIn(Language.English)))
            {
                NameLocalizations = SlashNames.Names(spec.NameIn),
                DescriptionLocalizations = SlashNames.Descriptions(spec.SummaryIn),
                Options =
                [
                    .. spec.Options
                        .OrderByDescending(o => o.Required && !IsForm(spec))
                        .SelectMany(o => Options(spec, o, suggested))
                        .Take(MaxOptions),
                ],
                DefaultMemberPermissions = spec.Audience == Audience.Organizers ? Permissions.ManageEventsText : null,
                Contexts = [0, 1],
            };

    /// <summary>A role option holds one role, so several roles get several options.</summary>
    private static IEnumerable<CommandOption> Options(CommandSpec spec, OptionSpec option, IReadOnlySet<string> suggested)
    {
        var first = Option(spec, option, suggested);
        yield return first;
        for (var number = 2; option.Kind == OptionKind.Roles && number <= SlashNames.MaxRoles; number++)
        {
            yield return first with
            {
                Name = SlashNames.Numbered(first.Name, number),
                NameLocalizations = first.NameLocalizations!.ToDictionary(n => n.Key, n => SlashNames.Numbered(n.Value, number), StringComparer.Ordinal),
                Required = null,
            };
        }
    }

    private static CommandOption Option(CommandSpec spec, OptionSpec option, IReadOnlySet<string> suggested)
    {
        var type = option.Kind switch
        {
            OptionKind.Number => OptionType.Integer,
            OptionKind.Channel => OptionType.Channel,
            OptionKind.Roles => OptionType.Role,
            _ => OptionType.Text,
        };
        var listed = type == OptionType.Text && option.Values.Count is > 0 and <= MaxChoices;
        var typed = type == OptionType.Text && !listed
            && (option.Values.Count > MaxChoices || suggested.Contains($"{spec.Name}.{option.Name}"));
        return new CommandOption(type, SlashNames.Of(option.Name)!, SlashNames.Description(spec.SummaryOf(option, Language.English)))
        {
            NameLocalizations = SlashNames.Names(language => spec.NameOf(option, language)),
            DescriptionLocalizations = SlashNames.Descriptions(language => spec.SummaryOf(option, language)),
            Required = option.Required && !IsForm(spec) ? true : null,
            Choices = listed ? [.. option.Values.Select(value => new OptionChoice(value, value))] : null,
            Autocomplete = typed ? true : null,
            ChannelTypes = type == OptionType.Channel ? ChannelTypes.Postable : null,
        };
    }

    private static ApplicationCommand? Command(TopicCommand topic) =>
        SlashNames.Of(topic.Slug) is not { } name
            ? null
            : new ApplicationCommand(name, Describe(topic, Language.English))
            {
                NameLocalizations = SlashNames.Names(language => topic.Labels.GetValueOrDefault(language, topic.Slug)),
                DescriptionLocalizations = SlashNames.Descriptions(language => Describe(topic, language)),
                Options = [TopicOption(YearOption), TopicOption(NameOption)],
                Contexts = [0, 1],
            };

    private static string Describe(TopicCommand topic, Language language) => SlashNames.Description(
        DiscordTexts.All.Format(language, "topic.summary", topic.Labels.GetValueOrDefault(language, topic.Slug)));

    private static CommandOption TopicOption(string name) =>
        new(OptionType.Text, name, SlashNames.Description(DiscordTexts.All[Language.English, $"topic.{name}.summary"]))
        {
            NameLocalizations = SlashNames.Names(language => DiscordTexts.All[language, $"topic.{name}.name"]),
            DescriptionLocalizations = SlashNames.Descriptions(language => DiscordTexts.All[language, $"topic.{name}.summary"]),
            Autocomplete = true,
        };

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

    private static string Head(string name) => name.Split(' ')[0];

    private static string Tail(string name) => name.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? name[(space + 1)..] : name;
}
