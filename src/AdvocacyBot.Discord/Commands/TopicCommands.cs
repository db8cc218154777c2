using AdvocacyBot.Core.Languages;
using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Commands;

/// <summary>Slash commands for topics, each with a year and a name. Pure.</summary>
internal static class TopicCommands
{
    public const string YearOption = "year";
    public const string NameOption = "name";

    /// <returns>Null if Discord accepts no form of the topic's name.</returns>
    public static ApplicationCommand? Create(TopicCommand topic) =>
        SlashNames.Of(topic.Slug) is not { } name
            ? null
            : new ApplicationCommand(name, Describe(topic, Language.English))
            {
                NameLocalizations = SlashNames.Names(language => topic.Labels.GetValueOrDefault(language, topic.Slug)),
                DescriptionLocalizations = SlashNames.Descriptions(language => Describe(topic, language)),
                Options = [Option(YearOption), Option(NameOption)],
                Contexts = [0, 1],
            };

    private static string Describe(TopicCommand topic, Language language) => SlashNames.Description(
        DiscordTexts.All.Format(language, "topic.summary", topic.Labels.GetValueOrDefault(language, topic.Slug)));

    private static CommandOption Option(string name) =>
        new(OptionType.Text, name, SlashNames.Description(DiscordTexts.All[Language.English, $"topic.{name}.summary"]))
        {
            NameLocalizations = SlashNames.Names(language => DiscordTexts.All[language, $"topic.{name}.name"]),
            DescriptionLocalizations = SlashNames.Descriptions(language => DiscordTexts.All[language, $"topic.{name}.summary"]),
            Autocomplete = true,
        };
}
