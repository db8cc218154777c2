using System.Security.Cryptography;
using System.Text.Json;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord.Commands;

/// <summary>Keeps Discord's commands in step with the bot's and with the published topics; writes them only when they have changed.</summary>
internal sealed partial class CommandRegistry(
    CommandCatalog catalog, IEnumerable<SuggesterEntry> suggesters, TopicSource topics, DiscordSettings settings,
    DiscordApi api, IServiceScopeFactory scopes, TimeProvider clock, ILogger<CommandRegistry> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(2);
    private readonly HashSet<string> suggested = [.. suggesters.Select(s => s.Option)];
    private volatile SlashCommands? present;

    /// <summary>The commands as they stand now.</summary>
    public SlashCommands Present => present ??= new SlashCommands(catalog.Specs, suggested, []);

    /// <summary>The command that takes questions in free text.</summary>
    public CommandSpec? Questions => catalog.Specs.FirstOrDefault(s => s.TakesFreeText);

    public CommandSpec? Spec(string name) => catalog.Find(name);

    /// <summary>Writes the commands now and whenever they change, until cancelled.</summary>
    public async Task KeepAsync(string application, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await SyncAsync(application, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                // The commands of before stay in use, and text works without any.
                LogFailed(logger, e);
            }

            await Task.Delay(Interval, clock, ct);
        }
    }

    /// <summary>Writes them if they have changed since they were last written, by this process or one before.</summary>
    public async Task SyncAsync(string application, CancellationToken ct)
    {
        var commands = new SlashCommands(catalog.Specs, suggested, await topics(ct));
        present = commands;
        var hash = Convert.ToHexStringLower(SHA256.HashData(
            JsonSerializer.SerializeToUtf8Bytes(commands.All, DiscordJson.Default.IReadOnlyListApplicationCommand)));
        foreach (var guild in settings.GuildIds.Count == 0 ? [null] : settings.GuildIds.Cast<string?>())
        {
            var stream = $"discord/commands/{application}/{guild ?? "all"}";
            await using var scope = scopes.CreateAsyncScope();
            var inbox = scope.ServiceProvider.GetRequiredService<EventInbox>();
            if (await inbox.PositionAsync(stream, ct) == hash)
                continue;

            await api.WriteCommandsAsync(application, guild, commands.All, ct);
            await inbox.SaveAsync(new Cursor(stream, hash), ct);
            LogWritten(logger, commands.All.Count, guild ?? "all servers");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Discord has {Count} commands now, for {Scope}")]
    private static partial void LogWritten(ILogger logger, int count, string scope);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Discord's commands could not be brought up to date; they will be tried again")]
    private static partial void LogFailed(ILogger logger, Exception e);
}
