using AdvocacyBot.Core.Chat;
using AdvocacyBot.Core.Commands;
using AdvocacyBot.Core.Facts.Questions;
using AdvocacyBot.Core.Store;
using Microsoft.EntityFrameworkCore;

namespace AdvocacyBot.Core.Facts.Naming;

/// <summary>Suggests the community's own topics and names, which are the ones that it can change.</summary>
internal sealed class OwnNameSuggester(BotDb db) : IOptionSuggester
{
    public static string Option => "name remove.name";

    public static IReadOnlyList<string> OtherOptions => ["name merge.name", "name merge.into"];

    public async Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct)
    {
        var (folded, community) = (QuestionTokens.Join(typed), db.CommunityId);
        var names = await db.TermNames
            .Where(n => n.CommunityId == community && n.Role != NameRole.Hint && n.Role != NameRole.Verb && n.Folded.StartsWith(folded))
            .OrderBy(n => n.Folded).Select(n => n.Text).Distinct().Take(SuggestedValue.MaxCount).ToListAsync(ct);
        return [.. names.Order(StringComparer.OrdinalIgnoreCase).Select(name => (SuggestedValue)name)];
    }
}

/// <summary>Suggests the community's sources by id, title or address.</summary>
internal sealed class SourceSuggester(BotDb db) : IOptionSuggester
{
    private const int MaxLabelLength = 95;

    public static string Option => "source remove.id";

    public static IReadOnlyList<string> OtherOptions => ["source merge.id", "source merge.into"];

    public async Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct)
    {
        var pattern = typed.Trim();
        var sources = await db.Sources
            .Where(s => s.Slug.Contains(pattern) || (s.Title != null && s.Title.Contains(pattern)) || (s.Url != null && s.Url.Contains(pattern)))
            .OrderBy(s => s.Slug).Select(s => new { s.Slug, s.Title }).Take(SuggestedValue.MaxCount).ToListAsync(ct);
        return [.. sources.Select(s => new SuggestedValue(s.Slug, SafeText.Shorten(s.Title is null ? s.Slug : $"{s.Slug}: {s.Title}", MaxLabelLength)))];
    }
}
