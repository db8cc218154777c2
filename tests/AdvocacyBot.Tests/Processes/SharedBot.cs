using AdvocacyBot.FakeDiscord;
using AdvocacyBot.TestSupport;

namespace AdvocacyBot.Tests.Processes;

/// <summary>Processes of the real executable that share a PostgreSQL, keys and one Discord.</summary>
internal static class SharedBot
{
    /// <summary>Starts one and waits until its room is open.</summary>
    /// <param name="number">Tells the processes of a test apart; each has a data folder of its own.</param>
    public static Task<BotProcess> StartAsync(int number, TemporaryFolder folder, string database, FakeDiscordServer discord) => BotProcess.StartAsync(
        folder.Path,
        [
            ("Data__Folder", Path.Combine(folder.Path, $"data{number}")),
            ("Data__KeysFolder", Path.Combine(folder.Path, "keys")),
            ("Sample__Enabled", "false"),
            ("Storage__Provider", "Postgres"),
            ("ConnectionStrings__BotDb", database),
            ("Discord__Token", discord.Settings.Token),
            ("Discord__ApiBaseUrl", discord.ApiBaseUrl.ToString()),
            .. discord.World.Guilds.Keys.Select((guild, i) => ($"Discord__GuildIds__{i}", guild)),
        ]);
}
