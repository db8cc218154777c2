using System.Runtime.CompilerServices;
using AdvocacyBot.Core;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Mobilizations;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Discord;
using AdvocacyBot.Discord.Commands;
using AdvocacyBot.Discord.Posts;
using AdvocacyBot.Matrix;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Host;

/// <summary>Which chat platforms beside the room are configured.</summary>
internal static class Platforms
{
    /// <summary>Whether the bot is to be on any platform beside the room.</summary>
    public static bool AnyIsConfigured(IConfiguration configuration) => HasDiscord(configuration) || HasMatrix(configuration);

    /// <exception cref="StartupException">A platform is configured in part.</exception>
    public static IServiceCollection AddPlatforms(this IServiceCollection services, IConfiguration configuration)
    {
        if (HasDiscord(configuration))
            AddDiscord(services, configuration);
        if (HasMatrix(configuration))
            AddMatrix(services, configuration);
        return services;
    }

    // In methods of their own, so that a platform that is off is not loaded.
    private static void AddDiscord(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<TopicSource>(provider => ct => TopicsAsync(provider, ct));
        services.AddSingleton<ScheduledEventSource>(provider => (subject, ct) => EventAsync(provider, subject, ct));
        var settings = DiscordSettings.Read(configuration);
        services.AddDiscord(settings.Problem is { } problem ? throw new StartupException(problem) : settings);
    }

    private static void AddMatrix(IServiceCollection services, IConfiguration configuration)
    {
        var settings = MatrixSettings.Read(configuration)!;
        services.AddMatrix(settings.Problem is { } problem ? throw new StartupException(problem) : settings);
    }

    private static bool HasDiscord(IConfiguration configuration) => configuration["Discord:Token"] is { Length: > 0 };

    private static bool HasMatrix(IConfiguration configuration) => configuration["Matrix:Homeserver"] is { Length: > 0 };

    /// <summary>Looks at each configured platform as its own service sees it.</summary>
    /// <param name="configuration">All settings.</param>
    /// <param name="db">For the channels that follow a feed.</param>
    public static async IAsyncEnumerable<Finding> ExamineAsync(
        IConfiguration configuration, BotDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        if (HasDiscord(configuration))
        {
            var channels = await db.Subscriptions.Where(s => s.Platform == "discord").Select(s => s.Channel).Distinct().ToListAsync(ct);
            foreach (var found in await DiscordDoctor.ExamineAsync(DiscordSettings.Read(configuration), channels, ct))
                yield return new Finding("discord", found.IsWell, found.Text);
        }

        if (MatrixSettings.Read(configuration) is { } matrix)
        {
            foreach (var found in await MatrixDoctor.ExamineAsync(matrix, ct))
                yield return new Finding("matrix", found.IsWell, found.Text);
        }
    }

    /// <summary>Each published topic can be a slash command of its own.</summary>
    private static async Task<IReadOnlyList<TopicCommand>> TopicsAsync(IServiceProvider provider, CancellationToken ct)
    {
        await using var scope = provider.CreateAsyncScope();
        var topics = await scope.ServiceProvider.GetRequiredService<PublishedTopics>().ReadAsync(ct);
        return [.. topics.OrderByDescending(t => t.Claims).Select(t => new TopicCommand(t.Slug, t.Names))];
    }

    /// <summary>A mobilization that takes place can be an event of a Discord server, too.</summary>
    private static async Task<ScheduledEventDetails?> EventAsync(IServiceProvider provider, string subject, CancellationToken ct)
    {
        await using var scope = provider.CreateAsyncScope();
        var entry = await scope.ServiceProvider.GetRequiredService<UpcomingMobilizations>().CalendarEntryAsync(subject, ct);
        return entry is null ? null : new ScheduledEventDetails(entry.Title, entry.StartsAt, entry.EndsAt, entry.Place);
    }
}
