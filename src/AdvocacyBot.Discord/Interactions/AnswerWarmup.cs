using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Platforms;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Events;
using AdvocacyBot.Discord.Gateway;
using AdvocacyBot.Discord.Rest;
using AdvocacyBot.Discord.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AdvocacyBot.Discord.Interactions;

/// <summary>
/// Answers questions about published topics, with and without a year, without sending the answers, so that the first member does not
/// wait while .NET compiles the code: a first answer takes up to a second, a later one some milliseconds. Stores nothing.
/// </summary>
internal sealed partial class AnswerWarmup(
    IServiceProvider services, DiscordSettings settings, CommandRegistry registry, JoinedGuilds guilds, TopicSource topics, TimeProvider clock,
    ILogger<ApiClient> log, ILogger<AnswerWarmup> logger)
{
    /// <summary>Metrics show these answers under a platform of their own.</summary>
    private const string Platform = "warm-up";

    /// <summary>.NET compiles a method with optimizations after 30 calls, and each kind of question takes its own path.</summary>
    private const int MaxRuns = 120;
    private const int MaxTopics = 5;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(2);

    /// <summary>Ends after <see cref="MaxRuns"/> or <see cref="MaxTime"/>; a failure is logged.</summary>
    public async Task RunAsync(IntentHandler handle, CancellationToken ct)
    {
        try
        {
            // Leaves the caller, which connects meanwhile.
            await Task.Yield();
            if (registry.Questions is not { } command || await FindQuestionsAsync(ct) is not var (guild, questions))
                return;

            using var client = new ApiClient(settings, clock, log, new Silence());
            var responder = ActivatorUtilities.CreateInstance<InteractionResponder>(services, new DiscordApi(client));
            var events = ActivatorUtilities.CreateInstance<EventDispatcher>(services, ActivatorUtilities.CreateInstance<InteractionHandler>(services, responder));
            var started = clock.GetTimestamp();
            for (var run = 0; run < MaxRuns && clock.GetElapsedTime(started) < MaxTime; run++)
            {
                var id = run.ToString(CultureInfo.InvariantCulture);
                var packet = new GatewayPacket(GatewayOp.Dispatch, Question(id, guild, command.Name, command.Options[0].Name, questions[run % questions.Count]), T: "INTERACTION_CREATE");
                await events.HandleAsync(packet, "0", cursor: null, new QueueSlot(Task.CompletedTask), AskAsync, ct);

                // One member may not ask so often.
                Task<Reply> AskAsync(Intent intent, CancellationToken inner) => handle(intent with { Member = new MemberRef(Platform, id) }, inner);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogFailed(logger, e);
        }
    }

    /// <returns>A guild and questions on the topics of its community; null if no guild has a topic.</returns>
    private async Task<(string Guild, IReadOnlyList<string> Questions)?> FindQuestionsAsync(CancellationToken ct)
    {
        foreach (var community in (await guilds.ReadAsync(ct)).GroupBy(g => g.Value, g => g.Key))
        {
            if (await topics(community.Key, ct) is { Count: > 0 } published)
                return (community.First(), [.. published.Take(MaxTopics).SelectMany(QuestionsOn)]);
        }

        return null;
    }

    private static IEnumerable<string> QuestionsOn(TopicCommand topic)
    {
        var name = topic.Labels.GetValueOrDefault(Language.English, topic.Slug);
        if (topic.LatestYear is { } year)
            yield return string.Create(CultureInfo.InvariantCulture, $"{name} {year}");
        yield return name;
    }

    private static JsonElement Question(string id, string guild, string command, string option, string text) => JsonSerializer.SerializeToElement(
        new JsonObject
        {
            ["id"] = id,
            ["application_id"] = "0",
            ["type"] = (int)InteractionType.Command,
            ["token"] = "none",
            ["guild_id"] = guild,
            ["channel_id"] = "0",
            ["locale"] = "en-US",
            ["member"] = new JsonObject { ["user"] = new JsonObject { ["id"] = "0" }, ["roles"] = new JsonArray(), ["permissions"] = "0" },
            ["data"] = new JsonObject
            {
                ["type"] = (int)CommandType.ChatInput,
                ["name"] = SlashNames.Of(command),
                ["options"] = new JsonArray(new JsonObject { ["name"] = SlashNames.Of(option), ["type"] = (int)OptionType.Text, ["value"] = text }),
            },
        });

    [LoggerMessage(Level = LogLevel.Warning, Message = "The first answers on Discord may be slow: preparing them failed")]
    private static partial void LogFailed(ILogger logger, Exception e);

    /// <summary>Accepts requests without sending them.</summary>
    private sealed class Silence : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is { } content)
                await content.CopyToAsync(Stream.Null, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.NoContent);
        }
    }
}
