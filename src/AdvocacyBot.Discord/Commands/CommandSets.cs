namespace AdvocacyBot.Discord.Commands;

/// <summary>The bot's commands, and for each joined guild the same commands with those for the topics of its community. Immutable.</summary>
/// <param name="Common">Without topics.</param>
/// <param name="ByGuild">Guilds whose community has no topics are not listed.</param>
internal sealed record CommandSets(SlashCommands Common, IReadOnlyDictionary<string, SlashCommands> ByGuild)
{
    /// <param name="guild">Null in a direct message.</param>
    public SlashCommands Of(string? guild) => guild is not null && ByGuild.TryGetValue(guild, out var own) ? own : Common;
}
