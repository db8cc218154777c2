using AdvocacyBot.Discord.Wire;

namespace AdvocacyBot.Tests.Discord;

/// <summary>The ways in which a registered command can be called.</summary>
internal static class SlashPaths
{
    public static IEnumerable<string> Of(ApplicationCommand command) =>
        command.Options is [{ Type: OptionType.Subcommand or OptionType.SubcommandGroup }, ..] ? Below(command.Name, command.Options) : [command.Name];

    private static IEnumerable<string> Below(string path, IReadOnlyList<CommandOption> options) =>
        options.SelectMany(o => o.Type == OptionType.SubcommandGroup ? Below($"{path} {o.Name}", o.Options ?? []) : [$"{path} {o.Name}"]);
}
