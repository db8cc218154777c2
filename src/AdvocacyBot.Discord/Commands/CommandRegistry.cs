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
    private static readonly TimeSpan SyncInterval = TimeSpan.FromMinutes(2);
    private readonly HashSet<string> suggested = [.. suggesters.Select(s => s.Option)];
    private volatile SlashCommands? current;

    /// <summary>The current commands.</summary>
    public SlashCommands Current => current ??= new SlashCommands(catalog.Specs, suggested, []);

    /// <summary>The command that accepts free text.</summary>
    public CommandSpec? Questions => catalog.Specs.FirstOrDefault(s => s.TakesFreeText);

    public CommandSpec? Spec(string name) => catalog.Find(name);

    /// <summary>Registers the commands now and after each change, until cancelled.</summary>
    public async Task SyncContinuouslyAsync(string application, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await SyncAsync(application, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                // The previous commands stay registered, and text commands work without registration.
                LogFailed(logger, e);
            }

            await Task.Delay(SyncInterval, clock, ct);
        }
    }

    /// <summary>Registers the commands if they differ from those last registered, also by an earlier process.</summary>
    public async Task SyncAsync(string application, CancellationToken ct)
    {
        var commands = new SlashCommands(catalog.Specs, suggested, await topics(ct));
        current = commands;
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Registered {Count} Discord commands for {Scope}")]
    private static partial void LogWritten(ILogger logger, int count, string scope);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Registering the Discord commands failed; will retry")]
    private static partial void LogFailed(ILogger logger, Exception e);
}
