using System.Globalization;
using AdvocacyBot.Core.Facts.Matching;
using AdvocacyBot.Core.Facts.Terms;
using AdvocacyBot.Core.Languages;

namespace AdvocacyBot.Core.Facts.Answers;

/// <summary>The heading of some claims: everything that they have in common. Their lines do not repeat it.</summary>
/// <param name="Topic">Null if they are on several.</param>
/// <param name="Event">Null if they have none, or several.</param>
/// <param name="When">Null if they are of several times, or undated.</param>
internal sealed record Heading(KnownTerm? Topic, KnownTerm? Event, string? When)
{
    public static readonly Heading Empty = new(null, null, null);

    public static Heading Of(IReadOnlyList<ClaimView> claims) => new(
        Common(claims.Select(c => c.Topic)),
        Common(claims.Select(c => c.Event)),
        Common(claims.Select(c => c.Claim.When)));

    /// <summary>"CANSEC delegations, 2014"; empty if the claims have nothing in common.</summary>
    public string Write(Language language)
    {
        var parts = new[] { Topic?.Label(language), Event?.Label(language), When is null ? null : Period.Write(When, language) };
        var heading = string.Join(", ", parts.OfType<string>());
        return heading.Length == 0 ? "" : char.ToUpper(heading[0], CultureInfo.InvariantCulture) + heading[1..];
    }

    public bool Says(KnownTerm term) => term == Topic || term == Event;

    public bool SaysWhen(string when) => when == When;

    private static T? Common<T>(IEnumerable<T?> values)
        where T : class
    {
        var distinct = values.Distinct().Take(2).ToList();
        return distinct.Count == 1 ? distinct[0] : null;
    }
}
