using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Alerts;

/// <summary>A problem that needs a person, for as long as it lasts.</summary>
/// <param name="Key">The kind, then what it is about, such as <c>platform/discord</c>. The same for as long as the problem lasts.</param>
/// <param name="Write">What is wrong and what to do, in a language.</param>
internal sealed record Alert(string Key, Func<Language, string> Write)
{
    /// <summary>How long the problem lasts before organizers are notified.</summary>
    public TimeSpan After { get; init; }

    /// <summary>Whether the problem is known to last. Until that is known, as before a first attempt, it neither begins nor ends an alert.</summary>
    public bool IsCertain { get; init; } = true;

    /// <summary>The kind, such as <c>platform</c>.</summary>
    public static string KindOf(string key) => key.Split('/')[0];

    /// <summary>What it is about, such as <c>discord</c>; empty if its kind says it all.</summary>
    public static string SubjectOf(string key) => key.Split('/', 2) is [_, var subject] ? subject : "";
}

/// <summary>Finds problems of one kind. Created in a scope that has entered a community.</summary>
internal interface IAlertSource
{
    /// <summary>
    /// The present problems that concern the community in scope. Those of the whole installation concern the first community alone: its
    /// organizers operate the bot, those of other groups do not.
    /// </summary>
    Task<IReadOnlyList<Alert>> FindAsync(CancellationToken ct);
}

internal static class AlertSources
{
    extension(IEnumerable<IAlertSource> sources)
    {
        /// <summary>The problems that all sources find.</summary>
        public async Task<IReadOnlyList<Alert>> FindAllAsync(CancellationToken ct)
        {
            var alerts = new List<Alert>();
            foreach (var source in sources)
                alerts.AddRange(await source.FindAsync(ct));
            return alerts;
        }
    }
}
