using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Store;

namespace AdvocacyBot.Core.Facts;

/// <summary>Reads the topics on which facts are published: for a platform's own commands and autocomplete.</summary>
public sealed class PublishedTopics
{
    private readonly BotDb db;
    private readonly FactsMemory memory;

    internal PublishedTopics(BotDb db, FactsMemory memory) => (this.db, this.memory) = (db, memory);

    /// <summary>Every topic of the community that holds a published claim, in the order of the fact files.</summary>
    public async Task<IReadOnlyList<PublishedTopic>> ReadAsync(CancellationToken ct)
    {
        var known = await memory.ReadAsync(db, ct);
        return
        [
            .. known.Topics.Select(topic => new PublishedTopic(
                topic.Slug,
                LanguageNames.All.ToDictionary(l => l, topic.Label),
                [.. known.YearsOf(topic)],
                known.HeldOn(topic).Sum(h => h.Claims))),
        ];
    }
}

/// <summary>A topic with published claims.</summary>
/// <param name="Slug">Its stable name: lower-case letters, digits and hyphens.</param>
/// <param name="Names">What each language calls it.</param>
/// <param name="Years">The single years that claims are about, oldest first; ranges over years are not among them.</param>
/// <param name="Claims">How many claims it holds.</param>
public sealed record PublishedTopic(string Slug, IReadOnlyDictionary<Language, string> Names, IReadOnlyList<int> Years, int Claims);
