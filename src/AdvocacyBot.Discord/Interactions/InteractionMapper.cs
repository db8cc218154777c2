using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Guilds;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Interactions;

/// <summary>Converts interactions to intents. Pure.</summary>
internal static class InteractionMapper
{
    public const string Platform = "discord";

    public static ChannelRef Channel(string id) => new(Platform, id);

    public static Intent Intent(Interaction interaction, IntentBody body, bool isOrganizer, Cursor? cursor) =>
        new(interaction.Id, new MemberRef(Platform, UserOf(interaction)), Channel(interaction.ChannelId ?? ""), body)
        {
            Locale = LanguageNames.FromLocale(interaction.Locale),
            Place = GuildPlaces.PlaceOf(interaction.GuildId),
            IsVouchedOrganizer = isOrganizer,
            IsDirect = interaction.GuildId is null,
            Message = interaction.Message is { } message ? new MessageRef(Channel(message.ChannelId), message.Id) : null,
            Cursor = cursor,
        };

    public static Language LanguageOf(Interaction interaction) => LanguageNames.FromLocale(interaction.Locale) ?? Language.English;

    /// <summary>The command's name, followed by a space and the subcommand's name if there is one.</summary>
    public static string Path(InteractionData data) =>
        string.Join(' ', [data.Name ?? "", .. Subcommands(data).Select(one => one.Name)]);

    public static IReadOnlyList<InteractionOption> Options(InteractionData data) =>
        (Subcommands(data).LastOrDefault() is { } subcommand ? subcommand.Options : data.Options) ?? [];

    /// <summary>The group, if there is one, and the subcommand.</summary>
    private static IEnumerable<InteractionOption> Subcommands(InteractionData data)
    {
        for (var options = data.Options; options is [{ Type: (int)OptionType.Subcommand or (int)OptionType.SubcommandGroup } one]; options = one.Options)
            yield return one;
    }

    /// <summary>The options' values as text, by the option names of the bot's command; of a file, its address.</summary>
    public static Dictionary<string, string> Values(CommandSpec spec, IEnumerable<InteractionOption> options, ResolvedData? resolved)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var option in spec.Options)
        {
            var slug = SlashNames.Of(option.Name) ?? option.Name;
            names[slug] = option.Name;
            for (var number = 2; number <= option.MaxCount; number++)
                names[SlashNames.Numbered(slug, number)] = option.Name;
        }

        return options
            .Where(o => names.ContainsKey(o.Name) && o.Value is not null)
            .GroupBy(o => names[o.Name], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => string.Join(' ', group.Select(Text)), StringComparer.Ordinal);

        string Text(InteractionOption option)
        {
            var value = option.Value.ToString()!;
            return option.Type == (int)OptionType.Attachment ? resolved?.AddressOf(value) ?? value : value;
        }
    }

    /// <summary>The question that a topic's command stands for.</summary>
    public static string Question(TopicCommand topic, IReadOnlyList<InteractionOption> options, Language language)
    {
        string[] words = [topic.Labels.GetValueOrDefault(language, topic.Slug), Value(TopicCommands.YearOption), Value(TopicCommands.NameOption)];
        return string.Join(' ', words.Where(w => w.Length > 0));

        string Value(string name) => options.FirstOrDefault(o => o.Name == name)?.Value?.ToString().Trim() ?? "";
    }

    /// <summary>The id of the member, or an empty string.</summary>
    public static string UserOf(Interaction interaction) => interaction.Member?.User?.Id ?? interaction.User?.Id ?? "";
}
