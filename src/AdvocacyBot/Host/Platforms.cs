using AdvocacyBot.Matrix;

namespace AdvocacyBot.Host;

/// <summary>Which chat platforms beside the room are configured.</summary>
internal static class Platforms
{
    /// <summary>Whether the bot is to be on any platform beside the room.</summary>
    public static bool AnyIsConfigured(IConfiguration configuration) => HasMatrix(configuration);

    /// <exception cref="StartupProblem">A platform is configured in part.</exception>
    public static IServiceCollection AddPlatforms(this IServiceCollection services, IConfiguration configuration)
    {
        if (HasMatrix(configuration))
        {
            var matrix = configuration.GetSection("Matrix").Get<MatrixSettings>()!;
            services.AddMatrix(matrix.Problem is { } problem ? throw new StartupProblem(problem) : matrix);
        }

        return services;
    }

    private static bool HasMatrix(IConfiguration configuration) => configuration["Matrix:Homeserver"] is { Length: > 0 };
}
