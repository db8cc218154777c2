using AdvocacyBot.Core.Facts;
using AdvocacyBot.Discord;
using AdvocacyBot.Matrix;

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
    public static async Task<IReadOnlyList<Finding>> ExamineAsync(IConfiguration configuration, CancellationToken ct) =>
        MatrixSettings.Read(configuration) is { } matrix
            ? [.. (await MatrixDoctor.ExamineAsync(matrix, ct)).Select(f => new Finding("matrix", f.IsWell, f.Text))]
            : [];

    /// <summary>Each published topic can be a slash command of its own.</summary>
    private static async Task<IReadOnlyList<TopicCommand>> TopicsAsync(IServiceProvider provider, CancellationToken ct)
    {
        await using var scope = provider.CreateAsyncScope();
        var topics = await scope.ServiceProvider.GetRequiredService<PublishedTopics>().ReadAsync(ct);
        return [.. topics.OrderByDescending(t => t.Claims).Select(t => new TopicCommand(t.Slug, t.Names))];
    }
}
