using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Discord.Commands;

/// <summary>Where a set of commands is registered: globally or for one guild.</summary>
/// <param name="Key">"all", or the guild's id.</param>
/// <param name="Commands">The commands of this scope.</param>
internal sealed record CommandScope(string Key, IReadOnlyList<ApplicationCommand> Commands)
{
    private const string Global = "all";
    private static readonly IReadOnlyList<int> InDirectMessages = [1];

    /// <summary>Null for the global scope.</summary>
    public string? Guild => GuildOf(Key);

    public static string? GuildOf(string key) => key == Global ? null : key;

    /// <summary>
    /// The scopes in which each command is visible once. The commands for topics are registered in the guilds of their community.
    /// Guild commands do not exist in direct messages, so with named guilds the global commands are limited to direct messages.
    /// </summary>
    /// <param name="named">The guilds that the configuration names. If there are any, commands are registered there and in the joined guilds only.</param>
    /// <param name="joined">The guilds that have joined a community.</param>
    public static IReadOnlyList<CommandScope> Wanted(IReadOnlyList<string> named, IEnumerable<string> joined, CommandSets sets) => named.Count == 0
        ?
        [
            new(Global, sets.Common.All),
            .. sets.ByGuild.Select(g => new CommandScope(g.Key, ForGuild(g.Value.Topics))),
        ]
        :
        [
            new(Global, [.. sets.Common.All.Where(IsForDirectMessages).Select(c => c with { Contexts = InDirectMessages })]),
            .. named.Union(joined, StringComparer.Ordinal).Select(g => new CommandScope(g, ForGuild(sets.Of(g).All))),
        ];

    private static IReadOnlyList<ApplicationCommand> ForGuild(IReadOnlyList<ApplicationCommand> commands) => [.. commands.Select(c => c with { Contexts = null })];

    private static bool IsForDirectMessages(ApplicationCommand command) => command.Contexts is null || command.Contexts.Intersect(InDirectMessages).Any();
}
