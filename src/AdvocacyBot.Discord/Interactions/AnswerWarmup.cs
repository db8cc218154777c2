using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord.Interactions;

/// <summary>
/// Answers a question about a published topic several times without sending the answer, so that the first member does not wait while
/// .NET compiles the code: a first answer takes up to a second, a later one some milliseconds. Stores nothing.
/// </summary>
internal sealed partial class AnswerWarmup(
    CommandRegistry registry, JoinedGuilds guilds, TopicSource topics, ReplyPages pages, TimeProvider clock, ILogger<AnswerWarmup> logger)
{
    /// <summary>Metrics show these answers under a platform of their own.</summary>
    private const string Platform = "warm-up";

    /// <summary>.NET compiles a method with optimizations after 30 calls.</summary>
    private const int MaxRuns = 40;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(2);

    /// <summary>Ends after <see cref="MaxRuns"/> or <see cref="MaxTime"/>; a failure is logged.</summary>
    public async Task RunAsync(IntentHandler handle, CancellationToken ct)
    {
        try
        {
            // Leaves the caller, which connects meanwhile.
            await Task.Yield();
            if (registry.Questions is not { } questions || await FindTopicAsync(ct) is not var (guild, topic))
                return;

            var json = Question(guild, questions.Name, questions.Options[0].Name, topic);
            var started = clock.GetTimestamp();
            for (var run = 0; run < MaxRuns && clock.GetElapsedTime(started) < MaxTime; run++)
                await AnswerAsync(json, run, handle, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogFailed(logger, e);
        }
    }

    private async Task AnswerAsync(string json, int run, IntentHandler handle, CancellationToken ct)
    {
        var interaction = JsonSerializer.Deserialize(json, DiscordJson.Default.Interaction)!;
        var data = interaction.Data!;
        if (registry.Of(interaction.GuildId).Find(InteractionMapper.Path(data))?.Spec is not { } spec)
            return;

        var body = new CommandBody(spec.Name, InteractionMapper.Values(spec, InteractionMapper.Options(data), data.Resolved));
        var intent = InteractionMapper.Intent(interaction, body, isOrganizer: false, cursor: null) with
        {
            // A member may not ask so often.
            Member = new MemberRef(Platform, run.ToString(CultureInfo.InvariantCulture)),
        };
        var reply = await handle(intent, ct);
        JsonSerializer.SerializeToUtf8Bytes(new MessageCallback(CallbackType.Message, pages.First(reply)), DiscordJson.Default.MessageCallback);
    }

    /// <returns>A guild and the name of a topic of its community; null if no guild has one.</returns>
    private async Task<(string Guild, string Topic)?> FindTopicAsync(CancellationToken ct)
    {
        foreach (var community in (await guilds.ReadAsync(ct)).GroupBy(g => g.Value, g => g.Key))
        {
            if (await topics(community.Key, ct) is [var topic, ..])
                return (community.First(), topic.Labels.GetValueOrDefault(Language.English, topic.Slug));
        }

        return null;
    }

    private static string Question(string guild, string command, string option, string topic) => new JsonObject
    {
        ["id"] = "0",
        ["application_id"] = "0",
        ["type"] = (int)InteractionType.Command,
        ["token"] = "",
        ["guild_id"] = guild,
        ["channel_id"] = "0",
        ["locale"] = "en-US",
        ["member"] = new JsonObject { ["user"] = new JsonObject { ["id"] = "0" }, ["roles"] = new JsonArray(), ["permissions"] = "0" },
        ["data"] = new JsonObject
        {
            ["type"] = (int)CommandType.ChatInput,
            ["name"] = SlashNames.Of(command),
            ["options"] = new JsonArray(new JsonObject { ["name"] = SlashNames.Of(option), ["type"] = (int)OptionType.Text, ["value"] = topic }),
        },
    }.ToJsonString();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The first answers on Discord may be slow: preparing them failed")]
    private static partial void LogFailed(ILogger logger, Exception e);
}
