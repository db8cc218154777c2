using AdvocacyBot.Core.Commands;
using NodaTime;

namespace AdvocacyBot.Core.Articles.Pickers;

/// <summary>Suggests time zones by the name of a city or region.</summary>
internal sealed class ZoneSuggester : IOptionSuggester
{
    public static string Option => "feeds zone.zone";

    public static IReadOnlyList<string> OtherOptions => ["feeds dates.zone"];

    public Task<IReadOnlyList<SuggestedValue>> SuggestAsync(Request request, string typed, CancellationToken ct)
    {
        var words = typed.Replace(' ', '_');
        return Task.FromResult<IReadOnlyList<SuggestedValue>>(
        [
            .. DateTimeZoneProviders.Tzdb.Ids
                .Where(id => id.Contains('/', StringComparison.Ordinal) && id.Contains(words, StringComparison.OrdinalIgnoreCase))
                .OrderByDescending(id => id[(id.LastIndexOf('/') + 1)..].StartsWith(words, StringComparison.OrdinalIgnoreCase))
                .ThenBy(id => id, StringComparer.Ordinal)
                .Take(SuggestedValue.MaxCount),
        ]);
    }
}
