using System.Runtime.CompilerServices;
using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Store;
using AdvocacyBot.Discord;
using AdvocacyBot.Matrix;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Host;

/// <summary>Which chat platforms beside the room are configured.</summary>
internal static class Platforms
{
    /// <summary>Whether the bot is to be on any platform beside the room.</summary>
    public static bool AnyIsConfigured(IConfiguration configuration) => HasDiscord(configuration) || MatrixSettings.Read(configuration) is not null;

    /// <exception cref="StartupProblem">A platform is configured in part.</exception>
    public static IServiceCollection AddPlatforms(this IServiceCollection services, IConfiguration configuration)
    {
        if (HasDiscord(configuration))
        {
            services.AddSingleton<TopicSource>(provider => ct => TopicsAsync(provider, ct));
            services.AddDiscord(configuration.GetSection("Discord").Get<DiscordSettings>()!);
        }

        if (MatrixSettings.Read(configuration) is { } matrix)
            services.AddMatrix(matrix.Problem is { } problem ? throw new StartupProblem(problem) : matrix);
        return services;
    }

    private static bool HasDiscord(IConfiguration configuration) => configuration["Discord:Token"] is { Length: > 0 };

    /// <summary>Looks at each configured platform as its own service sees it.</summary>
    /// <param name="configuration">All settings.</param>
    /// <param name="db">For the channels that follow a feed.</param>
    public static async IAsyncEnumerable<Finding> ExamineAsync(
        IConfiguration configuration, BotDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        if (HasDiscord(configuration))
        {
            var channels = await db.Subscriptions.Where(s => s.Platform == "discord").Select(s => s.Channel).Distinct().ToListAsync(ct);
            foreach (var found in await DiscordDoctor.ExamineAsync(configuration.GetSection("Discord").Get<DiscordSettings>()!, channels, ct))
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
}
