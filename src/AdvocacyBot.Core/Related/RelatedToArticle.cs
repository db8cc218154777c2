using AdvocacyBot.Core.Articles;
using AdvocacyBot.Core.Articles.Fetching;
using AdvocacyBot.Core.Articles.Posts;
using AdvocacyBot.Core.Facts;
using AdvocacyBot.Core.Facts.Answers;
using AdvocacyBot.Core.Facts.Editing;
using AdvocacyBot.Core.Languages;
using AdvocacyBot.Core.Mobilizations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AdvocacyBot.Core.Related;

/// <summary>
/// The one place that joins the features: an article arrives with the facts that are held on its subject and with the answers
/// to the mobilization that it announces.
/// </summary>
internal sealed class RelatedToArticle(RelatedClaims claims, UpcomingMobilizations mobilizations, TimeProvider clock)
{
    public async Task<RelatedParts> FindAsync(ArticleWords article, Language language, CancellationToken ct)
    {
        var facts = await claims.FindAsync(article.Title, article.Categories, article.Summary, language, ct);
        var text = $"{article.Title}\n{article.Summary}";
        var dates = DatesInText.Find(text, DateOnly.FromDateTime(clock.UtcNow));
        var action = await mobilizations.FindAsync(text, dates, language, ct);
        return action is null
            ? new RelatedParts(facts.Blocks, [], facts.Subjects)
            : new RelatedParts([.. facts.Blocks, .. action.Blocks], action.Choices, [.. facts.Subjects, action.Subject])
            {
                Channels = action.Channels,
                Elsewhere = new RelatedParts(facts.Blocks, [], facts.Subjects),
            };
    }
}

internal static class RelatedSetup
{
    /// <summary>Takes the place of what articles and facts do without: nothing related, and no action.</summary>
    public static IServiceCollection AddRelated(this IServiceCollection services) =>
        services
            .AddScoped<RelatedToArticle>()
            .AddScoped<OwnActions>()
            .AddScoped(s => new CheckLinks(s.GetRequiredService<FeedFetcher>(), s.GetRequiredService<FeedSettings>()))
            .Replace(ServiceDescriptor.Scoped<RelatedBlocks>(scope => scope.GetRequiredService<RelatedToArticle>().FindAsync))
            .Replace(ServiceDescriptor.Scoped<RewriteCiting>(scope => scope.GetRequiredService<EditPosts>().RewriteSoonAsync))
            // Only looked up when a question asks for an action: most do not.
            .Replace(ServiceDescriptor.Scoped<FindOwnAction>(scope => (asked, language, ct) => scope.GetRequiredService<OwnActions>().FindAsync(asked, language, ct)));
}
