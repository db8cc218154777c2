using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Discord.Commands;

/// <summary>A published topic, which gets its own slash command.</summary>
/// <param name="Slug">Lower-case, stable: "delegations".</param>
/// <param name="Labels">Its name in each language.</param>
public sealed record TopicCommand(string Slug, IReadOnlyDictionary<Language, string> Labels)
{
    /// <summary>The latest year that something is published on; null if all of it is about other times.</summary>
    public int? LatestYear { get; init; }
}

/// <summary>
/// Returns the published topics of a community, most requested first. Provided by the host, so that this project does not depend on
/// features.
/// </summary>
public delegate Task<IReadOnlyList<TopicCommand>> TopicSource(long community, CancellationToken ct);
