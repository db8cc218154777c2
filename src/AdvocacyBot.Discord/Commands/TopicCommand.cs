using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Discord;

/// <summary>A topic on which there is something to ask, and which gets a slash command of its own.</summary>
/// <param name="Slug">Lower-case, stable: "delegations".</param>
/// <param name="Labels">What each language calls it.</param>
public sealed record TopicCommand(string Slug, IReadOnlyDictionary<Language, string> Labels);

/// <summary>Tells the topics that are published now, the most asked for first. The host fills it in, so that Discord knows no feature.</summary>
public delegate Task<IReadOnlyList<TopicCommand>> TopicSource(CancellationToken ct);
