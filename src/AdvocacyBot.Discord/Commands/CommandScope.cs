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
    /// The scopes in which each command is visible once. Guild commands do not exist in direct messages, so with named guilds the
    /// global commands are limited to direct messages.
    /// </summary>
    public static IReadOnlyList<CommandScope> Wanted(IReadOnlyList<string> guilds, IReadOnlyList<ApplicationCommand> commands) => guilds.Count == 0
        ? [new(Global, commands)]
        :
        [
            new(Global, [.. commands.Where(IsForDirectMessages).Select(c => c with { Contexts = InDirectMessages })]),
            .. guilds.Distinct(StringComparer.Ordinal).Select(g => new CommandScope(g, [.. commands.Select(c => c with { Contexts = null })])),
        ];

    private static bool IsForDirectMessages(ApplicationCommand command) => command.Contexts is null || command.Contexts.Intersect(InDirectMessages).Any();
}
