using AdvocacyBot.Core.Inbox;
using AdvocacyBot.Core.Loops;
using AdvocacyBot.Core.Outbox;
using AdvocacyBot.Core.Platforms;

namespace AdvocacyBot.Host;

/// <summary>
/// <c>/healthz</c>: the loops get on with their work, so a restart would mend nothing. <c>/readyz</c>: the bot is prepared, the database can be written, the
/// platforms are connected, the outbox is not late. A platform's outage never fails the first.
/// </summary>
internal static class HealthEndpoints
{
    private const string Alive = "/healthz";
    private const string Ready = "/readyz";
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(3);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Alive, (IEnumerable<Loop> loops) =>
            Answer(loops.ToDictionary(l => l.GetType().Name, l => l.SinceSignOfLife < LongestSilence, StringComparer.Ordinal)));

        routes.MapGet(Ready, async (Readiness readiness, CancellationToken ct) => Answer(await readiness.CheckAsync(ct)));
    }

    public static bool IsAt(PathString path) => path == Alive || path == Ready;

    private static IResult Answer(IReadOnlyDictionary<string, bool> checks) =>
        TypedResults.Text(
            string.Concat(checks.Select(c => $"{c.Key}: {(c.Value ? "ok" : "failing")}\n")),
            statusCode: checks.Values.All(ok => ok) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
}

/// <summary>What <c>/readyz</c> looks at.</summary>
internal sealed class Readiness(Preparation preparation, IServiceScopeFactory scopes, PlatformHost platforms)
{
    public async Task<IReadOnlyDictionary<string, bool>> CheckAsync(CancellationToken ct)
    {
        if (!preparation.Done.IsCompletedSuccessfully)
            return new Dictionary<string, bool>(StringComparer.Ordinal) { ["start"] = false };

        await using var scope = scopes.CreateAsyncScope();
        var checks = new Dictionary<string, bool>(StringComparer.Ordinal)
        {
            ["database"] = await scope.ServiceProvider.GetRequiredService<WriteProbe>().CanWriteAsync(ct),
            ["outbox"] = await scope.ServiceProvider.GetRequiredService<OutboxDelay>().IsOnTimeAsync(ct),
        };
        foreach (var (platform, ready) in platforms.Ready)
            checks[platform] = ready;
        return checks;
    }
}
