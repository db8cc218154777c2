using System.Security.Cryptography;
using System.Text.Json;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Discord.Interactions;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord.Commands;

/// <summary>
/// Keeps Discord's commands in step with the bot's and with the published topics of each community. Registers a scope only after a change, and removes
/// the commands of scopes that are no longer wanted: Discord shows a command twice that is registered globally and for a server. Of several
/// processes, each knows the commands and one registers them.
/// </summary>
internal sealed partial class CommandRegistry(
    CommandCatalog catalog, IEnumerable<SuggesterEntry> suggesters, TopicSource topics, DiscordSettings settings,
    DiscordApi api, RegisteredScopes registered, JoinedGuilds guilds, TimeProvider clock, ILogger<CommandRegistry> logger)
{
    private static readonly TimeSpan SyncInterval = TimeSpan.FromMinutes(2);
    private readonly HashSet<string> suggested = [.. suggesters.Select(s => s.Option)];
    private volatile CommandSets? current;

    /// <summary>
    /// The current commands as a guild, or a direct message if it is null, shows them. Until the first registration each call reads the topics:
    /// Discord shows the commands that an earlier process registered, and members use them at once.
    /// </summary>
    public async ValueTask<SlashCommands> OfAsync(string? guild, CancellationToken ct) =>
        (current ?? await ReadSetsAsync(await guilds.ReadAsync(ct), ct)).Of(guild);

    /// <summary>The command that accepts free text.</summary>
    public CommandSpec? Questions => catalog.Specs.FirstOrDefault(s => s.TakesFreeText);

    public CommandSpec? Spec(string name) => catalog.Find(name);

    /// <summary>Keeps the commands that this process knows up to date, until cancelled; another process may register them.</summary>
    public Task RefreshContinuouslyAsync(CancellationToken ct) => RepeatAsync(
        async inner => current = await ReadSetsAsync(await guilds.ReadAsync(inner), inner), ct);

    /// <summary>Registers the commands now and after each change, until cancelled.</summary>
    public Task SyncContinuouslyAsync(string application, CancellationToken ct) => RepeatAsync(inner => SyncAsync(application, inner), ct);

    private async Task RepeatAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await work(ct);
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
        var joined = await guilds.ReadAsync(ct);
        var sets = await ReadSetsAsync(joined, ct);
        current = sets;
        var wanted = CommandScope.Wanted(settings.GuildIds, joined.Keys, sets);
        foreach (var scope in await registered.ListAsync(application, ct))
        {
            if (wanted.All(w => w.Key != scope))
                await RemoveAsync(application, scope, ct);
        }

        foreach (var scope in wanted)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(
                JsonSerializer.SerializeToUtf8Bytes(scope.Commands, DiscordJson.Default.IReadOnlyListApplicationCommand)));
            if (await registered.HashAsync(application, scope.Key, ct) == hash)
                continue;

            // Listed first: if the process stops in between, a later one still knows that the scope may hold commands.
            await registered.AddAsync(application, scope.Key, ct);
            if (!await WriteAsync(application, scope, ct))
                continue;
            await registered.SaveHashAsync(application, scope.Key, hash, ct);
            LogWritten(logger, scope.Commands.Count, scope.Key);
        }
    }

    /// <returns>False if the bot is not on that server.</returns>
    private async Task<bool> WriteAsync(string application, CommandScope scope, CancellationToken ct)
    {
        try
        {
            await api.Commands.WriteAsync(application, scope.Guild, scope.Commands, ct);
            return true;
        }
        catch (DiscordApiException e) when (e.Status is 403 or 404 && scope.Guild is not null)
        {
            return false;
        }
    }

    private async Task<CommandSets> ReadSetsAsync(IReadOnlyDictionary<string, long> joined, CancellationToken ct)
    {
        var byGuild = new Dictionary<string, SlashCommands>(StringComparer.Ordinal);
        foreach (var community in joined.GroupBy(g => g.Value, g => g.Key))
        {
            if (await topics(community.Key, ct) is not { Count: > 0 } own)
                continue;
            var commands = WithTopics(own);
            foreach (var guild in community)
                byGuild[guild] = commands;
        }

        return new CommandSets(WithTopics([]), byGuild);
    }

    private SlashCommands WithTopics(IReadOnlyList<TopicCommand> own) => new(catalog.SpecsOn(InteractionMapper.Platform), suggested, own);

    private async Task RemoveAsync(string application, string scope, CancellationToken ct)
    {
        try
        {
            await api.Commands.WriteAsync(application, CommandScope.GuildOf(scope), [], ct);
        }
        catch (DiscordApiException e) when (e.Status is 403 or 404)
        {
            // The bot is no longer on that server, and neither are its commands.
        }

        await registered.RemoveAsync(application, scope, ct);
        LogRemoved(logger, scope);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Registered {Count} Discord commands for {Scope}")]
    private static partial void LogWritten(ILogger logger, int count, string scope);

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed the Discord commands for {Scope}")]
    private static partial void LogRemoved(ILogger logger, string scope);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Registering the Discord commands failed; will retry")]
    private static partial void LogFailed(ILogger logger, Exception e);
}
